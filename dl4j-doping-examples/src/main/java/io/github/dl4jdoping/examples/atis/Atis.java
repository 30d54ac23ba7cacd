package io.github.dl4jdoping.examples.atis;

import io.github.dl4jdoping.examples.tasks.Vocabulary;
import java.util.List;

/**
 * The data set.
 *
 * @param train to learn from
 * @param valid to choose with
 * @param test to report on
 * @param words vocabulary of the training part
 * @param intents of the training part; an intent's number is its index
 */
record Atis(
    List<Utterance> train,
    List<Utterance> valid,
    List<Utterance> test,
    Vocabulary words,
    List<String> intents) {}
