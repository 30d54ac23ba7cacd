package io.github.dl4jdoping.pytorch;

/** The number formats that a safetensors file can hold; those with values that are read are marked. */
public enum SafetensorsType {
  /** Truth values, a byte each. */
  BOOL(8),
  /** Floating point of 4 bits. */
  F4(4),
  /** Floating point of 6 bits, 2 of them exponent. */
  F6_E2M3(6),
  /** Floating point of 6 bits, 3 of them exponent. */
  F6_E3M2(6),
  /** Unsigned bytes. */
  U8(8),
  /** Signed bytes. */
  I8(8),
  /** Floating point of 8 bits, 5 of them exponent. */
  F8_E5M2(8),
  /** Floating point of 8 bits, 4 of them exponent. */
  F8_E4M3(8),
  /** Powers of two. */
  F8_E8M0(8),
  /** Floating point of 8 bits, 4 of them exponent, without infinities and negative zero. */
  F8_E4M3FNUZ(8),
  /** Floating point of 8 bits, 5 of them exponent, without infinities and negative zero. */
  F8_E5M2FNUZ(8),
  /** Signed integers of 16 bits. */
  I16(16),
  /** Unsigned integers of 16 bits. */
  U16(16),
  /** IEEE 754 half precision; read. */
  F16(16),
  /** The upper half of a single precision number; read. */
  BF16(16),
  /** Signed integers of 32 bits. */
  I32(32),
  /** Unsigned integers of 32 bits. */
  U32(32),
  /** IEEE 754 single precision; read. */
  F32(32),
  /** Complex numbers, two of single precision. */
  C64(64),
  /** IEEE 754 double precision; read. */
  F64(64),
  /** Signed integers of 64 bits. */
  I64(64),
  /** Unsigned integers of 64 bits. */
  U64(64);

  private final int bits;

  SafetensorsType(int bits) {
    this.bits = bits;
  }

  /**
   * The size of a value.
   *
   * @return bits, 4 to 64
   */
  public int bits() {
    return bits;
  }

  /**
   * Whether {@link SafetensorsFile} reads such values.
   *
   * @return true for F16, BF16, F32 and F64
   */
  public boolean isReadable() {
    return this == F16 || this == BF16 || this == F32 || this == F64;
  }
}
