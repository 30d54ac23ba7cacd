package io.github.dl4jdoping.training;

import static io.github.dl4jdoping.training.Nets.BATCH;
import static io.github.dl4jdoping.training.Nets.END;
import static io.github.dl4jdoping.training.Nets.OUTPUTS;
import static io.github.dl4jdoping.training.Nets.STEPS;
import static io.github.dl4jdoping.training.Nets.UNITS;
import static io.github.dl4jdoping.training.Nets.batch;
import static io.github.dl4jdoping.training.Nets.bits;
import static io.github.dl4jdoping.training.Nets.fit;
import static io.github.dl4jdoping.training.Nets.nonZeros;
import static io.github.dl4jdoping.training.Nets.planned;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.dl4jdoping.conf.CompactDopedLSTM;
import io.github.dl4jdoping.deploy.Compactor;
import java.io.File;
import java.util.List;
import java.util.stream.IntStream;
import org.deeplearning4j.core.storage.Persistable;
import org.deeplearning4j.datasets.iterator.ExistingDataSetIterator;
import org.deeplearning4j.earlystopping.EarlyStoppingConfiguration;
import org.deeplearning4j.earlystopping.EarlyStoppingResult;
import org.deeplearning4j.earlystopping.saver.LocalFileModelSaver;
import org.deeplearning4j.earlystopping.scorecalc.DataSetLossCalculator;
import org.deeplearning4j.earlystopping.termination.MaxEpochsTerminationCondition;
import org.deeplearning4j.earlystopping.trainer.EarlyStoppingTrainer;
import org.deeplearning4j.nn.conf.layers.RnnOutputLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.nn.transferlearning.FineTuneConfiguration;
import org.deeplearning4j.nn.transferlearning.TransferLearning;
import org.deeplearning4j.nn.weights.WeightInit;
import org.deeplearning4j.optimize.listeners.Checkpoint;
import org.deeplearning4j.optimize.listeners.CheckpointListener;
import org.deeplearning4j.ui.model.stats.StatsListener;
import org.deeplearning4j.ui.model.stats.api.StatsReport;
import org.deeplearning4j.ui.model.stats.api.StatsType;
import org.deeplearning4j.ui.model.storage.InMemoryStatsStorage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nd4j.evaluation.classification.Evaluation;
import org.nd4j.evaluation.classification.EvaluationCalibration;
import org.nd4j.evaluation.classification.ROCMultiClass;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.dataset.api.iterator.DataSetIterator;
import org.nd4j.linalg.learning.config.Sgd;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;

/** What DL4J's users train with beside {@code fit}, with doped layers inside. */
class EcosystemTest {

  private static MultiLayerNetwork net() {
    MultiLayerNetwork net =
        Nets.network(Nets.lstm(Nets.doping().build()), Nets.lstm(Nets.doping().build()));
    net.setListeners(new DopingListener());
    return net;
  }

  private static DataSetIterator batches(int count) {
    List<DataSet> batches = IntStream.range(0, count).mapToObj(Nets::batch).toList();
    return new ExistingDataSetIterator(batches);
  }

  /** Of SW of the first layer. */
  private static int entriesAfter(int done) {
    return done >= END ? 51 : done >= 10 ? 60 : done >= 6 ? 170 : 512;
  }

  /** The best model may be one from before the end of the window, and then it says so. */
  @Test
  void earlyStoppingSavesModelsWithTheDensityOfTheirTime(@TempDir File folder) throws Exception {
    MultiLayerNetwork net = net();
    LocalFileModelSaver saver = new LocalFileModelSaver(folder);
    EarlyStoppingConfiguration<MultiLayerNetwork> configuration =
        new EarlyStoppingConfiguration.Builder<MultiLayerNetwork>()
            .epochTerminationConditions(new MaxEpochsTerminationCondition(5))
            .scoreCalculator(new DataSetLossCalculator(batches(2), true))
            .evaluateEveryNEpochs(1)
            .saveLastModel(true)
            .modelSaver(saver)
            .build();
    EarlyStoppingResult<MultiLayerNetwork> result =
        new EarlyStoppingTrainer(configuration, net, batches(4)).fit();

    assertThat(result.getTotalEpochs()).isEqualTo(5);
    MultiLayerNetwork last = saver.getLatestModel();
    assertThat(bits(last)).isEqualTo(bits(net));
    assertThat(last.getIterationCount()).isEqualTo(20);
    assertThat(nonZeros(last)).isEqualTo(planned(net));

    MultiLayerNetwork best = result.getBestModel();
    int done = best.getIterationCount();
    assertThat(nonZeros(best)).containsEntry("0_SW", entriesAfter(done));
    assertThat(DopingReport.of(best).iteration()).isEqualTo(best.getIterationCount());
  }

