package io.github.dl4jdoping.layer;

import io.github.dl4jdoping.kernel.KernelProvider;
import io.github.dl4jdoping.kernel.TrainableDense;
import io.github.dl4jdoping.kernel.TrainableSparse;
import io.github.dl4jdoping.support.Support;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.List;

/**
 * One weight matrix in training on Java arrays. What it needs memory for is kept from one iteration
 * to the next.
 *
 * <p>While row dropout is off and S dense, {@code W = D + S} is one dense matrix. Otherwise its two
 * terms are multiplied apart: either has masks of its own, and a sparse S takes less time than a dense
 * W. A structure alone is multiplied through its factors where that takes less time.
 */
final class ArrayTraining {

  private final TermDropout structureDropout = new TermDropout();
  private final TermDropout dopingDropout = new TermDropout();
  private final StructureTerm structure = new StructureTerm();
  private final WholeMatrix whole = new WholeMatrix();
  private TrainableDense dense;
  private TrainableSparse sparse;

  /**
   * The matrix for one pass.
   *
   * @param matrix the matrix and its parameters
   * @param dropped whether row dropout is on
   * @param draw draws its masks
   */
  ArrayWeights weights(DopedMatrix matrix, boolean dropped, MaskDraw draw) {
    return new ArrayWeights(
        Math.toIntExact(matrix.plan().shape().rows()),
        Math.toIntExact(matrix.plan().shape().columns()),
        terms(matrix, dropped && matrix.plan().hasBothCoMatrices() ? draw : null));
  }

  private List<ArrayWeights.Term> terms(DopedMatrix matrix, MaskDraw draw) {
    if (!matrix.plan().doped() && StructureTerm.gainsByFactors(matrix.plan().structure())) {
      return List.of(structureTerm(matrix, null));
    }
    Support support = matrix.lowDensitySupport(sparse == null ? null : sparse.support());
    if (draw == null && support == null) {
      return List.of(wholeTerm(matrix));
    }
    TermDropout dropout = draw == null ? null : dopingDropout;
    List<Runnable> drawing =
        draw == null ? List.of() : List.of(draw.into(dopingDropout.masks(), MaskDraw.DOPING));
    ArrayWeights.Term doping =
        support == null
            ? denseTerm(matrix, dropout, drawing)
            : sparseTerm(matrix, support, dropout, drawing);
    return matrix.plan().structure().isZero()
        ? List.of(doping)
        : List.of(structureTerm(matrix, draw), doping);
  }

  /** The sum of structure and doping. */
  private ArrayWeights.Term wholeTerm(DopedMatrix matrix) {
    Runnable load = whole.load(matrix, dense(matrix));
    return new ArrayWeights.Term(whole, null, List.of(load), () -> whole.storeGradient(matrix));
  }

  private ArrayWeights.Term structureTerm(DopedMatrix matrix, MaskDraw draw) {
    if (draw == null) {
      return matrix.structureTerm(structure, null, List.of());
    }
    Runnable drawing = draw.into(structureDropout.masks(), MaskDraw.STRUCTURE);
    return matrix.structureTerm(structure, structureDropout, List.of(drawing));
  }

  private ArrayWeights.Term denseTerm(
      DopedMatrix matrix, TermDropout dropout, List<Runnable> drawing) {
    TrainableDense target = dense(matrix);
    FloatBuffer values = Matrices.columnMajorFloats(matrix.doping());
    List<Runnable> preparation = new ArrayList<>(drawing);
    preparation.add(() -> target.load(values));
    return new ArrayWeights.Term(
        target, dropout, preparation, () -> matrix.storeDopingGradient(target));
  }

  private TrainableDense dense(DopedMatrix matrix) {
    if (dense == null) {
      dense = StructureTerm.trainable(matrix.plan().shape());
    }
    return dense;
  }

  private ArrayWeights.Term sparseTerm(
      DopedMatrix matrix, Support support, TermDropout dropout, List<Runnable> drawing) {
    if (sparse == null || !sparse.support().equals(support)) {
      sparse = KernelProvider.kernels().trainableSparse(support);
    }
    matrix.loadDoping(sparse);
    return new ArrayWeights.Term(
        sparse, dropout, drawing, () -> matrix.storeDopingGradient(sparse));
  }
}
