/**
 * Word language models on the Penn Treebank in the set-up of Zaremba et al., "Recurrent Neural
 * Network Regularization" (arXiv 1409.2329): dense, compressed and doped LSTM layers trained side
 * by side.
 *
 * <p>Rule of this room: the program is reproducible. Everything random is a function of the seed
 * and the iteration, so that a run resumed from a checkpoint ends where one that never stopped
 * does.
 */
package io.github.dl4jdoping.examples.ptb;
