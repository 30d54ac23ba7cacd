package io.github.dl4jdoping.examples.tasks;

import io.github.dl4jdoping.conf.DopedLSTM;
import io.github.dl4jdoping.examples.common.SettingValues;
import io.github.dl4jdoping.structure.MatrixShape;

/**
 * How the LSTM layers of a network are compressed.
 *
 * @param variant how the weight matrices are built
 * @param factor dense weights by remaining weights that are aimed at, at least 1
 * @param terms terms of a Kronecker product, at least 1
 * @param kronecker shapes of the factors of a Kronecker product
 * @param doping how the doping matrices come about
 */
public record LayerSettings(
    Variant variant, double factor, int terms, FactorShapes kronecker, DopingSettings doping) {

  /**
   * Dense layers, or 10x with balanced Kronecker products of one term.
   *
   * @param doping how the doping matrices come about
   * @return settings, for defaults
   */
  public static LayerSettings dense(DopingSettings doping) {
    return new LayerSettings(Variant.DENSE, 10, 1, FactorShapes.SQUARE, doping);
  }

  /**
   * Reads the settings of the layers.
   *
   * @param values to read from
   * @param defaults what is not given
   * @param epochs length of the run
   * @return checked settings
   * @throws IllegalArgumentException if one is out of range or does not go with another; the
   *     message names it
   */
  public static LayerSettings read(SettingValues values, LayerSettings defaults, int epochs) {
    LayerSettings settings =
        new LayerSettings(
            values.oneOf("variant", Variant.class, defaults.variant),
            values.number("factor", defaults.factor, v -> v >= 1, "be at least 1"),
            values.whole("terms", defaults.terms, 1),
            values.parsed("kronecker", defaults.kronecker, FactorShapes::new),
            DopingSettings.read(values, defaults.doping));
    settings.doping.check(settings.variant, epochs);
    if (!settings.variant.kronecker() && !settings.kronecker.equals(FactorShapes.SQUARE)) {
      throw new IllegalArgumentException(
          "kronecker is for the variants kp and doped-kp; leave it out; got "
              + settings.variant
              + ".");
    }
    return settings;
  }

  /**
   * A layer of this kind, still without options that all variants share.
   *
   * @param inputs size of its input
   * @param units size of its state
   * @param iterationsPerEpoch turns epochs of the annealing window into iterations
   * @return a builder
   */
  public DopedLSTM.Builder layer(int inputs, int units, int iterationsPerEpoch) {
    MatrixShape input = MatrixShape.lstm(inputs, units);
    MatrixShape recurrent = MatrixShape.lstm(units, units);
    DopedLSTM.Builder builder =
        new DopedLSTM.Builder()
            .nIn(inputs)
            .nOut(units)
            .inputStructure(variant.structure(input, factor, terms, kronecker))
            .recurrentStructure(variant.structure(recurrent, factor, terms, kronecker))
            .doping(doping.doping(variant, iterationsPerEpoch));
    return variant.annealed() ? builder.compression(factor) : builder;
  }
}
