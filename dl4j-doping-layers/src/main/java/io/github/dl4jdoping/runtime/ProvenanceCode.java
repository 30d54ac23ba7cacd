package io.github.dl4jdoping.runtime;

import java.util.ArrayList;
import java.util.List;

/** The part of a file that says where the model comes from. */
final class ProvenanceCode {

  private ProvenanceCode() {}

  static void write(Provenance provenance, ByteWriter out) {
    out.text(provenance.libraryVersion());
    out.text(provenance.sourceHash());
    out.i64(provenance.seed());
    out.i64(provenance.iteration());
    out.i64(provenance.epoch());
    out.u32(provenance.matrices().size());
    for (MatrixProvenance matrix : provenance.matrices()) {
      out.text(matrix.layer());
      out.text(matrix.matrix());
      out.text(matrix.structure());
      out.f64(matrix.plannedDensity());
      out.f64(matrix.structureEnergyShare());
    }
  }

  static Provenance read(ByteReader in) throws CompactFormatException {
    int at = in.position();
    String libraryVersion = in.text("the version of the library");
    String sourceHash = in.text("the hash of the source net");
    long seed = in.i64("The seed");
    long iteration = in.i64("The number of iterations");
    long epoch = in.i64("The number of epochs");
    int count = in.count("The number of described matrices", 0, Integer.MAX_VALUE);
    List<MatrixProvenance> matrices = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      matrices.add(matrix(in));
    }
    try {
      return new Provenance(libraryVersion, sourceHash, seed, iteration, epoch, matrices);
    } catch (IllegalArgumentException e) {
      throw new CompactFormatException(at, "the provenance is impossible: " + e.getMessage());
    }
  }

  private static MatrixProvenance matrix(ByteReader in) throws CompactFormatException {
    int at = in.position();
    String layer = in.text("the name of a layer");
    String matrix = in.text("the name of a matrix");
    String structure = in.text("a structure");
    double density = in.f64("A density");
    double energyShare = in.f64("An energy share");
    try {
      return new MatrixProvenance(layer, matrix, structure, density, energyShare);
    } catch (IllegalArgumentException e) {
      throw new CompactFormatException(at, "a matrix is impossible: " + e.getMessage());
    }
  }
}
