package io.github.dl4jdoping.layer;

import org.deeplearning4j.optimize.api.TrainingListener;

/**
 * A listener whose presence makes doped layers anneal their doping and apply row dropout. DL4J tells a
 * layer its listeners before the first forward pass, which is earlier than any call that a listener
 * gets.
 */
public interface AnnealingListener extends TrainingListener {}
