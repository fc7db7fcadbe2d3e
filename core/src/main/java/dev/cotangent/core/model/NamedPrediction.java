package dev.cotangent.core.model;

import dev.cotangent.core.CotangentException;
import dev.cotangent.core.DType;
import dev.cotangent.core.MemoryException;
import dev.cotangent.core.ShapeException;
import dev.cotangent.core.argument.Given;
import dev.cotangent.core.spi.Port;
import dev.cotangent.core.spi.Signature;
import dev.cotangent.core.text.Brief;
import dev.cotangent.core.text.Nearest;
import java.util.LinkedHashMap;
import java.util.Map;

/** A single prediction with named inputs and outputs. Not thread-safe. */
final class NamedPrediction {

  private final PredictionPlans plans;
  private final Object[] in;
  private final int rows;

  private NamedPrediction(PredictionPlans plans, Object[] in, int rows) {
    this.plans = plans;
    this.in = in;
    this.rows = rows;
  }

  /** Checks the arrays and creates the prediction. */
  static NamedPrediction of(Map<String, ?> given, PredictionPlans plans) {
    Signature inputs = plans.graph().inputs();
    for (String name : given.keySet()) {
      if (!inputs.has(name)) {
        throw new CotangentException(
            "the model has no input "
                + Brief.quoted(name)
                + ", expected "
                + inputs
                + Nearest.hint(name, inputs.names()));
      }
    }
    Object[] in = new Object[inputs.size()];
    int rows = -1;
    for (int i = 0; i < in.length; i++) {
      String name = inputs.names().get(i);
      if (!given.containsKey(name)) {
        throw new CotangentException(
            "input '" + name + "' of the model is missing, expected " + inputs);
      }
      in[i] = Given.of("input '" + name + "'", given.get(name));
      int found = rows(name, inputs.port(i), in[i]);
      if (rows >= 0 && found != rows) {
        throw new ShapeException(
            "input '"
                + name
                + "' has "
                + found
                + " samples, expected "
                + rows
                + " as in '"
                + inputs.names().get(0)
                + "'");
      }
      rows = found;
    }
    return new NamedPrediction(plans, in, rows);
  }

  private static int rows(String name, Port port, Object array) {
    boolean numbers = port.dtype() == DType.F32;
    if (numbers ? !(array instanceof float[]) : !(array instanceof int[])) {
      throw new CotangentException(
          "input '"
              + name
              + "' is a "
              + array.getClass().getSimpleName()
              + ", expected "
              + (numbers ? "float[]" : "int[]")
              + " for "
              + port);
    }
    int length = array instanceof float[] floats ? floats.length : ((int[]) array).length;
    int size = port.sample().size();
    if (length % size != 0) {
      throw new ShapeException(
          "input '"
              + name
              + "' has "
              + length
              + " numbers, expected a multiple of "
              + size
              + " for samples "
              + port.sample());
    }
    return length / size;
  }

  /** The arrays in the order of the inputs. */
  Object[] in() {
    return in;
  }

  /** The number of samples. */
  int rows() {
    return rows;
  }

  Map<String, float[]> run() {
    float[][] out = outputs();
    plans.predict(in, out, rows);
    return named(plans.graph().outputs(), out);
  }

  /** Predictions by the names of the outputs. */
  static Map<String, float[]> named(Signature outputs, float[][] out) {
    Map<String, float[]> predictions = new LinkedHashMap<>();
    for (int i = 0; i < out.length; i++) {
      predictions.put(outputs.names().get(i), out[i]);
    }
    return predictions;
  }

  private float[][] outputs() {
    Signature outputs = plans.graph().outputs();
    float[][] out = new float[outputs.size()][];
    for (int i = 0; i < out.length; i++) {
      long size = (long) rows * outputs.port(i).sample().size();
      if (size > Integer.MAX_VALUE - 8) {
        throw new ShapeException(
            rows
                + " predictions "
                + outputs
                + ": too many elements for an array, expected smaller batches");
      }
      out[i] =
          MemoryException.allocate(
              "an array of predictions", (double) size * Float.BYTES, () -> new float[(int) size]);
    }
    return out;
  }
}
