package io.github.dl4jdoping.deploy;

import io.github.dl4jdoping.runtime.ActivationFunction;
import io.github.dl4jdoping.runtime.CompactActivation;
import io.github.dl4jdoping.runtime.CompactBidirectional;
import io.github.dl4jdoping.runtime.CompactDense;
import io.github.dl4jdoping.runtime.CompactEmbedding;
import io.github.dl4jdoping.runtime.CompactLastStep;
import io.github.dl4jdoping.runtime.CompactLayer;
import io.github.dl4jdoping.runtime.MatrixProvenance;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.nn.conf.InputPreProcessor;
import org.deeplearning4j.nn.conf.layers.AbstractLSTM;
import org.deeplearning4j.nn.conf.layers.ActivationLayer;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.DropoutLayer;
import org.deeplearning4j.nn.conf.layers.EmbeddingLayer;
import org.deeplearning4j.nn.conf.layers.EmbeddingSequenceLayer;
import org.deeplearning4j.nn.conf.layers.FeedForwardLayer;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.LossLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.conf.layers.RnnLossLayer;
import org.deeplearning4j.nn.conf.layers.RnnOutputLayer;
import org.deeplearning4j.nn.conf.layers.misc.FrozenLayer;
import org.deeplearning4j.nn.conf.layers.misc.FrozenLayerWithBackprop;
import org.deeplearning4j.nn.conf.layers.recurrent.Bidirectional;
import org.deeplearning4j.nn.conf.layers.recurrent.LastTimeStep;
import org.deeplearning4j.nn.conf.layers.wrapper.BaseWrapperLayer;
import org.deeplearning4j.nn.conf.preprocessor.FeedForwardToRnnPreProcessor;
import org.deeplearning4j.nn.conf.preprocessor.RnnToFeedForwardPreProcessor;
import org.deeplearning4j.nn.params.BidirectionalParamInitializer;
import org.deeplearning4j.nn.params.DefaultParamInitializer;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Turns the layers of one network into those of a compact model, in order. */
final class Exporter {

  private static final String SUPPORTED =
      "Layers that can be exported are EmbeddingLayer and EmbeddingSequenceLayer, LSTM, DopedLSTM"
          + " and CompactDopedLSTM, DenseLayer, OutputLayer, RnnOutputLayer, LossLayer,"
          + " RnnLossLayer, ActivationLayer, DropoutLayer, Bidirectional around an LSTM,"
          + " LastTimeStep, and frozen ones of these. For a layer of your own, export(net, standIn)"
          + " takes one of them in its place.";

  private final UnaryOperator<Layer> standIn;
  private final LstmExporter lstms;
  private final List<CompactLayer> exported = new ArrayList<>();
  private int firstSize;

  /**
   * An exporter.
   *
   * @param net the network
   * @param standIn the configuration to export in place of a layer's own
   */
  Exporter(Model net, UnaryOperator<Layer> standIn) {
    this.standIn = standIn;
    this.lstms = new LstmExporter(net);
  }

  /** What is known of the matrices of the LSTMs that were exported. */
  List<MatrixProvenance> provenance() {
    return lstms.provenance();
  }

  /**
   * Exports a chain of layers.
   *
   * @throws IllegalArgumentException if a layer cannot be exported
   */
  List<CompactLayer> layers(List<NetLayer> chain) {
    firstSize = firstSize(chain);
    for (NetLayer layer : chain) {
      try {
        requireTransparent(layer.preProcessor());
        export(layer, layer.conf());
      } catch (Unsupported e) {
        throw new IllegalArgumentException(
            "Layer \"" + layer.name() + "\" cannot be exported: " + e.getMessage(), e);
      }
    }
    return exported;
  }

  /** The inputs of the first layer that has a size: those before it do not change it. */
  private int firstSize(List<NetLayer> chain) {
    return chain.stream()
        .map(layer -> inner(layer.conf()))
        .filter(conf -> conf instanceof FeedForwardLayer sized && sized.getNIn() > 0)
        .mapToInt(conf -> Math.toIntExact(((FeedForwardLayer) conf).getNIn()))
        .findFirst()
        .orElse(0);
  }

  private Layer inner(Layer conf) {
    Layer layer = conf == null ? null : standIn.apply(conf);
    if (layer instanceof FrozenLayer frozen) {
      return inner(frozen.getLayer());
    } else if (layer instanceof BaseWrapperLayer wrapper) {
      return inner(wrapper.getUnderlying());
    }
    return layer instanceof Bidirectional both ? inner(both.getFwd()) : layer;
  }

  private static void requireTransparent(InputPreProcessor preProcessor) {
    if (preProcessor != null
        && !(preProcessor instanceof RnnToFeedForwardPreProcessor)
        && !(preProcessor instanceof FeedForwardToRnnPreProcessor)) {
      throw new Unsupported(
          "it has a "
              + preProcessor.getClass().getSimpleName()
              + ". Preprocessors that can be exported are RnnToFeedForwardPreProcessor and"
              + " FeedForwardToRnnPreProcessor.");
    }
  }

