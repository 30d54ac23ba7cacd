/**
 * How fast networks train: stock Deeplearning4j, this library with dense weights, and doped ones.
 *
 * <p>Rule of this package: contenders get the same data and differ in their layers alone.
 */
package io.github.dl4jdoping.examples.trainbench;
