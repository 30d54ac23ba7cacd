package io.github.dl4jdoping.examples.faults;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Semaphore;

/**
 * What a {@link Victim} says, line by line: written by it with the static methods, and followed by
 * the process that starts it.
 */
final class Report {

  /** The file with the trained network. */
  static final String FINAL = "final.zip";

  private static final String STARTED = "STARTED ";
  private static final String ITERATION = "ITERATION ";
  private static final String WRITING = "WRITING";
  private static final String WROTE = "WROTE";
  private static final String CONTENT = "CONTENT ";
  private static final String FINISHED = "FINISHED";

  private final List<String> digests = new ArrayList<>();
  private final List<Duration> writeTimes = new ArrayList<>();
  private final Semaphore writes = new Semaphore(0);
  private int first = -1;
  private int last = -1;
  private boolean writing;
  private boolean finished;
  private long writeStart;

  static void started(int iterations) {
    say(STARTED + iterations);
  }

  static void iteration(int done) {
    say(ITERATION + done);
  }

  static void writing() {
    say(WRITING);
  }

  static void wrote() {
    say(WROTE);
  }

  static void content(String digest) {
    say(CONTENT + digest);
  }

  static void finished() {
    say(FINISHED);
  }

  private static void say(String line) {
    System.out.println(line);
  }

  /** Takes a line; what is not of a victim's own is ignored. */
  synchronized void read(String line) {
    if (line.startsWith(STARTED)) {
      first = Integer.parseInt(line.substring(STARTED.length()));
      last = first;
    } else if (line.startsWith(ITERATION)) {
      last = Integer.parseInt(line.substring(ITERATION.length()));
    } else if (line.equals(WRITING)) {
      writing = true;
      writeStart = System.nanoTime();
      writes.release();
    } else if (line.equals(WROTE)) {
      writing = false;
      writeTimes.add(Duration.ofNanos(System.nanoTime() - writeStart));
    } else if (line.startsWith(CONTENT)) {
      digests.add(line.substring(CONTENT.length()));
    } else if (line.equals(FINISHED)) {
      finished = true;
    }
  }

  /** One permit for each write that began. */
  Semaphore writes() {
    return writes;
  }

  /** Whether the network was there, new or from a checkpoint. */
  synchronized boolean hasStarted() {
    return first >= 0;
  }

  /** Iterations done before this process. */
  synchronized int first() {
    return first;
  }

  /** Iterations done in all. */
  synchronized int last() {
    return last;
  }

  /** Whether a write began and did not end. */
  synchronized boolean isWriting() {
    return writing;
  }

  synchronized boolean hasFinished() {
    return finished;
  }

  /** Of each checkpoint written, in order. */
  synchronized List<String> digests() {
    return List.copyOf(digests);
  }

  /** How long each of them took. */
  synchronized List<Duration> writeTimes() {
    return List.copyOf(writeTimes);
  }
}
