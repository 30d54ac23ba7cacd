package io.github.dl4jdoping.training;

import io.github.dl4jdoping.conf.DopedLSTM;
import io.github.dl4jdoping.conf.Doping;
import io.github.dl4jdoping.structure.LowRank;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.RnnOutputLayer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.util.ModelSerializer;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.learning.config.IUpdater;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;

/** Small networks, their data and what can be read off them without the code under test. */
final class Nets {

  static final int INPUTS = 16;
  static final int UNITS = 8;
  static final int OUTPUTS = 3;
  static final int STEPS = 3;
  static final int BATCH = 3;

  /** Number of steps after which {@link #doping()} has its final density. */
  static final int END = 13;

  private Nets() {}

  /** Pruned after 6, 10 and 13 steps, to 51 of the 512 entries of SW and 26 of the 256 of SR. */
  static Doping.Builder doping() {
    return Doping.builder().finalDensity(0.1).anneal(2, END).every(4);
  }

  static DopedLSTM lstm(Doping doping) {
    return lstmBuilder(doping).build();
  }

  static DopedLSTM.Builder lstmBuilder(Doping doping) {
    return new DopedLSTM.Builder()
        .nOut(UNITS)
        .activation(Activation.TANH)
        .structure(LowRank.rank(1))
        .doping(doping);
  }

  static NeuralNetConfiguration.Builder settings(IUpdater updater) {
    return new NeuralNetConfiguration.Builder().seed(7).updater(updater);
  }

  static MultiLayerNetwork network(Layer... hidden) {
    return network(settings(new Adam(0.05)), hidden);
  }

  static MultiLayerNetwork network(NeuralNetConfiguration.Builder settings, Layer... hidden) {
    NeuralNetConfiguration.ListBuilder layers = settings.list();
    for (Layer layer : hidden) {
      layers.layer(layer);
    }
    layers.layer(output()).setInputType(InputType.recurrent(INPUTS));
    MultiLayerNetwork net = new MultiLayerNetwork(layers.build());
    net.init();
    return net;
  }

  static RnnOutputLayer output() {
    return new RnnOutputLayer.Builder(LossFunction.MCXENT)
        .activation(Activation.SOFTMAX)
        .nOut(OUTPUTS)
        .build();
  }

  /** A batch of its own for each index, whatever ND4J's random generator has done before. */
  static DataSet batch(int index) {
    Random random = new Random(index);
    INDArray x = Nd4j.create(BATCH, INPUTS, STEPS);
    for (long i = 0; i < x.length(); i++) {
      x.putScalar(i, random.nextGaussian());
    }
    INDArray y = Nd4j.zeros(BATCH, OUTPUTS, STEPS);
    for (int n = 0; n < BATCH; n++) {
      for (int t = 0; t < STEPS; t++) {
        y.putScalar(n, random.nextInt(OUTPUTS), t, 1);
      }
    }
    return new DataSet(x, y);
  }

  /** Trains on batches {@code from} (inclusive) to {@code to} (exclusive). */
  static void fit(Model model, int from, int to) {
    for (int i = from; i < to; i++) {
      if (model instanceof ComputationGraph graph) {
        graph.fit(batch(i));
      } else {
        ((MultiLayerNetwork) model).fit(batch(i));
      }
    }
  }

  /** Exact numbers of non-zeros of the doping matrices, by parameter name. */
  static Map<String, Integer> nonZeros(Model model) {
    Map<String, Integer> counts = new TreeMap<>();
    doping(model).forEach((name, s) -> counts.put(name, count(s)));
    return counts;
  }

  /** {@code round(0.1 m n)} for each doping matrix. */
  static Map<String, Integer> planned(Model model) {
    return planned(model, 0.1, 1);
  }

  /**
   * For each doping matrix the largest multiple of a unit up to {@code round(density m n)}; of the
   * largest power of two up to n if the unit is larger.
   */
  static Map<String, Integer> planned(Model model, double density, int unit) {
    Map<String, Integer> counts = new TreeMap<>();
    doping(model)
        .forEach(
            (name, s) -> {
              int step = Math.min(unit, Integer.highestOneBit((int) s.size(1)));
              counts.put(name, (int) Math.round(density * s.length()) / step * step);
            });
    return counts;
  }

  static Map<String, INDArray> doping(Model model) {
    Map<String, INDArray> matrices = new TreeMap<>(model.paramTable());
    matrices.keySet().removeIf(name -> !name.endsWith("SW") && !name.endsWith("SR"));
    return matrices;
  }

  private static int count(INDArray values) {
    int count = 0;
    for (double value : values.dup().data().asDouble()) {
      count += value != 0 ? 1 : 0;
    }
    return count;
  }

  static byte[] checkpoint(Model model) {
    try (ByteArrayOutputStream out = new ByteArrayOutputStream()) {
      ModelSerializer.writeModel(model, out, true);
      return out.toByteArray();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static Model restore(byte[] checkpoint, Class<? extends Model> type) {
    try (ByteArrayInputStream in = new ByteArrayInputStream(checkpoint)) {
      return type == ComputationGraph.class
          ? ModelSerializer.restoreComputationGraph(in, true)
          : ModelSerializer.restoreMultiLayerNetwork(in, true);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A model as it comes back from a checkpoint with updater. */
  static Model restored(Model model) {
    return restore(checkpoint(model), model.getClass());
  }

  static float[] bits(Model model) {
    return model.params().toFloatVector();
  }
}
