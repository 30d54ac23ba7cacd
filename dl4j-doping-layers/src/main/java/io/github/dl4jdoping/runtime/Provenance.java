package io.github.dl4jdoping.runtime;

import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;

/**
 * Where a model comes from.
 *
 * @param libraryVersion version of this library that exported it, such as "0.1.0"
 * @param sourceHash SHA-256 of the source net's configuration and parameters, 64 lower-case
 *     hexadecimal digits; empty if there is no source net
 * @param seed the source net's seed
 * @param iteration number of training steps that the source net had done
 * @param epoch number of epochs that it had done
 * @param matrices the weight matrices of all LSTMs, in the order of the layers, W before R and the
 *     forward direction first; empty if nothing is known of them
 */
public record Provenance(
    String libraryVersion,
    String sourceHash,
    long seed,
    long iteration,
    long epoch,
    List<MatrixProvenance> matrices) {

  private static final Pattern HASH = Pattern.compile("|[0-9a-f]{64}");

  /**
   * Checks and copies.
   *
   * @param libraryVersion version of this library
   * @param sourceHash 64 lower-case hexadecimal digits, or empty
   * @param seed the source net's seed
   * @param iteration not negative
   * @param epoch not negative
   * @param matrices copied
   * @throws IllegalArgumentException if the hash is neither empty nor 64 lower-case hexadecimal
   *     digits, or a count is negative
   */
  public Provenance {
    Objects.requireNonNull(libraryVersion, "libraryVersion");
    if (!HASH.matcher(sourceHash).matches()) {
      throw new IllegalArgumentException(
          "A source hash is 64 lower-case hexadecimal digits, or empty; got '" + sourceHash + "'.");
    }
    if (iteration < 0 || epoch < 0) {
      throw new IllegalArgumentException(
          "Iterations and epochs are counted from 0; got " + iteration + " and " + epoch + ".");
    }
    matrices = List.copyOf(matrices);
  }

  /**
   * That of a model without source net.
   *
   * @param libraryVersion version of this library
   * @return a provenance that says nothing else
   */
  public static Provenance none(String libraryVersion) {
    return new Provenance(libraryVersion, "", 0, 0, 0, List.of());
  }
}
