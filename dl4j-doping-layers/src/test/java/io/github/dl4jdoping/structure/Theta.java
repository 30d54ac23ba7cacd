package io.github.dl4jdoping.structure;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.ToDoubleFunction;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;

/**
 * Parameters (or gradients) as a network lays them out: views of one flat vector, slot after slot.
 * Guard values before and after them tell whether something was written beside the views.
 */
final class Theta implements Params {

  private static final int GUARDS = 3;
  private static final double GUARD = -77;

  private final List<ParamSlot> slots;
  private final INDArray flat;
  private final Map<String, INDArray> views = new LinkedHashMap<>();

  /** Zero parameters in views of the given order. */
  Theta(List<ParamSlot> slots, DataType type, char order) {
    this.slots = slots;
    long size = slots.stream().mapToLong(ParamSlot::size).sum();
    flat = Nd4j.valueArrayOf(new long[] {1, size + 2 * GUARDS}, GUARD, type);
    long from = GUARDS;
    for (ParamSlot slot : slots) {
      INDArray piece =
          flat.get(NDArrayIndex.point(0), NDArrayIndex.interval(from, from + slot.size()));
      views.put(slot.name(), piece.reshape(order, true, slot.rows(), slot.columns()).assign(0));
      from += slot.size();
    }
  }

  /** Double-precision parameters in column-major views, drawn with variance 1. */
  static Theta random(StructuredMatrix matrix, long seed) {
    Theta theta = new Theta(matrix.slots(), DataType.DOUBLE, 'f');
    theta.draw(new Random(seed), slot -> 1);
    return theta;
  }

  /** Draws independent centred normal parameters. */
  void draw(Random random, ToDoubleFunction<ParamSlot> variance) {
    for (ParamSlot slot : slots) {
      double deviation = Math.sqrt(variance.applyAsDouble(slot));
      double[] values = new double[(int) slot.size()];
      for (int i = 0; i < values.length; i++) {
        values[i] = deviation * random.nextGaussian();
      }
      get(slot.name()).assign(Nd4j.createFromArray(values).reshape(slot.rows(), slot.columns()));
    }
  }

  /** The same values with another data type and order of the views. */
  Theta as(DataType type, char order) {
    Theta copy = new Theta(slots, type, order);
    views.forEach((name, view) -> copy.get(name).assign(view.castTo(type)));
    return copy;
  }

  /** Fills every slot with one value. */
  Theta filled(double value) {
    views.values().forEach(view -> view.assign(value));
    return this;
  }

  @Override
  public INDArray get(String slot) {
    assertThat(views).containsKey(slot);
    return views.get(slot);
  }

  /** All values in one vector, read from the memory that the views share. */
  INDArray values() {
    for (int i = 0; i < GUARDS; i++) {
      assertThat(flat.getDouble(i)).isEqualTo(GUARD);
      assertThat(flat.getDouble(flat.length() - 1 - i)).isEqualTo(GUARD);
    }
    return flat.dup();
  }

  /** The number of values. */
  long size() {
    return flat.length() - 2 * GUARDS;
  }

  /** Adds to the i-th value of the shared memory. */
  void nudge(long i, double step) {
    flat.putScalar(GUARDS + i, flat.getDouble(GUARDS + i) + step);
  }

  /** The i-th value of the shared memory. */
  double value(long i) {
    return flat.getDouble(GUARDS + i);
  }
}
