package io.github.dl4jdoping.conf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.dl4jdoping.structure.LowRank;
import io.github.dl4jdoping.support.Support;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.util.Base64;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.deeplearning4j.exception.DL4JInvalidConfigException;
import org.deeplearning4j.nn.conf.GradientNormalization;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.RNNFormat;
import org.deeplearning4j.nn.conf.constraint.MaxNormConstraint;
import org.deeplearning4j.nn.conf.dropout.Dropout;
import org.deeplearning4j.nn.conf.weightnoise.DropConnect;
import org.deeplearning4j.nn.weights.WeightInit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.learning.config.Nesterovs;
import org.nd4j.linalg.learning.config.Sgd;
import org.nd4j.shade.jackson.core.JsonProcessingException;

class CompactDopedLSTMTest {

  private static final Doping DOPING = Doping.builder().finalDensity(0.1).anneal(2, 5).build();

  /** W is [2, 12] with 2 non-zeros, R is [3, 12] with 4. */
  private static DopedLSTM.Builder layer() {
    return new DopedLSTM.Builder()
        .name("memory")
        .nIn(2)
        .nOut(3)
        .structure(LowRank.rank(1))
        .doping(DOPING);
  }

  private static CompactDopedLSTM compact() {
    return CompactDopedLSTM.of(
        layer().build(), Support.of(2, 12, 3, 20), Support.of(3, 12, 0, 7, 8, 35));
  }

  private static CompactDopedLSTM read(String json) throws JsonProcessingException {
    return NeuralNetConfiguration.mapper().readValue(json, CompactDopedLSTM.class);
  }

  private static String json(CompactDopedLSTM layer) throws JsonProcessingException {
    return NeuralNetConfiguration.mapper().writeValueAsString(layer);
  }

  @Test
  void holdsItsSupports() throws JsonProcessingException {
    CompactDopedLSTM read = read(json(compact()));
    assertThat(read).isEqualTo(compact()).hasSameHashCodeAs(compact());
    assertThat(read.support(read.plan().input())).isEqualTo(Support.of(2, 12, 3, 20));
    assertThat(read.support(read.plan().recurrent())).isEqualTo(Support.of(3, 12, 0, 7, 8, 35));
  }

  @Test
  void theSupportsArePartOfWhatItIs() {
    CompactDopedLSTM other =
        CompactDopedLSTM.of(
            layer().build(), Support.of(2, 12, 3, 20), Support.of(3, 12, 0, 7, 8, 34));
    assertThat(other).isNotEqualTo(compact());
    assertThat(compact()).isNotEqualTo(layer().build());
    assertThat(layer().build()).isNotEqualTo(compact());
  }

  @Test
  void aDescriptionLeavesTheCodeOut() {
    assertThat(compact().toString())
        .startsWith("CompactDopedLSTM(name=memory")
        .contains("2 non-zeros in SW")
        .hasSizeLessThan(500);
  }

  @Test
  void isSerialisable() throws Exception {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    new ObjectOutputStream(bytes).writeObject(compact());
    ByteArrayInputStream in = new ByteArrayInputStream(bytes.toByteArray());
    CompactDopedLSTM read = (CompactDopedLSTM) new ObjectInputStream(in).readObject();
    assertThat(read).isEqualTo(compact());
    assertThat(read.support(read.plan().input()).position(1)).isEqualTo(20);
  }

  /** Every option that DL4J's classes have, set to something else than its default. */
  @Test
  void keepsEveryOption() {
    DopedLSTM all =
        layer()
            .compression(1.2)
            .doping(Doping.builder().anneal(3, 7).rowDropout(0.2).build())
            .structureUpdater(new Sgd(0.3))
            .dopingUpdater(new Nesterovs(0.4))
            .updater(new Adam(0.1))
            .biasUpdater(new Sgd(0.2))
            .activation(Activation.SOFTSIGN)
            .gateActivationFunction(Activation.HARDSIGMOID)
            .weightInit(WeightInit.NORMAL)
            .weightInitRecurrent(WeightInit.UNIFORM)
            .biasInit(0.5)
            .forgetGateBiasInit(2)
            .helperAllowFallback(false)
            .dataFormat(RNNFormat.NWC)
            .dropOut(new Dropout(0.8))
            .weightNoise(new DropConnect(0.9))
            .constrainRecurrent(new MaxNormConstraint(1, 0))
            .gradientNormalization(GradientNormalization.ClipL2PerLayer)
            .gradientNormalizationThreshold(3)
            .l2(0.1)
            .l1Bias(0.2)
            .build();
    all.setTimeDistributedFormat(RNNFormat.NWC);
    all.setGainInit(7);
    LayerPlan plan = all.plan();
    CompactDopedLSTM compact = CompactDopedLSTM.of(all, all(plan.input()), all(plan.recurrent()));
    assertThat(compact)
        .usingRecursiveComparison()
        .ignoringFields("plan", "plannedInputs", "plannedUnits")
        .ignoringFields("inputSupport", "recurrentSupport", "checksEarly", "annealing")
        .isEqualTo(all);
    assertThat(compact.expanded()).isEqualTo(all).hasToString(all.toString());
  }

  /** The first positions, as many as planned. */
  private static Support all(MatrixPlan matrix) {
    return Support.of(
        (int) matrix.shape().rows(),
        (int) matrix.shape().columns(),
        IntStream.range(0, (int) matrix.nonZeros()).toArray());
  }

  @Test
  void supportsOfAnotherSizeAreRefused() {
    assertThatThrownBy(
            () ->
                CompactDopedLSTM.of(
                    layer().build(), Support.of(2, 12, 3), Support.of(3, 12, 0, 7, 8, 35)))
        .isInstanceOf(DL4JInvalidConfigException.class)
        .hasMessageContaining("\"memory\"")
        .hasMessageContaining("SW")
        .hasMessageContaining("2 non-zeros");
  }

  private static void assertDamaged(UnaryOperator<String> damage) throws IOException {
    String json = json(compact());
    String damaged = damage.apply(json);
    assertThat(damaged).isNotEqualTo(json);
    CompactDopedLSTM read = read(damaged);
    assertThatThrownBy(() -> read.plan().matrices().forEach(read::support))
        .isInstanceOf(DL4JInvalidConfigException.class)
        .hasMessageContaining("\"memory\"")
        .hasMessageContaining("support of S")
        .hasMessageContaining("compact the trained net anew");
  }

  private static String code(int... bytes) {
    byte[] code = new byte[bytes.length];
    for (int i = 0; i < code.length; i++) {
      code[i] = (byte) bytes[i];
    }
    return "\"" + Base64.getEncoder().encodeToString(code) + "\"";
  }

  @ParameterizedTest
  @ValueSource(strings = {"\"\"", "null", "\"!\"", "\"AxY=\"", "\"AxAA\"", "\"A5AA\"", "\"Aw==\""})
  void damagedCodesAreClearErrors(String damaged) throws IOException {
    assertThat(json(compact())).contains(code(3, 16));
    assertDamaged(json -> json.replace(code(3, 16), damaged));
  }

  @Test
  void sizesThatWereChangedAreClearErrors() throws IOException {
    assertDamaged(json -> json.replaceAll("\"nin\" ?: ?2", "\"nin\":4"));
  }

  @Test
  void aStructureAloneHasNoSupports() {
    CompactDopedLSTM alone = CompactDopedLSTM.of(layer().doping(Doping.none()).build());
    assertThat(alone.expanded()).isEqualTo(layer().doping(Doping.none()).build());
    assertThatThrownBy(() -> CompactDopedLSTM.of(layer().build()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("two supports");
  }
}
