package io.github.dl4jdoping.pytorch;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A file in the safetensors format (huggingface.co/docs/safetensors): the length of the header, 8
 * bytes little-endian; the header, JSON that gives each tensor's type, shape and place; the data.
 *
 * <p>Opening reads and checks the header: the tensors fill the data without holes and overlaps, and
 * each is as long as its shape and type say. Values are read when they are asked for. For one thread
 * at a time.
 */
public final class SafetensorsFile implements Closeable {

  /** The longest header that the format's reference implementation reads too. */
  static final long LONGEST_HEADER = 100_000_000;

  private static final int LONGEST_ARRAY = Integer.MAX_VALUE - 8;

  private final Path path;
  private final FileChannel channel;
  private final long dataStart;
  private final Map<String, String> metadata;
  private final Map<String, SafetensorsTensor> tensors;

  private SafetensorsFile(Path path, FileChannel channel) throws IOException {
    this.path = path;
    this.channel = channel;
    long headerLength = headerLength();
    this.dataStart = Long.BYTES + headerLength;
    SafetensorsHeader header = SafetensorsHeader.parse(headerText((int) headerLength));
    this.metadata = Collections.unmodifiableMap(header.metadata());
    this.tensors =
        Collections.unmodifiableMap(
            byName(DataPlan.inOrder(header.tensors(), channel.size() - dataStart)));
  }

  /**
   * Opens a file and checks its header.
   *
   * @param path of the file
   * @return the file, to be closed
   * @throws SafetensorsException if it is not in the format; the message names the file
   * @throws IOException if it cannot be read
   */
  public static SafetensorsFile open(Path path) throws IOException {
    FileChannel channel = FileChannel.open(path, StandardOpenOption.READ);
    try {
      return new SafetensorsFile(path, channel);
    } catch (SafetensorsException e) {
      channel.close();
      throw new SafetensorsException(
          path + " is not a readable safetensors file. " + e.getMessage(), e);
    } catch (IOException | RuntimeException | Error e) {
      channel.close();
      throw e;
    }
  }

  /**
   * What the file says of itself.
   *
   * @return the header's texts under {@code __metadata__}, in their order
   */
  public Map<String, String> metadata() {
    return metadata;
  }

  /**
   * The names of all tensors.
   *
   * @return in the order of their values in the file
   */
  public Set<String> names() {
    return tensors.keySet();
  }

  /**
   * Describes a tensor.
   *
   * @param name one of {@link #names}
   * @return its type, shape and place
   * @throws SafetensorsException if there is none of this name
   */
  public SafetensorsTensor tensor(String name) throws SafetensorsException {
    SafetensorsTensor tensor = tensors.get(name);
    if (tensor == null) {
      throw problem(
          "there is no tensor " + Quoted.of(name) + "; there is " + Quoted.some(tensors.keySet()));
    }
    return tensor;
  }

  /**
   * Reads a tensor in single precision, to which values of double precision are rounded.
   *
   * @param name of a tensor whose type {@link SafetensorsType#isReadable is readable}
   * @return its values, row by row
   * @throws SafetensorsException if there is no such tensor, or one that no array can hold
   * @throws IOException if the file cannot be read
   */
  public float[] floats(String name) throws IOException {
    SafetensorsTensor tensor = tensor(name);
    float[] values = new float[length(tensor)];
    TensorValues.read(channel, dataStart, tensor, (i, value) -> values[i] = (float) value);
    return values;
  }

  /**
   * Reads a tensor in double precision.
   *
   * @param name of a tensor whose type {@link SafetensorsType#isReadable is readable}
   * @return its values, row by row
   * @throws SafetensorsException if there is no such tensor, or one that no array can hold
   * @throws IOException if the file cannot be read
   */
  public double[] doubles(String name) throws IOException {
    SafetensorsTensor tensor = tensor(name);
    double[] values = new double[length(tensor)];
    TensorValues.read(channel, dataStart, tensor, (i, value) -> values[i] = value);
    return values;
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }

  /** An exception that names this file. */
  SafetensorsException problem(String problem) {
    return new SafetensorsException(path + ": " + problem + ".");
  }

  private int length(SafetensorsTensor tensor) throws SafetensorsException {
    if (!tensor.type().isReadable()) {
      throw problem(
          "tensor " + tensor + " is not read; types that are read are F16, BF16, F32 and F64");
    }
    if (tensor.size() > LONGEST_ARRAY) {
      throw problem("tensor " + tensor + " has more than " + LONGEST_ARRAY + " values");
    }
    return (int) tensor.size();
  }

  private long headerLength() throws IOException {
    if (channel.size() < Long.BYTES) {
      throw new SafetensorsException(
          "It has "
              + channel.size()
              + " bytes, and the length of its header, 8 bytes, was expected.");
    }
    long length = TensorValues.bytes(channel, 0, Long.BYTES).getLong();
    long most = Math.min(LONGEST_HEADER, channel.size() - Long.BYTES);
    if (length < 0 || length > most) {
      throw new SafetensorsException(
          "Its header is said to have "
              + Long.toUnsignedString(length)
              + " bytes; in a file of "
              + channel.size()
              + " bytes at most "
              + most
              + " are possible.");
    }
    return length;
  }

  private String headerText(int length) throws IOException {
    ByteBuffer bytes = TensorValues.bytes(channel, Long.BYTES, length);
    if (length == 0 || bytes.get(0) != '{') {
      throw new SafetensorsException("Its header does not start with {.");
    }
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(bytes).toString();
    } catch (CharacterCodingException e) {
      throw new SafetensorsException(
          "Its header is not UTF-8 at byte " + (Long.BYTES + bytes.position()) + ".", e);
    }
  }

  private static Map<String, SafetensorsTensor> byName(List<SafetensorsTensor> all) {
    Map<String, SafetensorsTensor> byName = new LinkedHashMap<>();
    all.forEach(tensor -> byName.put(tensor.name(), tensor));
    return byName;
  }
}
