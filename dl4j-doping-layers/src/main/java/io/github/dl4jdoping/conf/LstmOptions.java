package io.github.dl4jdoping.conf;

import org.deeplearning4j.nn.conf.layers.AbstractLSTM;

/** The options that DL4J's own classes hold for an LSTM layer. */
final class LstmOptions {

  private LstmOptions() {}

  /** Gives a layer all options of another; objects such as updaters are shared. */
  static void copy(AbstractLSTM from, AbstractLSTM to) {
    to.setLayerName(from.getLayerName());
    to.setIDropout(from.getIDropout());
    to.setConstraints(from.getConstraints());
    copyTraining(from, to);
    to.setNIn(from.getNIn());
    to.setNOut(from.getNOut());
    to.setTimeDistributedFormat(from.getTimeDistributedFormat());
    to.setWeightInitFnRecurrent(from.getWeightInitFnRecurrent());
    to.setRnnDataFormat(from.getRnnDataFormat());
    to.setForgetGateBiasInit(from.getForgetGateBiasInit());
    to.setGateActivationFn(from.getGateActivationFn());
    to.setHelperAllowFallback(from.isHelperAllowFallback());
  }

  private static void copyTraining(AbstractLSTM from, AbstractLSTM to) {
    to.setActivationFn(from.getActivationFn());
    to.setWeightInitFn(from.getWeightInitFn());
    to.setBiasInit(from.getBiasInit());
    to.setGainInit(from.getGainInit());
    to.setRegularization(from.getRegularization());
    to.setRegularizationBias(from.getRegularizationBias());
    to.setIUpdater(from.getIUpdater());
    to.setBiasUpdater(from.getBiasUpdater());
    to.setWeightNoise(from.getWeightNoise());
    to.setGradientNormalization(from.getGradientNormalization());
    to.setGradientNormalizationThreshold(from.getGradientNormalizationThreshold());
  }
}
