package io.github.dl4jdoping.examples.speech;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import javax.sound.sampled.AudioFileFormat;
import javax.sound.sampled.AudioFormat;
import javax.sound.sampled.AudioInputStream;
import javax.sound.sampled.AudioSystem;

/** Sound for tests: tones, noise, and "spoken" digits, each a glide of its own between two tones. */
final class Sounds {

  private static final int LOUD = 12_000;
  private static final int NOISE = 300;

  private Sounds() {}

  static short[] tone(double hertz, int samples) {
    short[] tone = new short[samples];
    for (int i = 0; i < samples; i++) {
      tone[i] = (short) (LOUD * Math.sin(2 * Math.PI * hertz * i / Recording.SAMPLE_RATE));
    }
    return tone;
  }

  static short[] noise(int samples, long seed) {
    Random random = new Random(seed);
    short[] noise = new short[samples];
    for (int i = 0; i < samples; i++) {
      noise[i] = (short) (random.nextGaussian() * LOUD / 4);
    }
    return noise;
  }

  /** Every digit, so many times, of different lengths and loudness. */
  static List<Recording> digits(int ofEach, long seed) {
    Random random = new Random(seed);
    List<Recording> recordings = new ArrayList<>();
    for (int digit = 0; digit < Recording.DIGITS; digit++) {
      for (int index = 0; index < ofEach; index++) {
        recordings.add(new Recording(digit, "whistle", index, glide(digit, random)));
      }
    }
    return recordings;
  }

  private static short[] glide(int digit, Random random) {
    double from = 400 + 300 * digit;
    double to = 400 + 300 * ((digit + 4) % Recording.DIGITS);
    short[] samples = new short[800 + random.nextInt(800)];
    double loudness = LOUD * (0.3 + 0.7 * random.nextDouble());
    double phase = 0;
    for (int i = 0; i < samples.length; i++) {
      phase += 2 * Math.PI * (from + (to - from) * i / samples.length) / Recording.SAMPLE_RATE;
      samples[i] = (short) (loudness * Math.sin(phase) + NOISE * random.nextGaussian());
    }
    return samples;
  }

  static byte[] wav(short[] samples) throws IOException {
    return wav(samples, new AudioFormat(Recording.SAMPLE_RATE, 16, 1, true, false));
  }

  static byte[] wav(short[] samples, AudioFormat format) throws IOException {
    ByteBuffer bytes =
        ByteBuffer.allocate(samples.length * Short.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    bytes.asShortBuffer().put(samples);
    long frames = (long) samples.length * Short.BYTES / format.getFrameSize();
    ByteArrayOutputStream file = new ByteArrayOutputStream();
    try (AudioInputStream sound =
        new AudioInputStream(new ByteArrayInputStream(bytes.array()), format, frames)) {
      AudioSystem.write(sound, AudioFileFormat.Type.WAVE, file);
    }
    return file.toByteArray();
  }
}
