package io.github.dl4jdoping.deploy;

import io.github.dl4jdoping.conf.AbstractDopedLSTM;
import io.github.dl4jdoping.conf.MatrixPlan;
import io.github.dl4jdoping.layer.DopedLSTMParamInitializer;
import io.github.dl4jdoping.layer.DopedLayer;
import io.github.dl4jdoping.runtime.ActivationFunction;
import io.github.dl4jdoping.runtime.CompactLstm;
import io.github.dl4jdoping.runtime.DenseFactors;
import io.github.dl4jdoping.runtime.MatrixProvenance;
import io.github.dl4jdoping.runtime.WeightMatrix;
import io.github.dl4jdoping.structure.Structure;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.nn.conf.layers.AbstractLSTM;
import org.deeplearning4j.nn.conf.layers.LSTM;
import org.deeplearning4j.nn.params.LSTMParamInitializer;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Exports LSTMs, doped or not, and remembers where their matrices come from. */
final class LstmExporter {

  private final Map<String, DopedLayer> doped = new HashMap<>();
  private final List<MatrixProvenance> provenance = new ArrayList<>();

  LstmExporter(Model net) {
    DopedLayer.in(net).forEach(layer -> doped.put(layer.name(), layer));
  }

  /** All matrices so far. */
  List<MatrixProvenance> provenance() {
    return provenance;
  }

  /**
   * Exports an LSTM.
   *
   * @param name name of the layer, with its direction if there are two
   * @param conf its configuration
   * @param parameters its parameters by name
   * @throws Unsupported if it is of another kind
   */
  CompactLstm export(String name, AbstractLSTM conf, Function<String, INDArray> parameters) {
    ActivationFunction activation = ActivationFunctions.elementWise(conf.getActivationFn());
    ActivationFunction gates = ActivationFunctions.elementWise(conf.getGateActivationFn());
    if (conf instanceof AbstractDopedLSTM lstm) {
      remember(name, lstm.plan().input(), lstm.getInputStructure());
      remember(name, lstm.plan().recurrent(), lstm.getRecurrentStructure());
      return new CompactLstm(
          MatrixExport.of(lstm, lstm.plan().input(), parameters),
          MatrixExport.of(lstm, lstm.plan().recurrent(), parameters),
          RowMajor.of(parameters.apply(DopedLSTMParamInitializer.BIAS)),
          activation,
          gates);
    }
    if (conf.getClass() != LSTM.class) {
      throw new Unsupported(
          "it is a "
              + conf.getClass().getSimpleName()
              + ". LSTMs that can be exported are LSTM, DopedLSTM and CompactDopedLSTM, which have"
              + " no peepholes.");
    }
    provenance.add(new MatrixProvenance(name, "W", "dense", Double.NaN, Double.NaN));
    provenance.add(new MatrixProvenance(name, "R", "dense", Double.NaN, Double.NaN));
    return new CompactLstm(
        dense(parameters.apply(LSTMParamInitializer.INPUT_WEIGHT_KEY)),
        dense(parameters.apply(LSTMParamInitializer.RECURRENT_WEIGHT_KEY)),
        RowMajor.of(parameters.apply(LSTMParamInitializer.BIAS_KEY)),
        activation,
        gates);
  }

  private static WeightMatrix dense(INDArray weights) {
    return new WeightMatrix(
        new DenseFactors(
            Math.toIntExact(weights.rows()),
            Math.toIntExact(weights.columns()),
            RowMajor.of(weights)));
  }

  private void remember(String name, MatrixPlan matrix, Structure structure) {
    DopedLayer layer = doped.get(name);
    provenance.add(
        new MatrixProvenance(
            name,
            matrix.name(),
            structure.toString(),
            matrix.doped() ? matrix.density() : Double.NaN,
            layer == null ? Double.NaN : layer.structureEnergyShare(matrix)));
  }
}
