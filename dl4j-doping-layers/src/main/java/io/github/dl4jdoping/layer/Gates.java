package io.github.dl4jdoping.layer;

/**
 * The elementwise part of the LSTM recurrence over one sequence: pre-activations in, hidden states
 * out, and back. The four blocks of 4H columns are, in DL4J's order, candidate a (activation of the
 * layer), forget gate f, output gate o and input gate i (activation of the gates):
 *
 * <pre>
 *   c_t = f * c_(t-1) + i * a        h_t = o * activation(c_t)
 * </pre>
 *
 * <p>Where a step mask is given, both c_t and h_t are multiplied by it, as in DL4J. An
 * implementation keeps what its backward pass needs.
 */
interface Gates {

  /** Starts a sequence from the initial cell state in the buffers. */
  void start();

  /** Reads z of step t and writes h of step t. */
  void forward(int t);

  /** Writes the last cell state into the buffers. */
  void finish();

  /** Starts the backward pass: nothing flows into the cell state after the last step. */
  void startBackward();

  /** Reads dh of step t (the buffers' rows of step t + 1) and writes dz of step t. */
  void backward(int t);
}
