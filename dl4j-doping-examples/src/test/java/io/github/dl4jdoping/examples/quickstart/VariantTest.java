package io.github.dl4jdoping.examples.quickstart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.dl4jdoping.conf.DopedLSTM;
import java.util.List;
import org.junit.jupiter.api.Test;

class VariantTest {

  @Test
  void compressedVariantsKeepTheBudget() {
    List<Variant> variants = Variant.all(new Settings(1, 20, 128, 600));
    assertThat(variants)
        .extracting(Variant::name)
        .containsExactly("dense", "Kronecker", "Kronecker, 5 terms", "doped Kronecker");
    assertThat(factor(variants.get(0))).isEqualTo(1);
    assertThat(variants.subList(1, 4)).allSatisfy(v -> assertThat(factor(v)).isGreaterThan(19.99));
    assertThat(factor(variants.get(3))).isLessThan(20.01);
  }

  @Test
  void theSumOfProductsUsesAsMuchOfTheBudgetAsItCan() {
    DopedLSTM sum = lstm(Variant.all(new Settings(1, 20, 128, 600)).get(2));
    DopedLSTM one = lstm(Variant.all(new Settings(1, 20, 128, 600)).get(1));
    double share = 1 / sum.plan().parameterFactor();
    double term = 1 / one.plan().parameterFactor();
    assertThat(share + term).isGreaterThan(1 / 20.0);
  }

  @Test
  void withoutRoomForTwoTermsThereIsNoSum() {
    assertThat(Variant.all(new Settings(1, 60, 128, 600))).hasSize(3);
  }

  @Test
  void aFactorBeyondTheStructureNamesWhatIsPossible() {
    assertThatThrownBy(() -> Variant.all(new Settings(1, 1000, 128, 600)))
        .hasMessageContaining("compression(1000.0)")
        .hasMessageContaining("The smallest possible layer");
  }

  private static double factor(Variant variant) {
    return lstm(variant).plan().parameterFactor();
  }

  private static DopedLSTM lstm(Variant variant) {
    return (DopedLSTM) variant.network().getConf(0).getLayer();
  }
}