  @Test
  void everyFileOfACheckpointListenerHasTheDensityOfItsTime(@TempDir File folder) throws Exception {
    MultiLayerNetwork net = net();
    CheckpointListener checkpoints =
        new CheckpointListener.Builder(folder).keepAll().saveEveryNIterations(5).build();
    net.setListeners(checkpoints, new DopingListener());
    fit(net, 0, END + 8);

    List<Checkpoint> saved = checkpoints.availableCheckpoints();
    assertThat(saved).hasSizeGreaterThanOrEqualTo(3);
    for (Checkpoint checkpoint : saved) {
      MultiLayerNetwork restored = CheckpointListener.loadCheckpointMLN(folder, checkpoint);
      int done = checkpoint.getIteration() + 1;
      assertThat(nonZeros(restored))
          .as("after %d iterations", done)
          .containsEntry("0_SW", entriesAfter(done));
    }
    assertThat(nonZeros(CheckpointListener.loadLastCheckpointMLN(folder))).isEqualTo(planned(net));
  }

  @Test
  void statisticsShowTheDopingByName() {
    MultiLayerNetwork net = net();
    InMemoryStatsStorage storage = new InMemoryStatsStorage();
    StatsListener statistics = new StatsListener(storage, 1);
    net.setListeners(statistics, new DopingListener());
    fit(net, 0, END + 1);

    String session = storage.listSessionIDs().get(0);
    Persistable latest = storage.getLatestUpdateAllWorkers(session, StatsListener.TYPE_ID).get(0);
    StatsReport report = (StatsReport) latest;
    for (StatsType type : new StatsType[] {StatsType.Parameters, StatsType.Updates}) {
      assertThat(report.getMeanMagnitudes(type))
          .as("%s", type)
          .containsKeys("0_SW", "0_SR", "1_SW", "1_SR", "0_WL", "0_RQ", "0_b");
    }
    assertThat(report.getMeanMagnitudes(StatsType.Parameters).get("0_SW"))
        .isCloseTo(net.paramTable().get("0_SW").ameanNumber().doubleValue(), within(1e-6));
    assertThat(report.getHistograms(StatsType.Parameters)).containsKey("1_SR");
  }

  private static MultiLayerNetwork compact() {
    MultiLayerNetwork net = net();
    fit(net, 0, END);
    return Compactor.compact(net);
  }

  @Test
  void aCompactNetworkTransfersToAnotherTask() throws Exception {
    MultiLayerNetwork compact = compact();
    MultiLayerNetwork transferred =
        new TransferLearning.Builder(compact)
            .fineTuneConfiguration(
                new FineTuneConfiguration.Builder().updater(new Sgd(0.1)).build())
            .setFeatureExtractor(0)
            .removeOutputLayer()
            .addLayer(
                new RnnOutputLayer.Builder(LossFunction.MSE)
                    .activation(Activation.IDENTITY)
                    .nIn(UNITS)
                    .nOut(OUTPUTS)
                    .build())
            .build();
    INDArray features = batch(99).getFeatures();
    assertThat(transferred.feedForward(features).get(2))
        .isEqualTo(compact.feedForward(features).get(2));

    INDArray frozen = transferred.getLayer(0).params().dup();
    INDArray learning = transferred.getLayer(1).params().dup();
    double before = transferred.score(batch(0));
    for (int i = 0; i < 20; i++) {
      transferred.fit(batch(0));
    }
    assertThat(transferred.score(batch(0))).isLessThan(before);
    assertThat(transferred.getLayer(0).params()).isEqualTo(frozen);
    assertThat(transferred.getLayer(1).params()).isNotEqualTo(learning);
    assertThat(transferred.getLayer(1).conf().getLayer()).isInstanceOf(CompactDopedLSTM.class);
    assertThat(bits(Nets.restored(transferred))).isEqualTo(bits(transferred));
  }

  @Test
  void aCompactLayerCannotTakeAnotherNumberOfUnits() {
    TransferLearning.Builder wider =
        new TransferLearning.Builder(compact()).nOutReplace(0, 2 * UNITS, WeightInit.XAVIER);
    assertThatThrownBy(wider::build)
        .hasMessageContaining("layer0")
        .hasMessageContaining("Compactor.expand");
  }

  @Test
  @SuppressWarnings("unchecked") // DL4J's varargs are generic
  void evaluationsSeeTheOutputOfTheNetwork() {
    MultiLayerNetwork net = net();
    fit(net, 0, END);
    Evaluation evaluation = new Evaluation(OUTPUTS);
    ROCMultiClass roc = new ROCMultiClass();
    EvaluationCalibration calibration = new EvaluationCalibration();
    net.doEvaluation(batches(4), evaluation, roc, calibration);

    int right = 0;
    for (int i = 0; i < 4; i++) {
      INDArray outputs = net.output(batch(i).getFeatures());
      INDArray hits = outputs.argMax(1).eq(batch(i).getLabels().argMax(1));
      right += hits.castTo(outputs.dataType()).sumNumber().intValue();
    }
    int decisions = 4 * BATCH * STEPS;
    assertThat(evaluation.getNumRowCounter()).isEqualTo(decisions);
    assertThat(evaluation.accuracy()).isEqualTo((double) right / decisions, within(1e-9));
    assertThat(roc.calculateAUC(0)).isBetween(0.0, 1.0);
    assertThat(calibration.getReliabilityDiagram(0).getMeanPredictedValueX()).isNotEmpty();
    assertThat(net.evaluate(batches(1)).getNumRowCounter()).isEqualTo(BATCH * STEPS);
  }
}
