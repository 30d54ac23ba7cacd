/**
 * What makes doping happen while a network trains, and says how far it is: {@link
 * io.github.dl4jdoping.training.DopingListener} acts, {@link
 * io.github.dl4jdoping.training.DopingReport} reports.
 *
 * <p>Rule of this room: it uses DL4J, {@code layer} and the rooms below it; no other room uses it.
 */
package io.github.dl4jdoping.training;
