package dev.cotangent.core.model;

import dev.cotangent.core.CotangentException;
import dev.cotangent.core.DType;
import dev.cotangent.core.ShapeException;
import dev.cotangent.core.argument.Given;
import dev.cotangent.core.spi.Port;
import dev.cotangent.core.text.Brief;
import java.util.LinkedHashMap;
import java.util.Map;

/** A sample for a {@link Predictor} whose inputs are set by name. Not thread-safe. */
public final class PredictorRow {

  private final Predictor predictor;
  private final Map<String, Object> values = new LinkedHashMap<>();

  PredictorRow(Predictor predictor) {
    this.predictor = predictor;
  }

  /**
   * Sets an input.
   *
   * @param numbers one sample, row-major; integers if the input is I32
   * @throws CotangentException if there is no such input, or it cannot hold a number
   * @throws ShapeException if there are more or fewer numbers than a sample has
   */
  public PredictorRow set(String input, double... numbers) {
    Port port = predictor.inputs().port(Given.of("the name of an input", input));
    if (numbers.length != port.sample().size()) {
      throw new ShapeException(
          "input '"
              + input
              + "' got "
              + numbers.length
              + " numbers, expected "
              + port.sample().size()
              + " for "
              + port);
    }
    values.put(input, port.dtype() == DType.I32 ? whole(input, numbers) : floats(numbers));
    return this;
  }

  private static float[] floats(double[] numbers) {
    float[] floats = new float[numbers.length];
    for (int i = 0; i < floats.length; i++) {
      floats[i] = (float) numbers[i];
    }
    return floats;
  }

  private static int[] whole(String input, double[] numbers) {
    int[] whole = new int[numbers.length];
    for (int i = 0; i < whole.length; i++) {
      whole[i] = (int) numbers[i];
      if (whole[i] != numbers[i]) {
        throw new CotangentException(
            "input '" + input + "' got " + numbers[i] + ", expected whole numbers of 32 bits");
      }
    }
    return whole;
  }

  /**
   * Predicts the sample; the result has the outputs by name.
   *
   * @throws CotangentException if an input has no value
   */
  public Map<String, float[]> predict() {
    return predictor.predict(values);
  }

  /** The inputs that have values, and the predictor, in one line. */
  @Override
  public String toString() {
    return "PredictorRow[" + Brief.list(values.keySet()) + " of " + predictor + "]";
  }
}
