package io.github.dl4jdoping.layer;

import io.github.dl4jdoping.kernel.KernelProvider;
import java.util.List;
import java.util.stream.IntStream;

/**
 * What one thread does of a pass: some of the examples through all time steps, and some rows where
 * time steps do not depend on each other. It has memory of its own.
 */
final class Share {

  /** What kernels may write behind the end of the last row; with it, they treat all rows alike. */
  private static final int BEHIND = KernelProvider.kernels().gemm().padding();

  private final int index;
  private final int shares;
  private final Memory products = new Memory();
  private final Memory scratch = new Memory();

  private Share(int index, int shares) {
    this.index = index;
    this.shares = shares;
  }

  /** Shares of equal size. */
  static List<Share> of(int shares) {
    return IntStream.range(0, shares).mapToObj(i -> new Share(i, shares)).toList();
  }

  /** The first of a number of things that belongs to this share. */
  int from(int number) {
    return Math.toIntExact((long) number * index / shares);
  }

  /** The end, exclusive, of those that do. */
  int to(int number) {
    return Math.toIntExact((long) number * (index + 1) / shares);
  }

  /** Memory for products. */
  float[] products(int length) {
    return products.atLeast(length + BEHIND);
  }

  /** Memory that they need to be computed. */
  float[] scratch(int length) {
    return scratch.atLeast(length);
  }
}
