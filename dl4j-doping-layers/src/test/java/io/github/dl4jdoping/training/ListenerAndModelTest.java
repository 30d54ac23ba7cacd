package io.github.dl4jdoping.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.atLeastOnce;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.never;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.verifyNoInteractions;
import static org.mockito.Mockito.when;

import io.github.dl4jdoping.conf.DopedLSTM;
import io.github.dl4jdoping.sparsity.MagnitudePruning;
import java.util.List;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.LSTM;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** What the listener asks of a model, and what it leaves alone. */
class ListenerAndModelTest {

  private static Layer layer(org.deeplearning4j.nn.conf.layers.Layer conf) {
    conf.setLayerName("lstm");
    Layer layer = mock(Layer.class);
    when(layer.conf()).thenReturn(new NeuralNetConfiguration.Builder().layer(conf).build());
    return layer;
  }

  private static MultiLayerNetwork network(Layer layer) {
    MultiLayerNetwork net = mock(MultiLayerNetwork.class);
    when(net.getLayers()).thenReturn(new Layer[] {layer});
    when(net.getLayerWiseConfigurations()).thenReturn(new MultiLayerConfiguration());
    return net;
  }

  @Test
  void aNetworkWithoutDopedLayersIsLeftAlone() {
    Layer stock = layer(new LSTM.Builder().nIn(16).nOut(8).build());
    MultiLayerNetwork net = network(stock);
    DopingListener listener =
        new DopingListener().every(1).reportTo(report -> fail("No report: %s", report));
    listener.onEpochStart(net);
    listener.iterationDone(net, 99, 0);
    verify(net, never()).params();
    verify(net, never()).setParams(any());
    verify(stock, never()).getParam(any());
  }

  @Test
  void onADopedLayerOnlyTheDopingMatricesAreTouched() {
    Layer doped = layer(Nets.lstmBuilder(Nets.doping().build()).nIn(16).build());
    INDArray sw = Nd4j.rand(16, 32);
    INDArray sr = Nd4j.rand(8, 32);
    when(doped.getParam("SW")).thenReturn(sw);
    when(doped.getParam("SR")).thenReturn(sr);
    when(doped.getParam("b")).thenReturn(Nd4j.zeros(32));
    new DopingListener().iterationDone(network(doped), Nets.END, 0);
    assertThat(MagnitudePruning.nonZeros(sw)).isEqualTo(51);
    assertThat(MagnitudePruning.nonZeros(sr)).isEqualTo(26);
    verify(doped, atLeastOnce()).getParam("SW");
    verify(doped, never()).getParam("WL");
    verify(doped, never()).setParam(any(), any());
  }

  @Test
  void anEpochSwitchesAnnealingOn() {
    DopedLSTM conf = Nets.lstmBuilder(Nets.doping().build()).nIn(16).build();
    new DopingListener().onEpochStart(network(layer(conf)));
    assertThat(conf.annealingActive()).isTrue();
  }

  /** DL4J calls listeners with single layers too, when it pretrains them. */
  @Test
  void otherKindsOfModelsAreLeftAlone() {
    Model other = mock(Model.class);
    DopingListener listener =
        new DopingListener().every(1).reportTo(report -> fail("No report: %s", report));
    listener.onEpochStart(other);
    listener.onForwardPass(other, List.of());
    listener.iterationDone(other, 99, 0);
    verifyNoInteractions(other);
  }
}
