package io.github.dl4jdoping.examples.common;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.ObjectOutputStream;
import java.io.Serializable;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.util.ModelSerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.common.config.ND4JSystemProperties;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.Adam;

class CheckpointTest {

  @TempDir Path folder;
  @TempDir Path temporary;
  private String before;

  @BeforeEach
  void watchTemporaryFiles() {
    before = System.getProperty(ND4JSystemProperties.ND4J_TEMP_DIR_PROPERTY);
    System.setProperty(ND4JSystemProperties.ND4J_TEMP_DIR_PROPERTY, temporary.toString());
    Watch.folders = List.of(folder, temporary);
    Watch.seen = null;
  }

  @AfterEach
  void restore() {
    if (before == null) {
      System.clearProperty(ND4JSystemProperties.ND4J_TEMP_DIR_PROPERTY);
    } else {
      System.setProperty(ND4JSystemProperties.ND4J_TEMP_DIR_PROPERTY, before);
    }
  }

  /** Looks around while it is being written. */
  private static final class Watch implements Serializable {

    private static final long serialVersionUID = 1;

    private static List<Path> folders;
    private static List<String> seen;

    private final int number;

    Watch(int number) {
      this.number = number;
    }

    private void writeObject(ObjectOutputStream out) throws IOException {
      seen = names();
      out.defaultWriteObject();
    }

    static List<String> names() {
      return folders.stream().flatMap(folder -> Stream.of(folder.toFile().list())).toList();
    }
  }

  private static MultiLayerNetwork network() {
    MultiLayerNetwork network =
        new MultiLayerNetwork(
            new NeuralNetConfiguration.Builder()
                .updater(new Adam(0.1))
                .list()
                .layer(new OutputLayer.Builder().nIn(3).nOut(2).build())
                .build());
    network.init();
    network.fit(new DataSet(Nd4j.rand(2, 3), Nd4j.eye(2)));
    return network;
  }

  private Path file() {
    return folder.resolve("state.zip");
  }

  @Test
  void networkUpdaterAndProgressComeBack() throws IOException {
    MultiLayerNetwork network = network();
    Checkpoint.write(file(), network, new Watch(5));
    MultiLayerNetwork read = Checkpoint.network(file());
    assertThat(read.params()).isEqualTo(network.params());
    assertThat(read.getUpdater().getStateViewArray())
        .isEqualTo(network.getUpdater().getStateViewArray());
    assertThat(read.getIterationCount()).isEqualTo(1);
    assertThat(Checkpoint.progress(file(), Watch.class).number).isEqualTo(5);
    assertThat(ModelSerializer.listObjectsInFile(file().toFile())).containsExactly("progress");
  }

  /** A killed process leaves what is there at that moment. */
  @Test
  void noFileHasANameThatTheNextWriteWouldNotUseAgain() throws IOException {
    MultiLayerNetwork network = network();
    Checkpoint.write(file(), network, new Watch(1));
    List<String> first = Watch.seen;
    Checkpoint.write(file(), network, new Watch(2));
    assertThat(first).isNotNull();
    first.forEach(name -> leave(name));
    Checkpoint.write(file(), network, new Watch(3));
    assertThat(Watch.names()).containsExactly("state.zip");
    assertThat(Checkpoint.progress(file(), Watch.class).number).isEqualTo(3);
  }

  private void leave(String name) {
    Path left = folder.resolve(name);
    try {
      Files.writeString(left, "what a killed process left");
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void nothingIsWrittenOutsideTheFolder() throws IOException {
    Watch.folders = List.of(temporary);
    Checkpoint.write(file(), network(), new Watch(1));
    assertThat(Watch.seen).isEmpty();
  }

  @Test
  void aProgressThatCannotBeWrittenLeavesTheOldFile() throws IOException {
    MultiLayerNetwork network = network();
    Checkpoint.write(file(), network, new Watch(1));
    byte[] old = Files.readAllBytes(file());
    Serializable broken = (Serializable) (Object) new Object[] {new Object()};
    assertThatThrownBy(() -> Checkpoint.write(file(), network, broken))
        .isInstanceOf(IOException.class)
        .hasMessageContaining(file().toString());
    assertThat(file()).hasBinaryContent(old);
    assertThat(Watch.names()).containsExactly("state.zip");
  }

  @ParameterizedTest
  @ValueSource(strings = {"state.zip.part", "state.zip.part.model"})
  void aFullDiskLeavesTheOldCheckpoint(String where) throws IOException {
    MultiLayerNetwork network = network();
    Checkpoint.write(file(), network, new Watch(1));
    byte[] old = Files.readAllBytes(file());
    Path link = FullDisk.inPlaceOf(folder.resolve(where));
    assertThatThrownBy(() -> Checkpoint.write(file(), network, new Watch(2)))
        .isInstanceOf(IOException.class)
        .hasMessageContainingAll(
            "Cannot write " + file() + ": the disk is full", "that was there is unchanged");
    assertThat(file()).hasBinaryContent(old);
    Files.deleteIfExists(link);
    assertThat(Watch.names()).containsExactly("state.zip");
  }
}
