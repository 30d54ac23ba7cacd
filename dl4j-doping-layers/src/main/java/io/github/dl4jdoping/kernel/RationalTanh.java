package io.github.dl4jdoping.kernel;

/**
 * The coefficients of {@code tanh(x) = x P(x^2) / Q(x^2)} in single precision, {@code P(y) = 1 + P1 y
 * + ... + P4 y^4} and likewise Q, fitted here for least relative error on {@code [-LIMIT, LIMIT]},
 * beyond which tanh rounds to 1 within the same error. Largest relative error: 4e-7.
 */
public final class RationalTanh {

  /** Arguments are clamped to this magnitude. */
  public static final float LIMIT = 8.2f;

  /** Coefficient of y in P. */
  public static final float P1 = 0.13432129f;

  /** Coefficient of y^2 in P. */
  public static final float P2 = 0.0035566932f;

  /** Coefficient of y^3 in P. */
  public static final float P3 = 2.163738e-5f;

  /** Coefficient of y^4 in P. */
  public static final float P4 = 1.48406905e-8f;

  /** Coefficient of y in Q. */
  public static final float Q1 = 0.46765456f;

  /** Coefficient of y^2 in Q. */
  public static final float Q2 = 0.026108325f;

  /** Coefficient of y^3 in Q. */
  public static final float Q3 = 3.386452e-4f;

  /** Coefficient of y^4 in Q. */
  public static final float Q4 = 8.370661e-7f;

  private RationalTanh() {}

  /**
   * The hyperbolic tangent.
   *
   * @param value any number; NaN gives NaN
   * @return its tangent, in [-1, 1]
   */
  public static float tanh(float value) {
    float x = Math.max(-LIMIT, Math.min(LIMIT, value));
    float y = x * x;
    float p = 1f + y * (P1 + y * (P2 + y * (P3 + y * P4)));
    float q = 1f + y * (Q1 + y * (Q2 + y * (Q3 + y * Q4)));
    // The quotient may exceed 1 by an ulp, which would make the derivative 1 - tanh^2 negative.
    return Math.max(-1f, Math.min(1f, x * p / q));
  }

  /**
   * The logistic sigmoid, {@code (1 + tanh(x / 2)) / 2}; absolute error up to 4e-7.
   *
   * @param value any number; NaN gives NaN
   * @return its sigmoid, in [0, 1]
   */
  public static float sigmoid(float value) {
    return 0.5f + 0.5f * tanh(0.5f * value);
  }
}
