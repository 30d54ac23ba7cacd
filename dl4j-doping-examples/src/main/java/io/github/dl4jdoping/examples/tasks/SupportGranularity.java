package io.github.dl4jdoping.examples.tasks;

import io.github.dl4jdoping.sparsity.Granularity;
import java.util.Locale;

/** The granularities of the doping matrix's support, as they are called on the command line. */
public enum SupportGranularity {
  /** Any entries. */
  UNSTRUCTURED,
  /** Equally many entries per output in banks of 16 inputs. */
  BALANCED16,
  /** Equally many entries per output in banks of 32 inputs. */
  BALANCED32,
  /** Equally many entries per output in banks of 64 inputs. */
  BALANCED64,
  /** Blocks of 8 outputs that share an input. */
  BLOCK8,
  /** Blocks of 16 outputs that share an input. */
  BLOCK16;

  /**
   * What is kept or dropped as a whole.
   *
   * @return the library's value
   */
  public Granularity granularity() {
    return switch (this) {
      case UNSTRUCTURED -> Granularity.unstructured();
      case BALANCED16 -> Granularity.bankBalanced(16);
      case BALANCED32 -> Granularity.bankBalanced(32);
      case BALANCED64 -> Granularity.bankBalanced(64);
      case BLOCK8 -> Granularity.blocks(8);
      case BLOCK16 -> Granularity.blocks(16);
    };
  }

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
