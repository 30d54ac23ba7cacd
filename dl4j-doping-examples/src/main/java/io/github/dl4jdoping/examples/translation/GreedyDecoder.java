package io.github.dl4jdoping.examples.translation;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.api.layers.RecurrentLayer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Translates by taking the likeliest word at each step. */
final class GreedyDecoder {

  private final ComputationGraph network;
  private final RecurrentLayer decoder;
  private final int longest;
  private final LayerWorkspaceMgr workspaces = LayerWorkspaceMgr.noWorkspaces();

  /**
   * A decoder.
   *
   * @param network of {@link TranslationNetwork}
   * @param longest most words of a translation
   */
  GreedyDecoder(ComputationGraph network, int longest) {
    this.network = network;
    this.decoder = (RecurrentLayer) network.getLayer(TranslationNetwork.DECODER);
    this.longest = longest;
  }

  /**
   * Translates sentences side by side.
   *
   * @param sentences as numbers of words in the order of writing
   * @return their translations, without marks of start and end
   */
  List<int[]> translate(List<int[]> sentences) {
    INDArray summary = summary(sentences);
    int[][] said = new int[sentences.size()][longest];
    int[] lengths = new int[sentences.size()];
    Arrays.fill(lengths, -1);
    int[] last = new int[sentences.size()];
    Arrays.fill(last, Multi30k.START);
    decoder.rnnClearPreviousState();
    for (int step = 0; step < longest && anyOpen(lengths); step++) {
      last = next(last, summary);
      for (int i = 0; i < last.length; i++) {
        said[i][step] = last[i];
        if (lengths[i] < 0 && last[i] == Multi30k.END) {
          lengths[i] = step;
        }
      }
    }
    decoder.rnnClearPreviousState();
    List<int[]> translations = new ArrayList<>();
    for (int i = 0; i < said.length; i++) {
      translations.add(Arrays.copyOf(said[i], lengths[i] < 0 ? longest : lengths[i]));
    }
    return translations;
  }

  private static boolean anyOpen(int[] lengths) {
    return Arrays.stream(lengths).anyMatch(length -> length < 0);
  }

  /** The last outputs of the encoder {@code [N, units, 1]}. */
  private INDArray summary(List<int[]> sentences) {
    Sources sources = Sources.of(sentences);
    INDArray start = Nd4j.zeros(sentences.size(), 1, 1).addi(Multi30k.START);
    network.setLayerMaskArrays(new INDArray[] {sources.mask(), null}, null);
    INDArray last =
        network
            .feedForward(new INDArray[] {sources.words(), start}, false)
            .get(TranslationNetwork.SUMMARY);
    network.clearLayerMaskArrays();
    return last.reshape('c', last.size(0), last.size(1), 1);
  }

  /** One step of the decoder: the word that follows each of the given ones. */
  private int[] next(int[] words, INDArray summary) {
    INDArray ids = Nd4j.createFromArray(words).castTo(summary.dataType());
    INDArray vectors =
        layer(TranslationNetwork.TARGET_EMBEDDING)
            .activate(ids.reshape('c', words.length, 1, 1), false, workspaces);
    INDArray hidden = decoder.rnnTimeStep(Nd4j.concat(1, vectors, summary), workspaces);
    INDArray probabilities = layer(TranslationNetwork.OUTPUT).activate(hidden, false, workspaces);
    return probabilities.argMax(1).reshape('c', new long[] {words.length}).toIntVector();
  }

  private Layer layer(String name) {
    return network.getLayer(name);
  }
}
