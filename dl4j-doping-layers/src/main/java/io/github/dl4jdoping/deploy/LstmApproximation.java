package io.github.dl4jdoping.deploy;

import io.github.dl4jdoping.conf.DopedLSTM;
import io.github.dl4jdoping.conf.Doping;
import org.deeplearning4j.nn.conf.layers.AbstractLSTM;

/**
 * What takes the place of one LSTM.
 *
 * @param doping how S is trained on, without final densities
 * @param input the input matrix
 * @param recurrent the recurrent matrix
 */
record LstmApproximation(Doping doping, MatrixApproximation input, MatrixApproximation recurrent) {

  /** A doped layer with the options of a dense one. */
  DopedLSTM configuration(AbstractLSTM dense) {
    return DopedLSTM.of(
        dense,
        input.structure(),
        recurrent.structure(),
        doping.withFinalDensity(input.density(), recurrent.density()));
  }
}
