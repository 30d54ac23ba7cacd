package io.github.dl4jdoping.runtime;

import java.util.HexFormat;
import java.util.List;

/** A small model, and its file byte by byte as docs/format.md says. */
final class GoldenFile {

  private static final String HASH =
      "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef";

  private static final String[] BYTES = {
    // Header: magic, version 1, checksum, length 295.
    "89 44 4f 50 45 44 0d 0a",
    "01 00 00 00",
    "f2 1e 44 8a",
    "27 01 00 00 00 00 00 00",
    // Provenance: "0.1.0", hash, seed 7, iteration 1000, epoch 2.
    "05 00 00 00 30 2e 31 2e 30",
    "40 00 00 00",
    "30 31 32 33 34 35 36 37 38 39 61 62 63 64 65 66",
    "30 31 32 33 34 35 36 37 38 39 61 62 63 64 65 66",
    "30 31 32 33 34 35 36 37 38 39 61 62 63 64 65 66",
    "30 31 32 33 34 35 36 37 38 39 61 62 63 64 65 66",
    "07 00 00 00 00 00 00 00",
    "e8 03 00 00 00 00 00 00",
    "02 00 00 00 00 00 00 00",
    // One matrix: "rnn", "W", "none", density 0.25, energy share NaN.
    "01 00 00 00",
    "03 00 00 00 72 6e 6e",
    "01 00 00 00 57",
    "04 00 00 00 6e 6f 6e 65",
    "00 00 00 00 00 00 d0 3f",
    "00 00 00 00 00 00 f8 7f",
    // Four layers.
    "04 00 00 00",
    // Embedding, V = 2, n = 1, identity, no bias, weights 1 and -2.
    "01 02 00 00 00 01 00 00 00 00 00",
    "00 00 80 3f 00 00 00 c0",
    // LSTM, nIn = 1, H = 1, tanh, sigmoid, bias 0.5, 1, 0, 0.
    "02 01 00 00 00 01 00 00 00 02 01",
    "00 00 00 3f 00 00 80 3f 00 00 00 00 00 00 00 00",
    // W: no structure; two non-zeros, two positions skipped before the first and none before the
    // second, 0.5 and -1.
    "00",
    "02 00 00 00 02 00 00 00 00 3f 00 00 80 bf",
    // R: Kronecker, K = 1, p1 = 1, q1 = 2, B = [0.5, 1], C = [2, 4]; no non-zeros.
    "02 01 00 00 00 01 00 00 00 02 00 00 00",
    "00 00 00 3f 00 00 80 3f",
    "00 00 00 40 00 00 80 40",
    "00 00 00 00",
    // The last step, n = 1.
    "05 01 00 00 00",
    // Dense, m = 1, n = 2, softmax, bias 0, 0.25, weights 1, -1.
    "03 01 00 00 00 02 00 00 00 03",
    "01 00 00 00 00 00 00 80 3e",
    "00 00 80 3f 00 00 80 bf",
  };

  private GoldenFile() {}

  static byte[] bytes() {
    return HexFormat.of().parseHex(String.join("", BYTES).replace(" ", ""));
  }

  static Provenance provenance() {
    return new Provenance(
        "0.1.0",
        HASH,
        7,
        1000,
        2,
        List.of(new MatrixProvenance("rnn", "W", "none", 0.25, Double.NaN)));
  }
}
