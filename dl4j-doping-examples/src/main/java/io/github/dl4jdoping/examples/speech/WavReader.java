package io.github.dl4jdoping.examples.speech;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import javax.sound.sampled.AudioFormat;
import javax.sound.sampled.AudioFormat.Encoding;
import javax.sound.sampled.AudioInputStream;
import javax.sound.sampled.AudioSystem;
import javax.sound.sampled.UnsupportedAudioFileException;

/** Reads sound of the one kind that the networks here are trained on: 8 kHz, mono, 16 bit. */
final class WavReader {

  private WavReader() {}

  /**
   * Reads a WAV file.
   *
   * @param name of the file, for messages
   * @param file its content
   * @return the samples
   * @throws IOException if it cannot be read, or holds sound of another kind
   */
  static short[] read(String name, InputStream file) throws IOException {
    try (AudioInputStream sound = AudioSystem.getAudioInputStream(new BufferedInputStream(file))) {
      AudioFormat format = sound.getFormat();
      if (!fits(format)) {
        throw new IOException(
            name + " is to be sampled at 8000 Hz, mono, 16 bit; it is " + format + ". Convert it.");
      }
      ByteOrder order = format.isBigEndian() ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN;
      return samples(ByteBuffer.wrap(sound.readAllBytes()).order(order));
    } catch (UnsupportedAudioFileException e) {
      throw new IOException(name + " is no WAV file: " + e.getMessage(), e);
    }
  }

  private static boolean fits(AudioFormat format) {
    return format.getEncoding().equals(Encoding.PCM_SIGNED)
        && format.getSampleSizeInBits() == Short.SIZE
        && format.getChannels() == 1
        && format.getSampleRate() == Recording.SAMPLE_RATE;
  }

  private static short[] samples(ByteBuffer bytes) {
    short[] samples = new short[bytes.remaining() / Short.BYTES];
    bytes.asShortBuffer().get(samples);
    return samples;
  }
}
