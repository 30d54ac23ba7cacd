package io.github.dl4jdoping.pytorch;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Safetensors files, right ones and wrong ones. */
final class SafetensorsBytes {

  private final List<String> entries = new ArrayList<>();
  private int length;

  /** A file of any header and data. */
  static byte[] of(String header, int dataLength) {
    return of(header.getBytes(StandardCharsets.UTF_8), new byte[dataLength]);
  }

  static byte[] of(byte[] header, byte[] data) {
    return ByteBuffer.allocate(Long.BYTES + header.length + data.length)
        .order(ByteOrder.LITTLE_ENDIAN)
        .putLong(header.length)
        .put(header)
        .put(data)
        .array();
  }

  /** Adds a tensor after those that are there. */
  SafetensorsBytes tensor(String name, SafetensorsType type, int... shape) {
    int end = length + IntStream.of(shape).reduce(type.bits(), (a, b) -> a * b) / Byte.SIZE;
    String sides = IntStream.of(shape).mapToObj(Integer::toString).collect(Collectors.joining(","));
    entries.add(
        String.format(
            "\"%s\":{\"dtype\":\"%s\",\"shape\":[%s],\"data_offsets\":[%d,%d]}",
            name, type, sides, length, end));
    length = end;
    return this;
  }

  /** Adds an F32 tensor. */
  SafetensorsBytes tensor(String name, int... shape) {
    return tensor(name, SafetensorsType.F32, shape);
  }

  /** The tensors, all 0. */
  Path write(Path folder) throws IOException {
    byte[] bytes = of("{" + String.join(",", entries) + "}", length);
    return Files.write(folder.resolve("test.safetensors"), bytes);
  }
}
