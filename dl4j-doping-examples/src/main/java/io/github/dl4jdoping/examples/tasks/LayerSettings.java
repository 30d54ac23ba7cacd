package io.github.dl4jdoping.examples.tasks;

import io.github.dl4jdoping.conf.DopedLSTM;
import io.github.dl4jdoping.conf.Doping;
import io.github.dl4jdoping.examples.common.SettingValues;
import io.github.dl4jdoping.structure.MatrixShape;
import io.github.dl4jdoping.structure.Structure;
import java.io.IOException;
import java.nio.file.Path;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.dataset.DataSet;

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
            .doping(doping.doping(variant, TrainedStart.RANDOM, iterationsPerEpoch));
    return variant.annealed() ? builder.compression(factor) : builder;
  }

  /**
   * The same settings for layers that are not compressed.
   *
   * @return settings of the variant dense
   */
  public LayerSettings uncompressed() {
    return new LayerSettings(Variant.DENSE, factor, terms, kronecker, doping);
  }

  /**
   * Compresses trained layers as these settings say; variant dense leaves them as they are.
   *
   * @param start how
   * @param dense trained network whose LSTMs have as many inputs as units
   * @param units of each
   * @param iterationsPerEpoch turns epochs of the annealing window into iterations
   * @param data a part of the training data
   * @param folder for the report
   * @return a network whose training begins
   * @throws IOException if the report cannot be written
   * @throws IllegalArgumentException if the factor is out of reach
   */
  public MultiLayerNetwork compress(
      TrainedStart start,
      MultiLayerNetwork dense,
      int units,
      int iterationsPerEpoch,
      Iterable<DataSet> data,
      Path folder)
      throws IOException {
    if (variant == Variant.DENSE) {
      return dense;
    }
    Structure structure =
        variant.structure(
            MatrixShape.lstm(units, units), factor, terms, kronecker, TrainedStart.STRUCTURE_SHARE);
    Doping sparse = doping.doping(variant, start, iterationsPerEpoch);
    return start.compress(dense, structure, factor, sparse, data, folder);
  }
}
