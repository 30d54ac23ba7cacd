package io.github.dl4jdoping.examples.trainbench;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What forks printed. */
final class TrainingResults {

  private record Key(TrainingJob job, String name) {}

  private final Map<Key, List<Double>> figures = new LinkedHashMap<>();
  private final Set<TrainingJob> jobs = new LinkedHashSet<>();
  private final Set<String> facts = new LinkedHashSet<>();

  /** Takes a line of a fork; what it does not know is left to whoever reads the log. */
  void add(TrainingJob job, String line) {
    jobs.add(job);
    String[] words = line.split(" ", 3);
    if (words[0].equals(TrainingFork.FIGURE)) {
      figures
          .computeIfAbsent(new Key(job, words[1]), key -> new ArrayList<>())
          .add(Double.valueOf(words[2]));
    } else if (words[0].equals(TrainingFork.FACT)) {
      facts.add(line.substring(words[0].length() + 1));
    }
  }

  Set<String> facts() {
    return facts;
  }

  /** The cases, each once. */
  List<Workload> workloads() {
    return jobs.stream().map(TrainingJob::workload).distinct().toList();
  }

  /** Tokens per second at the best number of threads: medians over forks. */
  double tokensPerSecond(Workload workload, Contender contender) {
    return median(best(workload, contender), contender.toString());
  }

  /** The number of threads that {@link #tokensPerSecond} is for. */
  int threads(Workload workload, Contender contender) {
    return best(workload, contender).threads();
  }

  /** Billions of operations a second of a large matrix product, at the best number of threads. */
  double gigaflops(Workload workload) {
    return jobs.stream()
        .filter(job -> job.workload().equals(workload))
        .mapToDouble(job -> median(job, TrainingFork.SGEMM))
        .max()
        .orElseThrow();
  }

  private TrainingJob best(Workload workload, Contender contender) {
    return jobs.stream()
        .filter(job -> job.workload().equals(workload))
        .max(Comparator.comparingDouble((TrainingJob job) -> median(job, contender.toString())))
        .orElseThrow();
  }

  private double median(TrainingJob job, String name) {
    return Runner.median(figures.get(new Key(job, name)));
  }
}
