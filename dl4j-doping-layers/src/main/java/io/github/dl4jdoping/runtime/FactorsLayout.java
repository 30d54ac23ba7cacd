package io.github.dl4jdoping.runtime;

import io.github.dl4jdoping.kernel.Product;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * The structured part of a matrix laid out to run. The layout is the only place that holds the
 * numbers.
 *
 * @param product what multiplies with the matrix; none if it is 0
 * @param description puts the factors together again
 */
record FactorsLayout(Optional<Product> product, Supplier<Factors> description) {

  static FactorsLayout of(Product product, Supplier<Factors> description) {
    return new FactorsLayout(Optional.of(product), description);
  }
}
