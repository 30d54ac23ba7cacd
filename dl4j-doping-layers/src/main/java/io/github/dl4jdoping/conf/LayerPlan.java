package io.github.dl4jdoping.conf;

import io.github.dl4jdoping.structure.MatrixShape;
import io.github.dl4jdoping.structure.Structure;
import io.github.dl4jdoping.structure.StructuredMatrix;
import java.util.List;
import java.util.Locale;

/**
 * What a doped layer is made of, derived from its configuration and sizes.
 *
 * @param input the plan of the input matrix, {@code [nIn, 4H]}
 * @param recurrent the plan of the recurrent matrix, {@code [H, 4H]}
 */
public record LayerPlan(MatrixPlan input, MatrixPlan recurrent) {

  /**
   * Plans a layer.
   *
   * @param inputs nIn
   * @param units H
   * @param inputStructure family of the input matrix
   * @param recurrentStructure family of the recurrent matrix
   * @param doping the doping
   * @param compression parameter factor to plan the density for, or 0
   * @return the plan
   * @throws IllegalArgumentException if the sizes, structures, doping and compression do not go
   *     together
   */
  static LayerPlan of(
      long inputs,
      long units,
      Structure inputStructure,
      Structure recurrentStructure,
      Doping doping,
      double compression) {
    StructuredMatrix input = inputStructure.matrix(MatrixShape.lstm(inputs, units));
    StructuredMatrix recurrent = recurrentStructure.matrix(MatrixShape.lstm(units, units));
    if (!doping.exists() && (input.isZero() || recurrent.isZero())) {
      throw new IllegalArgumentException(
          "Structure none with doping none leaves no weights. Choose a structure, such as"
              + " Kronecker.balanced(), or a doping, such as Doping.dense().");
    }
    if (!doping.isAnnealed()) {
      requireNoCompression(doping, compression);
      return planned(input, recurrent, doping, 1, 1);
    }
    requireOneOfBoth(doping, compression);
    if (compression == 0) {
      return planned(input, recurrent, doping, doping.inputDensity(), doping.recurrentDensity());
    }
    double density = plannedDensity(input, recurrent, compression);
    requireNotAboveInitial(density, doping, compression);
    return planned(input, recurrent, doping, density, density);
  }

  private static LayerPlan planned(
      StructuredMatrix input,
      StructuredMatrix recurrent,
      Doping doping,
      double inputDensity,
      double recurrentDensity) {
    return new LayerPlan(
        plan("W", input, doping, inputDensity), plan("R", recurrent, doping, recurrentDensity));
  }

  private static MatrixPlan plan(
      String name, StructuredMatrix structure, Doping doping, double density) {
    if (!doping.exists()) {
      return new MatrixPlan(name, structure, false, 0);
    }
    MatrixShape shape = structure.shape();
    long wanted = Math.round(density * shape.size());
    long nonZeros = doping.granularity().achievable(shape.rows(), shape.columns(), wanted);
    return new MatrixPlan(name, structure, true, nonZeros);
  }

  private static void requireOneOfBoth(Doping doping, double compression) {
    if ((doping.inputDensity() == null) == (compression == 0)) {
      throw new IllegalArgumentException(
          "An annealed doping needs either finalDensity(d) or, on the layer, compression(f); got "
              + (compression == 0 ? "neither." : "both."));
    }
  }

  private static void requireNotAboveInitial(double density, Doping doping, double compression) {
    if (density > doping.initialDensity()) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "compression(%s) plans a final density of %.4f, but annealing starts at"
                  + " initialDensity(%s), which has to be at least that. Ask for a higher"
                  + " compression or raise the initial density.",
              compression,
              density,
              doping.initialDensity()));
    }
  }

  private static void requireNoCompression(Doping doping, double compression) {
    if (compression != 0) {
      throw new IllegalArgumentException(
          "compression("
              + compression
              + ") plans the final density of an annealed doping, but the doping is Doping."
              + doping
              + ". Use Doping.builder().anneal(start, end).build(), or leave compression out.");
    }
  }

  private static double plannedDensity(
      StructuredMatrix input, StructuredMatrix recurrent, double compression) {
    long dense = input.shape().size() + recurrent.shape().size();
    long structured = input.parameterCount() + recurrent.parameterCount();
    double largest = (double) dense / structured;
    if (!(compression >= 1)) {
      throw new IllegalArgumentException(
          "compression(f) needs a factor of at least 1; got " + compression + ".");
    }
    double density = (dense / compression - structured) / dense;
    if (density < 0) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "compression(%s) leaves %.0f of %d weights, but the structure alone has %d. The"
                  + " smallest possible layer has these %d weights, a compression factor of %.2f:"
                  + " ask for at most that, or choose a smaller structure.",
              compression,
              dense / compression,
              dense,
              structured,
              structured,
              Math.floor(largest * 100) / 100));
    }
    return Math.min(1, density);
  }

  /**
   * Both matrices.
   *
   * @return input, then recurrent
   */
  public List<MatrixPlan> matrices() {
    return List.of(input, recurrent);
  }

  /**
   * Dense weights by remaining weights, biases not counted: the factor that the papers quote.
   *
   * @return the planned compression factor in parameters
   */
  public double parameterFactor() {
    long dense = input.shape().size() + recurrent.shape().size();
    return (double) dense / (input.weights() + recurrent.weights());
  }

  @Override
  public String toString() {
    return String.format(
        Locale.ROOT, "%s; %s; parameter factor %.2f", input, recurrent, parameterFactor());
  }
}
