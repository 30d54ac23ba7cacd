package io.github.dl4jdoping.pytorch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is not an {@code nn.LSTM} is an error that names the tensor. */
class UnsuitableTensorsTest {

  @TempDir Path folder;
  private final SafetensorsBytes file = new SafetensorsBytes();

  /** The tensors of a layer with 3 units. */
  private SafetensorsBytes layer(String place, int inputs) {
    return file.tensor("weight_ih" + place, 12, inputs)
        .tensor("weight_hh" + place, 12, 3)
        .tensor("bias_ih" + place, 12)
        .tensor("bias_hh" + place, 12);
  }

  private void assertRefused(String... message) throws IOException {
    Path path = file.write(folder);
    assertThatThrownBy(() -> PyTorchLstm.read(path))
        .isInstanceOf(SafetensorsException.class)
        .hasMessageContaining(path.toString())
        .hasMessageContainingAll(message);
  }

  @Test
  void noLstmAtAll() throws IOException {
    file.tensor("fc.weight", 2, 3);
    assertRefused("no tensor is called weight_ih_l0", "\"fc.weight\"");
  }

  @Test
  void severalLstmsAreChosenFromByPrefix() throws IOException {
    layer("_l0", 2);
    file.tensor("decoder.weight_ih_l0", 12, 2);
    assertRefused("several", "\"\", \"decoder.\"");
    Path path = file.write(folder);
    assertThat(PyTorchLstm.read(path, "").inputs()).isEqualTo(2);
    assertThatThrownBy(() -> PyTorchLstm.read(path, "decoder."))
        .hasMessageContaining("no tensor \"decoder.weight_hh_l0\"");
  }

  @Test
  void missingTensors() throws IOException {
    layer("_l0", 2).tensor("weight_hh_l1", 12, 3);
    assertRefused("no tensor \"weight_ih_l1\"");
  }

  @Test
  void oneBiasWithoutTheOther() throws IOException {
    file.tensor("weight_ih_l0", 12, 2).tensor("weight_hh_l0", 12, 3).tensor("bias_hh_l0", 12);
    assertRefused("no tensor \"bias_ih_l0\"");
  }

  @Test
  void oneDirectionWithoutTheOther() throws IOException {
    layer("_l0", 2);
    layer("_l0_reverse", 2);
    layer("_l1", 6);
    assertRefused("no tensor \"weight_ih_l1_reverse\"");
  }

  @Test
  void projections() throws IOException {
    layer("_l0", 2).tensor("weight_hr_l0", 1, 3);
    assertRefused("\"weight_hr_l0\" F32 [1, 3]", "proj_size");
  }

  @Test
  void otherRecurrentModules() throws IOException {
    file.tensor("weight_ih_l0", 9, 2).tensor("weight_hh_l0", 9, 3);
    assertRefused("\"weight_hh_l0\" F32 [9, 3]", "nn.GRU");
  }

  @Test
  void shapes() throws IOException {
    layer("_l0", 2);
    layer("_l1", 2);
    assertRefused("\"weight_ih_l1\" F32 [12, 2] should have the shape [12, 3]");
  }

  @Test
  void inputsWithoutSize() throws IOException {
    layer("_l0", 0);
    assertRefused("\"weight_ih_l0\" F32 [12, 0]", "at least one column");
  }

  @Test
  void superfluousTensors() throws IOException {
    layer("_l0", 2).tensor("weight_ch_l0", 12, 3);
    assertRefused("\"weight_ch_l0\" F32 [12, 3] is not one of an nn.LSTM", "\"weight_ih_l0\"");
  }

  @Test
  void layersWithAGap() throws IOException {
    layer("_l0", 2);
    layer("_l2", 3);
    assertRefused("_l2\" F32");
  }

  @Test
  void tensorsOfOtherModulesAreTheirOwnAffair() throws IOException {
    layer("_l0", 2).tensor("fc.weight", 2, 3);
    assertThat(PyTorchLstm.read(file.write(folder)).units()).isEqualTo(3);
  }

  @Test
  void mixedTypes() throws IOException {
    file.tensor("weight_ih_l0", 12, 2).tensor("weight_hh_l0", SafetensorsType.F64, 12, 3);
    assertRefused("\"weight_hh_l0\" F64 [12, 3]", "type F32");
  }

  @Test
  void quantisedTypes() throws IOException {
    file.tensor("weight_ih_l0", SafetensorsType.I8, 12, 2)
        .tensor("weight_hh_l0", SafetensorsType.I8, 12, 3);
    assertRefused("\"weight_ih_l0\" I8 [12, 2] is not read");
  }
}
