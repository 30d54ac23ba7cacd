package io.github.dl4jdoping.examples.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.deeplearning4j.datasets.iterator.ExistingDataSetIterator;
import org.deeplearning4j.nn.api.Model;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.dataset.api.iterator.DataSetIterator;
import org.nd4j.linalg.factory.Nd4j;

/** Sequences of a CSV file as inputs of a network, without labels. */
final class CalibrationData {

  private static final int LARGEST_BATCH = 32;

  private CalibrationData() {}

  /**
   * Reads a file.
   *
   * @param file as {@link SequenceFile} describes it
   * @param net that takes the sequences
   * @return batches of sequences of equal lengths, so that none needs a mask
   * @throws IOException if the file cannot be read or does not fit the network
   */
  static DataSetIterator read(Path file, Model net) throws IOException {
    NetInput input = NetInput.of(net);
    TreeMap<Integer, List<List<float[]>>> byLength =
        SequenceFile.read(file, input).stream()
            .collect(Collectors.groupingBy(List::size, TreeMap::new, Collectors.toList()));
    List<DataSet> batches = new ArrayList<>();
    for (List<List<float[]>> alike : byLength.values()) {
      for (int from = 0; from < alike.size(); from += LARGEST_BATCH) {
        int to = Math.min(alike.size(), from + LARGEST_BATCH);
        INDArray features = features(alike.subList(from, to), input);
        batches.add(new DataSet(features.castTo(net.params().dataType()), null));
      }
    }
    return new ExistingDataSetIterator(batches);
  }

  private static INDArray features(List<List<float[]>> sequences, NetInput input) {
    int steps = sequences.get(0).size();
    int width = sequences.get(0).get(0).length;
    INDArray features = Nd4j.create(sequences.size(), steps, width);
    for (int i = 0; i < sequences.size(); i++) {
      float[][] sequence = sequences.get(i).toArray(float[][]::new);
      features.slice(i).assign(Nd4j.createFromArray(sequence));
    }
    if (input.rank() == 2) {
      return features.reshape(sequences.size(), steps);
    }
    return input.timeSecond() ? features : features.permute(0, 2, 1).dup('c');
  }
}
