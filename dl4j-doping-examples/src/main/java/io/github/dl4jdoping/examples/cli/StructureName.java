package io.github.dl4jdoping.examples.cli;

import io.github.dl4jdoping.structure.Hybrid;
import io.github.dl4jdoping.structure.Kronecker;
import io.github.dl4jdoping.structure.LowRank;
import io.github.dl4jdoping.structure.Structure;
import io.github.dl4jdoping.structure.Unstructured;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Structures as the command line calls them: the papers' short name, then sizes after colons. */
final class StructureName implements ITypeConverter<Structure> {

  /** What there is, for help texts. */
  static final String FORMS =
      "lmf:RANK (low rank), kp:TERMS (sum of Kronecker products), hmd:SHARE:RANK (hybrid: a share of"
          + " the units unconstrained, two low-rank halves for the others) or none (plain magnitude"
          + " pruning)";

  private static final String DEFAULT_RANK = "8";
  private static final String DEFAULT_TERMS = "4";
  private static final String DEFAULT_SHARE = "0.05";

  @Override
  public Structure convert(String value) {
    String[] parts = value.split(":", -1);
    try {
      return switch (parts[0] + "/" + parts.length) {
        case "lmf/1", "lmf/2" -> LowRank.rank(Integer.parseInt(size(parts, 1, DEFAULT_RANK)));
        case "kp/1", "kp/2" -> Kronecker.balanced(Integer.parseInt(size(parts, 1, DEFAULT_TERMS)));
        case "hmd/1", "hmd/2", "hmd/3" -> hybrid(parts);
        case "none/1" -> Unstructured.none();
        default -> throw unknown(value);
      };
    } catch (NumberFormatException e) {
      throw unknown(value);
    }
  }

  private static Hybrid hybrid(String... parts) {
    return Hybrid.of(
        Double.parseDouble(size(parts, 1, DEFAULT_SHARE)),
        Integer.parseInt(size(parts, 2, DEFAULT_RANK)));
  }

  private static String size(String[] parts, int index, String fallback) {
    return index < parts.length ? parts[index] : fallback;
  }

  private static TypeConversionException unknown(String value) {
    return new TypeConversionException("expected " + FORMS + ", but was '" + value + "'");
  }
}
