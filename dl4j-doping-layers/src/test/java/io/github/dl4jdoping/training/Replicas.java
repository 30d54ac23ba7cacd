package io.github.dl4jdoping.training;

import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.DoubleStream;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.optimize.api.BaseTrainingListener;
import org.deeplearning4j.optimize.solvers.BaseOptimizer;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Takes down the supports of all replicas of a network that train on threads of their own. */
final class Replicas extends BaseTrainingListener {

  private final Map<Integer, Queue<Map<String, List<Boolean>>>> starts = new ConcurrentHashMap<>();
  private final Map<Integer, Queue<Map<String, Integer>>> ends = new ConcurrentHashMap<>();

  /**
   * What the next iteration started from.
   *
   * @param done number of iterations done
   * @return for each replica which entries of its doping matrices are not zero
   */
  List<Map<String, List<Boolean>>> afterAveraging(int done) {
    return List.copyOf(starts.getOrDefault(done, new ConcurrentLinkedQueue<>()));
  }

  /**
   * What a checkpoint has that is written at the end of an iteration.
   *
   * @param done number of iterations done, not before the end of the window
   * @return for each replica the non-zeros of its doping matrices
   */
  List<Map<String, Integer>> inCheckpoints(int done) {
    return List.copyOf(ends.getOrDefault(done, new ConcurrentLinkedQueue<>()));
  }

  @Override
  public void onForwardPass(Model model, List<INDArray> activations) {
    noteStart(model);
  }

  @Override
  public void onForwardPass(Model model, Map<String, INDArray> activations) {
    noteStart(model);
  }

  private void noteStart(Model model) {
    Map<String, List<Boolean>> supports = new TreeMap<>();
    Nets.doping(model).forEach((name, values) -> supports.put(name, support(values)));
    starts
        .computeIfAbsent(BaseOptimizer.getIterationCount(model), i -> new ConcurrentLinkedQueue<>())
        .add(supports);
  }

  private static List<Boolean> support(INDArray values) {
    return DoubleStream.of(values.dup().data().asDouble()).mapToObj(v -> v != 0).toList();
  }

  @Override
  public void iterationDone(Model model, int iteration, int epoch) {
    if (iteration + 1 < Nets.END) {
      return;
    }
    ends.computeIfAbsent(iteration + 1, i -> new ConcurrentLinkedQueue<>())
        .add(Nets.nonZeros(Nets.restored(model)));
  }
}
