package io.github.dl4jdoping.conf;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.dl4jdoping.layer.Nets;
import io.github.dl4jdoping.structure.Hybrid;
import io.github.dl4jdoping.structure.Kronecker;
import io.github.dl4jdoping.structure.LowRank;
import io.github.dl4jdoping.structure.Structure;
import io.github.dl4jdoping.structure.Unstructured;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.deeplearning4j.exception.DL4JInvalidConfigException;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.recurrent.Bidirectional;
import org.deeplearning4j.nn.conf.layers.recurrent.LastTimeStep;
import org.deeplearning4j.nn.conf.layers.util.MaskZeroLayer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What cannot be built fails when it is configured and says which layer, which numbers, what works. */
class ConfigurationErrorsTest {

  private static final Doping PLANNED = Doping.builder().anneal(10, 20).build();
  private static final Doping SPARSE = Doping.builder().finalDensity(0.1).anneal(10, 20).build();

  private static final Doping SPARSE_IN_PART =
      Doping.builder().finalDensity(0.1, 0).anneal(10, 20).build();
  private static final Doping FROM_A_TENTH =
      Doping.builder().initialDensity(0.1).anneal(10, 20).build();

  /** Six inputs, five units: matrices [6, 20] and [5, 20], 220 dense weights. */
  private static DopedLSTM.Builder sized() {
    return new DopedLSTM.Builder().nIn(6).nOut(5);
  }

  private record Mistake(Consumer<DopedLSTM.Builder> settings, List<String> said) {

    static Mistake structure(Structure structure, String... said) {
      return new Mistake(builder -> builder.structure(structure), List.of(said));
    }

    static Mistake doping(Structure structure, Doping doping, double compression, String... said) {
      return new Mistake(
          builder -> {
            builder.structure(structure).doping(doping);
            if (compression > 0) {
              builder.compression(compression);
            }
          },
          List.of(said));
    }

    DopedLSTM.Builder applied(DopedLSTM.Builder builder) {
      settings.accept(builder);
      return builder;
    }

    @Override
    public String toString() {
      return said.get(0);
    }
  }

  static Stream<Mistake> mistakes() {
    Structure rank1 = LowRank.rank(1); // 26 + 25 weights of 220
    return Stream.of(
        Mistake.structure(
            Kronecker.of(2, 5, 4, 4), "[2, 5] and [4, 4]", "[6, 20]", "Kronecker.of("),
        Mistake.structure(Kronecker.balanced(0), "at least 1 term; got 0", "Kronecker.of("),
        Mistake.structure(LowRank.rank(7), "got rank 7", "from 1 to 6", "LowRank.rank(6)"),
        Mistake.structure(LowRank.rank(0), "got rank 0", "from 1 to 6", "LowRank.rank(1)"),
        Mistake.structure(Hybrid.of(1.2, 1), "got 1.2", "from 0", "to 1", "Hybrid.of("),
        Mistake.structure(Hybrid.of(-0.2, 1), "got -0.2", "from 0", "to 1", "Hybrid.of("),
        Mistake.structure(Hybrid.of(0.2, 4), "got rank 4", "from 1 to 3", "Hybrid.of(0.2, 3)"),
        Mistake.structure(Hybrid.withFreeUnits(1, 1, 5), "from 0 to 4", "got 5 after 1"),
        Mistake.structure(
            Unstructured.none(), "none with doping none", "Kronecker.balanced()", "Doping.dense()"),
        Mistake.doping(
            rank1, PLANNED, 5, "compression(5.0) leaves 44 of 220", "has 51", "factor of 4.31"),
        Mistake.doping(rank1, FROM_A_TENTH, 3, "density of 0.1015", "initialDensity(0.1)"),
        Mistake.doping(rank1, SPARSE_IN_PART, 3, "finalDensity(d)", "compression(f)", "both"),
        Mistake.doping(rank1, PLANNED, 0, "finalDensity(d)", "compression(f)", "neither"),
        Mistake.doping(rank1, SPARSE, 3, "finalDensity(d)", "compression(f)", "both"),
        Mistake.doping(rank1, Doping.none(), 3, "compression(3.0)", "Doping.none()", "anneal("),
        Mistake.doping(rank1, Doping.dense(), 3, "compression(3.0)", "Doping.dense()", "anneal("));
  }

