package io.github.dl4jdoping.training;

import static io.github.dl4jdoping.training.Nets.lstm;
import static io.github.dl4jdoping.training.Nets.network;

import io.github.dl4jdoping.conf.Doping;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.misc.RepeatVector;
import org.deeplearning4j.nn.conf.layers.recurrent.Bidirectional;
import org.deeplearning4j.nn.conf.layers.recurrent.LastTimeStep;
import org.deeplearning4j.nn.conf.layers.util.MaskZeroLayer;
import org.deeplearning4j.nn.graph.ComputationGraph;

/** The places in a network where a doped layer can be. */
enum Kind {
  STACKED,
  GRAPH,
  BIDIRECTIONAL,
  LAST_TIME_STEP,
  MASK_ZERO,
  LAST_TIME_STEP_OF_BIDIRECTIONAL;

  Model create(NeuralNetConfiguration.Builder settings, Doping doping) {
    return switch (this) {
      case STACKED -> network(settings, lstm(doping), lstm(doping));
      case GRAPH -> graph(settings, lstm(doping), lstm(doping));
      case BIDIRECTIONAL -> network(settings, new Bidirectional(lstm(doping)));
      case LAST_TIME_STEP -> network(settings, new LastTimeStep(lstm(doping)), repeat());
      case MASK_ZERO -> network(settings, new MaskZeroLayer(lstm(doping), 0));
      case LAST_TIME_STEP_OF_BIDIRECTIONAL ->
          graph(settings, new LastTimeStep(new Bidirectional(lstm(doping))), repeat());
    };
  }

  private static RepeatVector repeat() {
    RepeatVector repeat = new RepeatVector();
    repeat.setN(Nets.STEPS);
    return repeat;
  }

  private static ComputationGraph graph(
      NeuralNetConfiguration.Builder settings,
      org.deeplearning4j.nn.conf.layers.Layer first,
      org.deeplearning4j.nn.conf.layers.Layer second) {
    ComputationGraph graph =
        new ComputationGraph(
            settings
                .graphBuilder()
                .addInputs("in")
                .addLayer("first", first, "in")
                .addLayer("second", second, "first")
                .addLayer("out", Nets.output(), "second")
                .setOutputs("out")
                .setInputTypes(InputType.recurrent(Nets.INPUTS))
                .build());
    graph.init();
    return graph;
  }
}
