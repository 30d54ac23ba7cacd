package io.github.dl4jdoping.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.dl4jdoping.kernel.scalar.ScalarKernels;
import io.github.dl4jdoping.runtime.RandomWeights.Family;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class CompactSizeTest {

  private static final Provenance NONE = Provenance.none("test");

  @TempDir Path folder;

  @Test
  void parametersAndBytesOfASmallModelByHand() throws Exception {
    CompactModel model =
        CompactModel.load(Files.write(folder.resolve("golden"), GoldenFile.bytes()));
    CompactSize size = model.size();

    LayerSize embedding = size.layers().get(0);
    assertThat(embedding.denseParameters()).isEqualTo(2);
    assertThat(embedding.memoryBytes()).isEqualTo(8);
    assertThat(embedding.fileBytes()).isEqualTo(19);

    LayerSize lstm = size.lstms();
    assertThat(lstm.denseParameters()).isEqualTo(4 + 4);
    assertThat(lstm.parameters()).isEqualTo(2 + 4);
    assertThat(lstm.denseBytes()).isEqualTo(4 * (8 + 4));
    assertThat(lstm.fileBytes()).isEqualTo(75);
    assertThat(lstm.parameterFactor()).isEqualTo(8 / 6.0);
    assertThat(lstm.fileFactor()).isEqualTo(48 / 75.0);

    assertThat(size.total().denseBytes()).isEqualTo(8 + 48 + 4 * (2 + 2));
    assertThat(size.total().fileBytes()).isEqualTo(GoldenFile.bytes().length);
    assertThat(size.total().parameters()).isEqualTo(2 + 6 + 2);
  }

  @ParameterizedTest
  @EnumSource
  void theFileIsAsLongAsItSays(Family family) throws Exception {
    CompactModel model = CompactModel.of(Examples.layers(family), GoldenFile.provenance());
    Path file = folder.resolve("model");
    model.save(file);
    assertThat(model.size().total().fileBytes()).isEqualTo(Files.size(file));
  }

  @Test
  void aDopedLayerIsSmallInBytesToo() {
    RandomWeights weights = new RandomWeights(1);
    CompactLstm lstm = weights.lstm(200, 200, Family.KRONECKER, 0.05);
    LayerSize size = CompactModel.of(List.of(lstm), NONE).size().total();
    long nonZeros = (long) lstm.input().support().size() + lstm.recurrent().support().size();
    assertThat(size.parameters() - nonZeros).isBetween(1L, nonZeros / 4);
    assertThat(size.parameterFactor()).isCloseTo(18, within(2.0));
    assertThat(size.fileFactor()).isCloseTo(size.parameterFactor() * 4 / 5, within(1.0));
    assertThat(size.memoryFactor()).isBetween(5.0, size.parameterFactor());
  }

  /** One block column of two is free: four bytes more in memory and in the file. */
  @Test
  void freeUnitsCountAsBytes() {
    LayerSize first = hybrid(0);
    LayerSize chosen = hybrid(1);
    assertThat(chosen.memoryBytes()).isEqualTo(first.memoryBytes() + 2 * 4);
    assertThat(chosen.fileBytes()).isEqualTo(first.fileBytes() + 2 * 4);
    assertThat(chosen.parameters()).isEqualTo(first.parameters());
  }

  private static LayerSize hybrid(int unit) {
    int[] units = {unit};
    WeightMatrix matrix =
        new WeightMatrix(
            new HybridFactors(2, 8, units, 1, new float[8], new float[8], new float[8]));
    CompactLstm lstm =
        new CompactLstm(
            matrix, matrix, new float[8], ActivationFunction.TANH, ActivationFunction.SIGMOID);
    return CompactModel.of(List.of(lstm), NONE).size().lstms();
  }

  @Test
  void aStepReadsOneRowOfAnEmbedding() {
    RandomWeights weights = new RandomWeights(1);
    CompactDense dense = weights.dense(4, 3, ActivationFunction.RELU);
    List<CompactLayer> layers = List.of(weights.embedding(1000, 4), dense);
    CompactModel model = CompactModel.of(layers, NONE, new ScalarKernels());
    assertThat(model.size().stepBytes()).isEqualTo(4 * (4 + 4 * 3 + 3));
    assertThat(model.size().total().memoryBytes()).isEqualTo(4 * (4000 + 4 * 3 + 3));
  }

  @ParameterizedTest
  @EnumSource
  void memoryIsThatOfEveryArrayWhichALoadedModelHolds(Family family) throws Exception {
    Path file = folder.resolve("model");
    CompactModel.of(Examples.layers(family), NONE).save(file);
    CompactModel model = CompactModel.load(file);
    assertThat(model.size().total().memoryBytes()).isEqualTo(HeldArrays.bytes(model));
  }

  @Test
  void theTableNamesBothFactors() {
    String table = CompactModel.of(Examples.layers(Family.KRONECKER), NONE).size().toString();
    assertThat(table.lines()).hasSize(1 + 6 + 2 + 1);
    assertThat(table)
        .contains("Embedding 5 -> 4", "LSTM 4 -> 3", "all LSTMs", "whole model")
        .contains("factor", "memory x", "file x", "A step reads");
  }
}