  private void export(NetLayer layer, Layer own) {
    Layer conf = own == null ? null : standIn.apply(own);
    if (conf == null) {
      exported.add(new CompactLastStep(size()));
    } else if (conf instanceof FrozenLayer frozen) {
      export(layer, frozen.getLayer());
    } else if (conf instanceof FrozenLayerWithBackprop frozen) {
      export(layer, frozen.getUnderlying());
    } else if (conf.getClass() == LastTimeStep.class) {
      export(layer, ((LastTimeStep) conf).getUnderlying());
      exported.add(new CompactLastStep(size()));
    } else if (conf instanceof Bidirectional both) {
      exported.add(bidirectional(layer, both));
    } else if (conf instanceof AbstractLSTM lstm) {
      exported.add(lstms.export(layer.name(), lstm, layer.parameters()));
    } else {
      exportPointwise(layer.parameters(), conf);
    }
  }

  /** The number of values that the layers so far give. */
  private int size() {
    int size = exported.isEmpty() ? firstSize : exported.get(exported.size() - 1).outputs();
    if (size == 0) {
      throw new Unsupported("no layer says how many inputs the network has.");
    }
    return size;
  }

  private CompactBidirectional bidirectional(NetLayer layer, Bidirectional both) {
    if (!(both.getFwd() instanceof AbstractLSTM forward)
        || !(both.getBwd() instanceof AbstractLSTM backward)) {
      throw new Unsupported(
          "it is a Bidirectional around a "
              + both.getFwd().getClass().getSimpleName()
              + ". A Bidirectional can be exported around an LSTM; LastTimeStep goes around it.");
    }
    return new CompactBidirectional(
        lstms.export(
            layer.name() + " forward",
            forward,
            name -> layer.parameters().apply(BidirectionalParamInitializer.FORWARD_PREFIX + name)),
        lstms.export(
            layer.name() + " backward",
            backward,
            name -> layer.parameters().apply(BidirectionalParamInitializer.BACKWARD_PREFIX + name)),
        CompactBidirectional.Mode.valueOf(both.getMode().name()));
  }

  /** Layers that treat every step alike. */
  private void exportPointwise(Function<String, INDArray> parameters, Layer conf) {
    Class<?> type = conf.getClass();
    if (type == DenseLayer.class) {
      exported.add(dense(parameters, (DenseLayer) conf));
    } else if (type == OutputLayer.class || type == RnnOutputLayer.class) {
      exported.add(weighted(parameters, (FeedForwardLayer) conf));
    } else if (type == LossLayer.class || type == RnnLossLayer.class) {
      exported.add(activation(ActivationFunctions.of(((FeedForwardLayer) conf).getActivationFn())));
    } else if (type == ActivationLayer.class) {
      exported.add(
          activation(ActivationFunctions.elementWise(((ActivationLayer) conf).getActivationFn())));
    } else if (type == EmbeddingLayer.class) {
      EmbeddingLayer embedding = (EmbeddingLayer) conf;
      exported.add(
          embedding(parameters, embedding, ActivationFunctions.of(embedding.getActivationFn())));
    } else if (type == EmbeddingSequenceLayer.class) {
      EmbeddingSequenceLayer embedding = (EmbeddingSequenceLayer) conf;
      exported.add(
          embedding(
              parameters, embedding, ActivationFunctions.elementWise(embedding.getActivationFn())));
    } else if (type != DropoutLayer.class) {
      throw new Unsupported("it is a " + type.getName() + ". " + SUPPORTED);
    }
  }

  private CompactActivation activation(ActivationFunction function) {
    return new CompactActivation(size(), function);
  }

  private static CompactDense dense(Function<String, INDArray> parameters, DenseLayer conf) {
    if (conf.hasLayerNorm()) {
      throw new Unsupported("it has layer normalisation. A DenseLayer can be exported without.");
    }
    return weighted(parameters, conf);
  }

  private static CompactDense weighted(
      Function<String, INDArray> parameters, FeedForwardLayer conf) {
    return new CompactDense(
        Math.toIntExact(conf.getNIn()),
        Math.toIntExact(conf.getNOut()),
        RowMajor.of(parameters.apply(DefaultParamInitializer.WEIGHT_KEY)),
        bias(parameters, conf),
        ActivationFunctions.of(conf.getActivationFn()));
  }

  private static CompactEmbedding embedding(
      Function<String, INDArray> parameters, FeedForwardLayer conf, ActivationFunction activation) {
    return new CompactEmbedding(
        Math.toIntExact(conf.getNIn()),
        Math.toIntExact(conf.getNOut()),
        RowMajor.of(parameters.apply(DefaultParamInitializer.WEIGHT_KEY)),
        bias(parameters, conf),
        activation);
  }

  private static float[] bias(Function<String, INDArray> parameters, FeedForwardLayer conf) {
    boolean biased = conf.initializer().paramKeys(conf).contains(DefaultParamInitializer.BIAS_KEY);
    return biased ? RowMajor.of(parameters.apply(DefaultParamInitializer.BIAS_KEY)) : new float[0];
  }
}
