package io.github.dl4jdoping.deploy;

import io.github.dl4jdoping.decomposition.Candidate;
import io.github.dl4jdoping.structure.FitTarget;
import io.github.dl4jdoping.structure.MatrixShape;
import io.github.dl4jdoping.structure.Structure;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The weight matrices of the LSTMs to compress: of each in turn the input and the recurrent one. The
 * two directions of a Bidirectional must stay of one size, for DL4J takes both to have as many
 * parameters as the first; so their matrices share a candidate.
 */
final class DenseWeights {

  private final List<LstmSite> sites;
  private final List<FitTarget> targets;
  private final List<Candidate> candidates = new ArrayList<>();
  private final List<Integer> candidateOf = new ArrayList<>();

  /**
   * Collects candidates.
   *
   * @param sites the LSTMs
   * @param targets their matrices, two for each
   * @param structure the family for all of them
   * @throws IllegalArgumentException if it has no member of a shape; the message names the layer
   */
  DenseWeights(List<LstmSite> sites, List<FitTarget> targets, Structure structure) {
    this.sites = sites;
    this.targets = targets;
    Map<String, Integer> positions = new HashMap<>();
    List<List<Integer>> groups = new ArrayList<>();
    for (int i = 0; i < targets.size(); i++) {
      String group = site(i).place().layer() + " " + name(i);
      int position = positions.computeIfAbsent(group, key -> positions.size());
      if (position == groups.size()) {
        groups.add(new ArrayList<>());
      }
      groups.get(position).add(i);
      candidateOf.add(position);
    }
    groups.forEach(group -> candidates.add(candidate(group, structure)));
  }

  private Candidate candidate(List<Integer> group, Structure structure) {
    LstmSite site = site(group.get(0));
    try {
      return Candidate.of(
          shape(group.get(0)), group.stream().map(targets::get).toList(), structure);
    } catch (IllegalArgumentException e) {
      throw site.explained(e);
    }
  }

  int count() {
    return targets.size();
  }

  List<Candidate> candidates() {
    return candidates;
  }

  /** The position among the candidates of that which a matrix belongs to. */
  int candidateOf(int matrix) {
    return candidateOf.get(matrix);
  }

  LstmSite site(int matrix) {
    return sites.get(matrix / 2);
  }

  /** "W" for the input matrix, "R" for the recurrent one. */
  String name(int matrix) {
    return matrix % 2 == 0 ? "W" : "R";
  }

  FitTarget target(int matrix) {
    return targets.get(matrix);
  }

  MatrixShape shape(int matrix) {
    long rows = targets.get(matrix).matrix().size(0);
    return MatrixShape.lstm(rows, site(matrix).conf().getNOut());
  }

  /** The number of entries of all matrices. */
  long entries() {
    return targets.stream().mapToLong(target -> target.matrix().length()).sum();
  }
}
