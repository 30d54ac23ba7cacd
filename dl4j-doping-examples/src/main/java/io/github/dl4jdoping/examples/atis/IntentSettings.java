package io.github.dl4jdoping.examples.atis;

import io.github.dl4jdoping.examples.common.SettingValues;
import io.github.dl4jdoping.examples.tasks.DopingSettings;
import io.github.dl4jdoping.examples.tasks.LayerSettings;
import io.github.dl4jdoping.examples.tasks.TrainedStart;
import java.util.Map;

/**
 * Everything that determines the outcome of a run, besides data and seed.
 *
 * @param units size of the embedding and of the LSTM layer, at least 1
 * @param layer how the LSTM layer is compressed
 * @param dropout probability that an input of the LSTM or of the softmax is dropped, in [0, 1)
 * @param epochs passes over the training part, at least 1
 * @param batch utterances of a training step, at least 1
 * @param lr initial learning rate of Adam, above 0
 * @param decayFrom epochs with the initial learning rate, at least 0
 * @param decay divisor of the learning rate in every epoch after those, at least 1
 * @param minimumFrequency words that the training part has less often are unknown words, at least 1
 * @param start whether training starts from a compressed network
 * @param asMap all of them as text, by name
 */
record IntentSettings(
    int units,
    LayerSettings layer,
    double dropout,
    int epochs,
    int batch,
    double lr,
    int decayFrom,
    double decay,
    int minimumFrequency,
    TrainedStart start,
    Map<String, String> asMap) {

  private static final LayerSettings LAYER = LayerSettings.dense(DopingSettings.annealed(1, 7, 20));

  /** The same where the window is one of fine-tuning. */
  private static final LayerSettings TRAINED =
      LayerSettings.dense(DopingSettings.annealed(0, 1, 20));

  /**
   * Reads and checks settings.
   *
   * @param given by name; what is missing has its default
   * @return settings
   * @throws IllegalArgumentException if one is unknown, out of range or does not go with another
   */
  static IntentSettings of(Map<String, String> given) {
    SettingValues values = new SettingValues(given);
    int epochs = values.whole("epochs", 12, 1);
    LayerSettings defaults = TrainedStart.isIn(given) ? TRAINED : LAYER;
    LayerSettings layer = LayerSettings.read(values, defaults, epochs);
    int units = values.whole("units", 200, 1);
    double dropout = values.number("dropout", 0.5, v -> v >= 0 && v < 1, "be in [0, 1)");
    int batch = values.whole("batch", 16, 1);
    double lr = values.number("lr", 0.001, v -> v > 0 && v < 1, "be above 0 and below 1");
    int decayFrom = values.whole("decayFrom", 10, 0);
    double decay = values.number("decay", 1.5, v -> v >= 1, "be at least 1");
    int minimumFrequency = values.whole("minimumFrequency", 2, 1);
    TrainedStart start = TrainedStart.read(values, layer.variant());
    return new IntentSettings(
        units,
        layer,
        dropout,
        epochs,
        batch,
        lr,
        decayFrom,
        decay,
        minimumFrequency,
        start,
        values.complete());
  }
}
