package io.github.dl4jdoping.deploy;

/**
 * A layer with parameters that compression does not touch.
 *
 * @param layer its name, for a Bidirectional with the direction
 * @param type the simple name of its configuration's class
 * @param parameters the number of its parameters
 * @param reason why
 */
public record LeftAlone(String layer, String type, long parameters, String reason) {

  @Override
  public String toString() {
    return layer + " (" + type + ", " + parameters + " parameters): " + reason;
  }
}
