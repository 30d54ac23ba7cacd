package io.github.dl4jdoping.examples.common;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.entry;

import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SettingValuesTest {

  @Test
  void defaultsFillInAndNumbersHaveOneForm() {
    SettingValues values =
        new SettingValues(Map.of("colour", "Dark-Red", "lr", " 1e-3 ", "factor", "10.0"));

    assertThat(values.oneOf("colour", Colour.class, Colour.BLUE)).isEqualTo(Colour.DARK_RED);
    assertThat(values.whole("epochs", 12, 1)).isEqualTo(12);
    assertThat(values.number("lr", 1, v -> v > 0, "be above 0")).isEqualTo(0.001);
    assertThat(values.number("factor", 1, v -> v > 0, "be above 0")).isEqualTo(10);
    assertThat(values.number("until", Double.POSITIVE_INFINITY, v -> v > 0, "be above 0"))
        .isInfinite();

    assertThat(values.complete())
        .containsExactly(
            entry("colour", "dark-red"),
            entry("epochs", "12"),
            entry("lr", "0.001"),
            entry("factor", "10"),
            entry("until", "Infinity"));
  }

  @Test
  void completeSettingsAreTheSameWhenReadAgain() {
    Map<String, String> once = read(Map.of("rate", "2.50"));

    assertThat(read(once)).isEqualTo(once);
  }

  private static Map<String, String> read(Map<String, String> given) {
    SettingValues values = new SettingValues(given);
    values.number("rate", 1, v -> v > 0, "be above 0");
    values.number("until", Double.POSITIVE_INFINITY, v -> v > 0, "be above 0");
    return values.complete();
  }

  @Test
  void wrongValuesAreNamedWithWhatIsAllowed() {
    SettingValues values =
        new SettingValues(Map.of("lr", "0", "factor", "ten", "epochs", "1.5", "colour", "green"));

    assertThatThrownBy(() -> values.number("lr", 1, v -> v > 0, "be above 0"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("lr must be above 0; got 0.");
    assertThatThrownBy(() -> values.number("factor", 1, v -> v >= 1, "be at least 1"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("factor must be at least 1; got ten.");
    assertThatThrownBy(() -> values.whole("epochs", 1, 1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("epochs must be a whole number of at least 1; got 1.5.");
    assertThatThrownBy(() -> values.oneOf("colour", Colour.class, Colour.BLUE))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("colour must be one of [dark-red, blue]")
        .hasMessageContaining("got green.");
  }

  @Test
  void whatNobodyAsksForIsRefused() {
    SettingValues values = new SettingValues(Map.of("epoch", "3"));
    values.whole("epochs", 1, 1);

    assertThatThrownBy(values::complete)
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("There is no setting [epoch] here. The settings are [epochs].");
  }

  private enum Colour {
    DARK_RED,
    BLUE;

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
  }
}
