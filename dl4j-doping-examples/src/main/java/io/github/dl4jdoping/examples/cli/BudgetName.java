package io.github.dl4jdoping.examples.cli;

import io.github.dl4jdoping.decomposition.Budget;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Budgets as the command line calls them. */
final class BudgetName implements ITypeConverter<Budget> {

  @Override
  public Budget convert(String value) {
    return switch (value) {
      case "by-error" -> Budget.byError();
      case "uniform" -> Budget.uniform();
      default ->
          throw new TypeConversionException(
              "expected by-error or uniform, but was '" + value + "'");
    };
  }
}
