package io.github.dl4jdoping.examples.ptb;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.dl4jdoping.examples.tasks.Variant;
import java.lang.reflect.Constructor;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class SettingsTest {

  /** The number of settings before the first one that checkpoints may lack. */
  private static final int ALWAYS = 17;

  /** Java's deserialisation leaves out what a stream does not have. */
  @Test
  void settingsFromBeforeThereWasAChoiceHaveTheDefault() throws ReflectiveOperationException {
    Settings now = TestSettings.with(Variant.PRUNE);

    Settings before = withoutLaterSettings(now);

    assertThat(before).isEqualTo(now);
    assertThat(before.asMap())
        .containsEntry("granularity", "unstructured")
        .containsEntry("rowDropoutOn", "both")
        .containsEntry("rowDropoutPerSequence", "false")
        .containsEntry("initialShare", "0.5")
        .containsEntry("dopingLr", "1.0")
        .containsEntry("regrow", "0.0")
        .containsEntry("regrowEvery", "100")
        .containsEntry("regrowUntil", "0.0")
        .containsEntry("kronecker", "square")
        .containsEntry("distill", "0.0")
        .containsEntry("teacher", "")
        .containsEntry("compressed", "none")
        .containsEntry("budget", "byerror")
        .containsEntry("calibrated", "true")
        .containsEntry("initialDensity", "0.0")
        .containsEntry("sampledWords", "0");
  }

  private static Settings withoutLaterSettings(Settings settings)
      throws ReflectiveOperationException {
    RecordComponent[] components = Settings.class.getRecordComponents();
    Class<?>[] types =
        Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new);
    Object[] values = new Object[components.length];
    for (int i = 0; i < values.length; i++) {
      values[i] = i < ALWAYS ? components[i].getAccessor().invoke(settings) : absent(types[i]);
    }
    Constructor<Settings> constructor = Settings.class.getDeclaredConstructor(types);
    return constructor.newInstance(values);
  }

  private static Object absent(Class<?> type) {
    if (type == boolean.class) {
      return false;
    }
    if (type == int.class) {
      return 0;
    }
    return type == double.class ? (Object) 0.0 : null;
  }
}
