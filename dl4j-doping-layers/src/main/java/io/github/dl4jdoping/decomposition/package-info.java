/**
 * Given matrices as a structured plus a sparse one, and how a budget of parameters is spread over
 * several of them. Rule: may use {@code structure} and {@code sparsity}; knows nothing of layers and
 * networks.
 */
package io.github.dl4jdoping.decomposition;
