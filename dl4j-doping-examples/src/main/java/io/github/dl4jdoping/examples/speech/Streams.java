package io.github.dl4jdoping.examples.speech;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/** Several streams at once on one shared model, each on a thread of its own. */
final class Streams {

  private final Normalisation normalisation;
  private final List<Recording> recordings;
  private final int count;

  /**
   * Streams that share the recordings out among them.
   *
   * @param normalisation that the networks were trained with
   * @param recordings at least one for each stream
   * @param count number of streams, at least 1
   * @throws IllegalArgumentException if a stream would have nothing to play
   */
  Streams(Normalisation normalisation, List<Recording> recordings, int count) {
    if (count < 1 || count > recordings.size()) {
      throw new IllegalArgumentException(
          "There are 1 to "
              + recordings.size()
              + " streams, one for each recording at most; got "
              + count
              + ".");
    }
    this.normalisation = normalisation;
    this.recordings = List.copyOf(recordings);
    this.count = count;
  }

  /**
   * Plays every recording once, as fast as possible.
   *
   * @param model shared by all streams
   * @return what came out
   */
  StreamResult fullSpeed(FrameModel model) {
    return run(model, 0);
  }

  /**
   * Plays recordings, 10 ms of sound every 10 ms, over and over.
   *
   * @param model shared by all streams
   * @param seconds how long, above 0
   * @return what came out; recordings that were cut off are not counted, their frames are
   */
  StreamResult realTime(FrameModel model, double seconds) {
    return run(model, seconds);
  }

  private StreamResult run(FrameModel model, double seconds) {
    List<Callable<Player>> players = new ArrayList<>();
    CyclicBarrier start = new CyclicBarrier(count);
    for (int stream = 0; stream < count; stream++) {
      players.add(player(model.newSession(), stream, seconds, start));
    }
    ExecutorService threads = Executors.newFixedThreadPool(count);
    try {
      long started = System.nanoTime();
      List<Player> done = new ArrayList<>();
      for (Future<Player> player : threads.invokeAll(players)) {
        done.add(player.get());
      }
      return sum(done, (System.nanoTime() - started) / 1e9);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("Interrupted while the streams were playing.", e);
    } catch (ExecutionException e) {
      throw new IllegalStateException("A stream failed: " + e.getCause(), e.getCause());
    } finally {
      threads.shutdownNow();
    }
  }

  private Callable<Player> player(
      FrameModel.Session session, int stream, double seconds, CyclicBarrier together) {
    return () -> {
      Player player = new Player(session, normalisation);
      together.await();
      if (seconds > 0) {
        // Microphones do not tick together.
        long start = System.nanoTime() + stream * Pace.PERIOD / count;
        long end = start + (long) (seconds * TimeUnit.SECONDS.toNanos(1));
        player.loop(part(stream), Pace.realTime(start), end);
      } else {
        player.play(part(stream));
      }
      return player;
    };
  }

  private List<Recording> part(int stream) {
    List<Recording> part = new ArrayList<>();
    for (int i = stream; i < recordings.size(); i += count) {
      part.add(recordings.get(i));
    }
    return part;
  }

  private static StreamResult sum(List<Player> players, double seconds) {
    Durations features = new Durations();
    Durations network = new Durations();
    int played = 0;
    int right = 0;
    int pieces = 0;
    int late = 0;
    for (Player player : players) {
      features.addAll(player.features());
      network.addAll(player.network());
      played += player.played();
      right += player.right();
      pieces += player.pieces();
      late += player.late();
    }
    return new StreamResult(played, right, features, network, pieces, late, seconds);
  }
}
