package io.github.dl4jdoping.examples.faults;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/** What is in a model file, bit for bit; a ZIP file's own times are no part of it. */
final class Contents {

  private Contents() {}

  /**
   * One number for all entries: configuration with counters, parameters, updater state, progress.
   *
   * @param file a model file
   * @return SHA-256 over names and contents, in hexadecimal digits
   * @throws IOException if the file is not whole
   */
  static String digest(Path file) throws IOException {
    MessageDigest digest = sha256();
    try (ZipFile zip = new ZipFile(file.toFile())) {
      List<String> names = zip.stream().map(ZipEntry::getName).sorted().toList();
      for (String name : names) {
        digest.update(name.getBytes(StandardCharsets.UTF_8));
        try (InputStream in =
            new DigestInputStream(zip.getInputStream(zip.getEntry(name)), digest)) {
          in.transferTo(OutputStream.nullOutputStream());
        }
      }
    }
    return HexFormat.of().formatHex(digest.digest());
  }

  /** Whether the file has a table of contents, which is written last, and all that is in it. */
  static boolean isWhole(Path file) {
    try {
      return !digest(file).isEmpty();
    } catch (IOException e) {
      return false;
    }
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
