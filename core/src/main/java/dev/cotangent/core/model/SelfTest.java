package dev.cotangent.core.model;

import dev.cotangent.core.argument.Given;
import java.util.Locale;
import java.util.Optional;

/**
 * The result of {@link Predictor#selfTest()}: whether this machine computes what the machine
 * computed that saved the model.
 *
 * @param outcome whether the outputs were compared, and agreed to the bit
 * @param message what was compared, or why not; names kernels, JVM and processor architecture
 * @param difference the first output element that differs; empty unless the outcome is {@link
 *     Outcome#FAILED} and the element is known
 */
public record SelfTest(Outcome outcome, String message, Optional<Difference> difference) {

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

  /**
   * An element of an output that has other bits than those saved with the model.
   *
   * @param output name of the output
   * @param index index of the element in the output for one sample, row-major, from 0
   * @param expected the saved value
   * @param actual the value computed now
   */
  public record Difference(String output, int index, float expected, float actual) {

    @Override
    public String toString() {
      return String.format(
          Locale.ROOT,
          "output '%s', element %d: %s, expected %s",
          output,
          index,
          bits(actual),
          bits(expected));
    }

    private static String bits(float value) {
      return String.format(Locale.ROOT, "%.9g (bits %08x)", value, Float.floatToIntBits(value));
    }
  }

  /** Checks the arguments. */
  public SelfTest {
    Given.of("self-test: the outcome", outcome);
    Given.of("self-test: the message", message);
    Given.of("self-test: the difference", difference);
  }

  static SelfTest notCompared(String reason) {
    return new SelfTest(Outcome.NOT_COMPARED, "not compared: " + reason, Optional.empty());
  }

  static SelfTest failed(String message, Optional<Difference> difference) {
    return new SelfTest(Outcome.FAILED, message, difference);
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
      throw new SelfTestException(this);
    }
    return this;
  }

  @Override
  public String toString() {
    return outcome + ": " + message;
  }
}
