package io.github.dl4jdoping.examples.tasks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.dl4jdoping.conf.DopedLSTM;
import io.github.dl4jdoping.conf.Doping;
import io.github.dl4jdoping.conf.MatrixPlan;
import io.github.dl4jdoping.conf.RowDropoutTarget;
import io.github.dl4jdoping.examples.common.SettingValues;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class LayerSettingsTest {

  private static final LayerSettings DEFAULTS =
      LayerSettings.dense(DopingSettings.annealed(1, 8, 20));

  @ParameterizedTest
  @EnumSource(Variant.class)
  void layersHaveTheFactorThatWasAskedForWhereTheFamilyAllowsIt(Variant variant) {
    DopedLSTM layer = read("variant", variant.toString()).layer(60, 100, 50).name("lstm").build();

    long dense = 0;
    long kept = 0;
    for (MatrixPlan matrix : layer.plan().matrices()) {
      dense += matrix.shape().size();
      kept += matrix.structure().parameterCount() + matrix.nonZeros();
    }

    assertThat(dense).isEqualTo(4L * 100 * (60 + 100));
    switch (variant) {
      case DENSE -> assertThat(kept).isEqualTo(dense);
      case KP -> assertThat((double) dense / kept).isGreaterThan(30);
      default -> assertThat((double) dense / kept).isBetween(9.9, 11.5);
    }
  }

  @Test
  void epochsOfTheAnnealingWindowBecomeIterations() {
    LayerSettings settings =
        read(
            Map.of(
                "variant", "doped-kp",
                "annealFrom", "0.5",
                "annealTo", "4",
                "rowDropout", "0.4",
                "rowDropoutUntil", "6"));

    DopedLSTM layer = settings.layer(60, 60, 50).name("lstm").build();

    assertThat(layer.getDoping().startIteration()).isEqualTo(25);
    assertThat(layer.getDoping().endIteration()).isEqualTo(200);
    assertThat(layer.getDoping().rowDropoutAt(200, 4)).isEqualTo(0.4);
    assertThat(layer.getDoping().rowDropoutAt(250, 5)).isEqualTo(0.2);
    assertThat(layer.getDoping().rowDropoutAt(300, 6)).isZero();
  }

  @Test
  void theRestOfTheRecipeReachesTheLayer() {
    LayerSettings settings =
        read(
            Map.of(
                "variant", "doped-kp",
                "kronecker", "long",
                "rowDropout", "0.2",
                "rowDropoutOn", "input",
                "rowDropoutPerSequence", "true",
                "initialShare", "0.3",
                "dopingLr", "2",
                "regrow", "0.1",
                "regrowUntil", "9"));

    DopedLSTM layer = settings.layer(60, 100, 50).name("lstm").build();

    assertThat(layer.getDoping())
        .isEqualTo(
            Doping.builder()
                .anneal(50, 400)
                .every(20)
                .rowDropout(0.2)
                .rowDropoutOn(RowDropoutTarget.INPUT)
                .rowDropoutPerSequence(true)
                .initialShare(0.3)
                .learningRateFactor(2)
                .regrow(0.1, 100, 450)
                .build());
  }

  @ParameterizedTest
  @CsvSource({
    "prune,rowDropout,0.3,doped-kp",
    "doped-kp,rowDropout,1,'[0, 1)'",
    "doped-kp,annealTo,0.5,after annealFrom",
    "doped-kp,annealTo,13,12 epochs",
    "doped-kp,rowDropoutUntil,7,annealTo",
    "dense,granularity,block8,prune",
    "doped-kp,every,0,at least 1",
    "doped-kp,rowDropoutOn,input,rowDropout",
    "lmf,dopingLr,2,prune",
    "prune,initialShare,0.3,two co-matrices",
    "doped-lmf,kronecker,long,kp",
    "doped-kp,kronecker,wide,square",
    "doped-kp,rowDropoutPerSequence,yes,true or false",
    "doped-kp,regrowUntil,1,annealFrom",
  })
  void whatDoesNotGoTogetherIsRefused(String variant, String name, String value, String message) {
    assertThatThrownBy(() -> read(Map.of("variant", variant, name, value)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(name)
        .hasMessageContaining(message);
  }

  private static LayerSettings read(String name, String value) {
    return read(Map.of(name, value));
  }

  private static LayerSettings read(Map<String, String> given) {
    return LayerSettings.read(new SettingValues(given), DEFAULTS, 12);
  }
}