  private static void fails(ThrowingCallable configuring, String layer, Mistake mistake) {
    assertThatThrownBy(configuring)
        .isInstanceOf(DL4JInvalidConfigException.class)
        .hasMessageContaining("\"" + layer + "\"")
        .hasMessageContaining("nIn 6")
        .hasMessageContaining("nOut 5")
        .hasMessageContainingAll(mistake.said.toArray(new String[0]));
  }

  private static void configure(Layer... layers) {
    Nets.configuration(Nets.defaults(), layers);
  }

  @ParameterizedTest
  @MethodSource("mistakes")
  void aNamedLayerWithSizesFailsWhenItIsBuilt(Mistake mistake) {
    fails(() -> mistake.applied(sized().name("memory")).build(), "memory", mistake);
  }

  @ParameterizedTest
  @MethodSource("mistakes")
  void aLayerWithSizesFailsWithItsNetworkConfiguration(Mistake mistake) {
    Layer layer = mistake.applied(sized()).build();
    fails(() -> configure(layer, Nets.eachStep(5)), "layer0", mistake);
  }

  @ParameterizedTest
  @MethodSource("mistakes")
  void aLayerFailsWhenItsInputsAreInferredFromTheInputType(Mistake mistake) {
    Layer layer = mistake.applied(new DopedLSTM.Builder().nOut(5).name("memory")).build();
    fails(
        () ->
            Nets.defaults()
                .list()
                .layer(layer)
                .layer(Nets.eachStep(5))
                .setInputType(InputType.recurrent(6))
                .build(),
        "memory",
        mistake);
  }

  @ParameterizedTest
  @MethodSource("mistakes")
  void aLayerFailsWhenItsInputsAreInferredFromTheLayerBelow(Mistake mistake) {
    Layer layer = mistake.applied(new DopedLSTM.Builder().nOut(5)).build();
    Layer below = Nets.stock().nOut(6).build();
    fails(() -> configure(below, layer, Nets.eachStep(5)), "layer1", mistake);
  }

  @ParameterizedTest
  @MethodSource("mistakes")
  void aLayerOfAGraphFailsWhenTheGraphIsConfigured(Mistake mistake) {
    Layer layer = mistake.applied(new DopedLSTM.Builder().nOut(5)).build();
    fails(
        () ->
            Nets.defaults()
                .graphBuilder()
                .addInputs("in")
                .addLayer("memory", layer, "in")
                .addLayer("out", Nets.eachStep(5), "memory")
                .setOutputs("out")
                .setInputTypes(InputType.recurrent(6))
                .build(),
        "memory",
        mistake);
  }

  @ParameterizedTest
  @MethodSource("mistakes")
  void wrappedLayersFailToo(Mistake mistake) {
    Layer layer = mistake.applied(sized()).build();
    List<Layer> wrapped =
        List.of(
            new Bidirectional(Bidirectional.Mode.ADD, layer),
            new LastTimeStep(layer),
            new MaskZeroLayer(layer, 0));
    for (Layer wrapper : wrapped) {
      Layer clone = wrapper.clone();
      fails(() -> configure(clone, Nets.eachStep(5)), "layer0", mistake);
    }
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, 0.99, -3, Double.NaN})
  void aCompressionBelowOneIsRefusedAtOnce(double factor) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new DopedLSTM.Builder().compression(factor))
        .withMessageContaining("at least 1")
        .withMessageContaining(Double.toString(factor));
  }

  @Test
  void oneMatrixWithoutStructureNeedsADoping() {
    DopedLSTM.Builder builder =
        sized().name("memory").inputStructure(Unstructured.none()).doping(Doping.none());
    assertThatThrownBy(builder::build)
        .isInstanceOf(DL4JInvalidConfigException.class)
        .hasMessageContaining("none");
    builder.doping(SPARSE);
    assertThatCode(builder::build).doesNotThrowAnyException();
  }

  @Test
  void theFactorThatTheMessageNamesWorks() {
    DopedLSTM.Builder builder = sized().name("memory").structure(LowRank.rank(1)).doping(PLANNED);
    assertThatCode(() -> builder.compression(4.31).build()).doesNotThrowAnyException();
  }
}
