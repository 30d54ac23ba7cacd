package io.github.dl4jdoping.layer;

import java.util.List;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/**
 * The thread of a pass and helpers from the common pool. A pass has several sections of well under a
 * millisecond, and to wake a thread for each would take as long: so helpers wait actively from one
 * section to the next, until the team is closed.
 *
 * <p>Nobody waits for a helper that has not begun. If the pool is busy, the thread of the pass does
 * everything itself.
 */
final class Team implements AutoCloseable {

  /** After so many looks at what others do, in about a millisecond, the core is left to them. */
  private static final int PATIENCE = 1 << 16;

  /** For so long. */
  private static final long NANOSECONDS = 50_000;

  private volatile Section section = new Section(List.of());
  private volatile boolean closed;

  private Team() {}

  /**
   * Calls helpers.
   *
   * @param threads number of threads, with that of the caller
   * @return a team to be closed
   */
  static Team of(int threads) {
    Team team = new Team();
    for (int i = 1; i < threads; i++) {
      ForkJoinPool.commonPool().execute(team::help);
    }
    return team;
  }

  private void help() {
    int looks = 0;
    while (!closed) {
      section.work();
      looks = pause(looks);
    }
  }

  /**
   * Runs tasks that need nothing of each other, and returns when all are done.
   *
   * @param tasks in any order
   */
  void run(List<Runnable> tasks) {
    Section next = new Section(tasks);
    section = next;
    next.work();
    int looks = 0;
    while (!next.isDone()) {
      looks = pause(looks);
    }
    next.throwFailure();
  }

  private static int pause(int looks) {
    if (looks < PATIENCE) {
      Thread.onSpinWait();
      return looks + 1;
    }
    LockSupport.parkNanos(NANOSECONDS);
    return looks;
  }

  /** Lets the helpers go. */
  @Override
  public void close() {
    closed = true;
  }

  /** Tasks, and how far they are. */
  private static final class Section {

    private final List<Runnable> tasks;
    private final AtomicInteger next = new AtomicInteger();
    private final AtomicInteger done = new AtomicInteger();
    private volatile Throwable failure;

    Section(List<Runnable> tasks) {
      this.tasks = tasks;
    }

    /** Runs tasks until all have begun. */
    @SuppressWarnings("IllegalCatch") // thrown again by the thread of the pass
    void work() {
      while (next.get() < tasks.size()) {
        int task = next.getAndIncrement();
        if (task < tasks.size()) {
          try {
            tasks.get(task).run();
          } catch (RuntimeException | Error e) {
            failure = e;
          } finally {
            done.incrementAndGet();
          }
        }
      }
    }

    boolean isDone() {
      return done.get() == tasks.size();
    }

    void throwFailure() {
      if (failure instanceof Error error) {
        throw error;
      }
      if (failure instanceof RuntimeException exception) {
        throw exception;
      }
    }
  }
}
