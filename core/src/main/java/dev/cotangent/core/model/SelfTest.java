package dev.cotangent.core.model;

import dev.cotangent.core.argument.Given;

/**
 * The result of {@link Predictor#selfTest()}: whether this machine computes what the machine
 * computed that saved the model.
 *
 * @param outcome whether the outputs were compared, and agreed to the bit
 * @param message names kernels, JVM and processor architecture; of a failure also the output, the
 *     index of the element, row-major from 0, and its actual and expected values; otherwise why
 *     nothing was compared
 */
public record SelfTest(Outcome outcome, String message) {

  /** The kinds of results. */
  public enum Outcome {
    /** All outputs have the bits that were saved with the model. */
    PASSED,
    /** An output has other bits, or the prediction failed: this predictor is not to be trusted. */
    FAILED,
    /**
     * There is nothing to compare with: the model was not loaded from a file, the file has no
     * self-test or one of another numerics version, or the parameters have changed since.
     */
    NOT_COMPARED
  }

  /** Checks the arguments. */
  public SelfTest {
    Given.of("self-test: the outcome", outcome);
    Given.of("self-test: the message", message);
  }

  /** Whether all outputs have the bits that were saved with the model. */
  public boolean isPassed() {
    return outcome == Outcome.PASSED;
  }

  /**
   * Returns this result unless the test failed.
   *
   * @throws SelfTestException if the outcome is {@link Outcome#FAILED}
   */
  public SelfTest orThrow() {
    if (outcome == Outcome.FAILED) {
      throw new SelfTestException("self-test: " + message);
    }
    return this;
  }

  /** The outcome and the message. */
  @Override
  public String toString() {
    return outcome + ": " + message;
  }
}
