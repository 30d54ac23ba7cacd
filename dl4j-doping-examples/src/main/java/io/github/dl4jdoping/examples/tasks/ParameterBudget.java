package io.github.dl4jdoping.examples.tasks;

import io.github.dl4jdoping.decomposition.Budget;

/** The ways to spread parameters over the matrices of a trained network, as settings call them. */
public enum ParameterBudget {
  /** More to the matrices whose error falls most. */
  BY_ERROR("byerror"),
  /** The same structure and the same density for all matrices. */
  UNIFORM("uniform");

  private final String name;

  ParameterBudget(String name) {
    this.name = name;
  }

  /**
   * How parameters are spread.
   *
   * @return the library's value
   */
  public Budget budget() {
    return this == UNIFORM ? Budget.uniform() : Budget.byError();
  }

  @Override
  public String toString() {
    return name;
  }
}
