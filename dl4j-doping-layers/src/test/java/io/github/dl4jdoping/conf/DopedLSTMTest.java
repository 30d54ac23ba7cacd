package io.github.dl4jdoping.conf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import io.github.dl4jdoping.structure.Hybrid;
import io.github.dl4jdoping.structure.Kronecker;
import io.github.dl4jdoping.structure.LowRank;
import io.github.dl4jdoping.structure.Unstructured;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import org.deeplearning4j.nn.conf.RNNFormat;
import org.deeplearning4j.nn.conf.layers.LSTM;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.activations.impl.ActivationHardSigmoid;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.learning.config.Sgd;

class DopedLSTMTest {

  private static DopedLSTM.Builder base() {
    return new DopedLSTM.Builder()
        .nIn(8)
        .nOut(4)
        .structure(LowRank.rank(1))
        .doping(Doping.builder().finalDensity(0.2).anneal(5, 10).build());
  }

  /** One for each setting of its own, all different. */
  private static List<DopedLSTM> variants() {
    List<Consumer<DopedLSTM.Builder>> changes =
        List.of(
            b -> {},
            b -> b.inputStructure(Kronecker.balanced()),
            b -> b.recurrentStructure(Hybrid.of(0.5, 1)),
            b -> b.structure(Unstructured.dense()),
            b -> b.doping(Doping.dense()),
            b -> b.doping(Doping.builder().anneal(5, 10).build()).compression(2),
            b -> b.doping(Doping.builder().anneal(5, 10).build()).compression(3),
            b -> b.structureUpdater(new Sgd(0.5)),
            b -> b.dopingUpdater(new Sgd(0.5)),
            b -> b.activation(Activation.SOFTSIGN),
            b -> b.nOut(8));
    List<DopedLSTM> variants = new ArrayList<>();
    for (Consumer<DopedLSTM.Builder> change : changes) {
      DopedLSTM.Builder builder = base();
      change.accept(builder);
      variants.add(builder.build());
    }
    return variants;
  }

  @Test
  void everySettingCountsForEquality() {
    assertThat(variants()).doesNotHaveDuplicates().isEqualTo(variants());
    assertThat(variants()).map(DopedLSTM::hashCode).isEqualTo(hashCodes(variants()));
    assertThat(base().build()).isNotEqualTo(new LSTM.Builder().nIn(8).nOut(4).build());
  }

  private static List<Integer> hashCodes(List<DopedLSTM> layers) {
    return layers.stream().map(DopedLSTM::hashCode).toList();
  }

  @Test
  void aRunningListenerIsNotPartOfTheConfiguration() {
    DopedLSTM listening = base().build();
    listening.activateAnnealing(true);
    assertThat(listening).isEqualTo(base().build()).hasSameHashCodeAs(base().build());
  }

  @Test
  void clonesAreEqualAndIndependent() {
    for (DopedLSTM layer : variants()) {
      DopedLSTM clone = layer.clone();
      assertThat(clone).isEqualTo(layer).isNotSameAs(layer);
      clone.setNOut(16);
      assertThat(clone.plan().recurrent().shape().rows()).isEqualTo(16);
      assertThat(layer.plan().recurrent().shape().rows()).isNotEqualTo(16);
    }
  }

  @Test
  void holdsWhatWasSet() {
    DopedLSTM layer =
        base()
            .name("memory")
            .inputStructure(Kronecker.balanced())
            .structureUpdater(new Sgd(0.5))
            .dopingUpdater(new Adam(0.25))
            .gateActivationFunction(Activation.HARDSIGMOID)
            .forgetGateBiasInit(2)
            .dataFormat(RNNFormat.NWC)
            .build();

    assertThat(layer.getLayerName()).isEqualTo("memory");
    assertThat(layer.getInputStructure()).isEqualTo(Kronecker.balanced());
    assertThat(layer.getRecurrentStructure()).isEqualTo(LowRank.rank(1));
    assertThat(layer.getDoping().finalDensity()).isEqualTo(0.2);
    assertThat(layer.getCompression()).isZero();
    assertThat(layer.getStructureUpdater()).isEqualTo(new Sgd(0.5));
    assertThat(layer.getDopingUpdater()).isEqualTo(new Adam(0.25));
    assertThat(layer.getGateActivationFn()).isEqualTo(new ActivationHardSigmoid());
    assertThat(layer.getForgetGateBiasInit()).isEqualTo(2);
    assertThat(layer.getRnnDataFormat()).isEqualTo(RNNFormat.NWC);
  }

  @Test
  void withoutSettingsItIsABalancedKroneckerProductWithoutDoping() {
    DopedLSTM layer = new DopedLSTM.Builder().nIn(8).nOut(4).build();
    assertThat(layer.getInputStructure()).isEqualTo(Kronecker.balanced());
    assertThat(layer.getRecurrentStructure()).isEqualTo(Kronecker.balanced());
    assertThat(layer.getDoping()).isEqualTo(Doping.none());
  }

  @Test
  void theBuilderHasEverythingThatTheBuilderOfLstmHas() {
    assertThat(signatures(DopedLSTM.Builder.class)).containsAll(signatures(LSTM.Builder.class));
  }

  private static List<String> signatures(Class<?> builder) {
    return Arrays.stream(builder.getMethods())
        .filter(method -> !Modifier.isStatic(method.getModifiers()))
        .map(DopedLSTMTest::signature)
        .toList();
  }

  private static String signature(Method method) {
    return method.getName() + Arrays.toString(method.getParameterTypes());
  }

  @Test
  void nullsAreRefusedByName() {
    DopedLSTM.Builder builder = base();
    assertThatNullPointerException()
        .isThrownBy(() -> builder.inputStructure(null))
        .withMessageContaining("inputStructure");
    assertThatNullPointerException()
        .isThrownBy(() -> builder.recurrentStructure(null))
        .withMessageContaining("recurrentStructure");
    assertThatNullPointerException()
        .isThrownBy(() -> builder.doping(null))
        .withMessageContaining("doping");
  }

  @Test
  void theDescriptionNamesStructuresDopingAndPlan() {
    assertThat(base().name("memory").build().toString())
        .contains("memory", "nIn=8", "nOut=4", "LowRank.rank(1)", "density 0.2")
        .contains("W [8, 16]: 24 structure parameters + 26 non-zeros in SW (density 0.2031)")
        .contains("R [4, 16]: 20 structure parameters + 13 non-zeros in SR");
    assertThat(new DopedLSTM.Builder().nOut(4).build().toString()).doesNotContain("plan");
  }

  @Test
  void anImpossibleLayerCanStillBeDescribed() {
    DopedLSTM impossible = base().structure(LowRank.rank(100)).build();
    assertThat(impossible.toString()).contains("LowRank.rank(100)", "plan=impossible");
  }

  @Test
  void parameterNamesContainNoUnderscore() {
    for (DopedLSTM layer : variants()) {
      assertThat(layer.initializer().paramKeys(layer))
          .endsWith("b")
          .doesNotHaveDuplicates()
          .allMatch(name -> name.matches("[A-Za-z0-9]+"));
    }
    DopedLSTM layer = base().build();
    assertThat(layer.initializer().paramKeys(layer))
        .containsExactly("WL", "WQ", "SW", "RL", "RQ", "SR", "b");
    assertThat(layer.initializer().weightKeys(layer)).doesNotContain("b").hasSize(6);
    assertThat(layer.initializer().biasKeys(layer)).containsExactly("b");
  }
}
