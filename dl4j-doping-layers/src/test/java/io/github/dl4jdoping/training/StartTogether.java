package io.github.dl4jdoping.training;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.optimize.api.BaseTrainingListener;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Lets no worker of a ParallelWrapper take its first step before all have their replica. DL4J does not
 * wait: the first worker trains the network itself, and one that is late copies it after that step.
 */
final class StartTogether extends BaseTrainingListener {

  private final CyclicBarrier barrier;
  private final Set<Thread> started = ConcurrentHashMap.newKeySet();

  StartTogether(int workers) {
    this.barrier = new CyclicBarrier(workers);
  }

  @Override
  public void onForwardPass(Model model, List<INDArray> activations) {
    await();
  }

  @Override
  public void onForwardPass(Model model, Map<String, INDArray> activations) {
    await();
  }

  private void await() {
    if (!started.add(Thread.currentThread())) {
      return;
    }
    try {
      barrier.await(1, TimeUnit.MINUTES);
    } catch (InterruptedException | BrokenBarrierException | TimeoutException e) {
      throw new IllegalStateException("Not all workers started", e);
    }
  }
}
