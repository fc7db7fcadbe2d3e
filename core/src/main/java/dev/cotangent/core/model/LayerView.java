package dev.cotangent.core.model;

import dev.cotangent.core.CotangentException;
import dev.cotangent.core.ShapeException;
import dev.cotangent.core.graph.Tensor;
import dev.cotangent.core.plan.Plan;
import dev.cotangent.core.plan.Run;
import dev.cotangent.core.spi.LayerActivations;
import dev.cotangent.core.spi.Port;
import dev.cotangent.core.spi.Signature;
import java.util.List;
import java.util.Map;

/** Computes the activations of a layer for some samples. */
final class LayerView {

  private LayerView() {}

  /** Computes the output of the layer at a path with a plan compiled for it. */
  static LayerActivations of(Model model, Map<String, ?> inputs, String path) {
    int rows = rows(model.inputs(), inputs);
    WatchedContext context = new WatchedContext();
    model.forward(model.inputs().inputs(rows), context);
    Tensor output = context.outputs().get(path);
    if (output == null) {
      throw new CotangentException(
          "activations: no layer has the path '"
              + path
              + "', expected one of "
              + context.outputs().keySet());
    }
    Plan plan = Plan.compile(List.of(output), model.registry().kernels());
    Run run = plan.newRun(model.store());
    inputs.forEach((name, values) -> feed(run, name, values));
    run.execute();
    double[] read = run.read(0);
    float[] values = new float[read.length];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) read[i];
    }
    return new LayerActivations(path, output.shape(), values);
  }

  private static void feed(Run run, String name, Object values) {
    if (run.hasInput(name)) {
      if (values instanceof float[] numbers) {
        run.feed(name, numbers, 0);
      } else {
        run.feed(name, (int[]) values, 0);
      }
    }
  }

  private static int rows(Signature ports, Map<String, ?> inputs) {
    if (inputs.size() != ports.size()) {
      throw new CotangentException(
          "activations: arrays for " + inputs.keySet() + ", expected " + ports.names());
    }
    int rows = -1;
    for (String name : inputs.keySet()) {
      int found = rows(name, ports.port(name), inputs.get(name));
      if (rows >= 0 && found != rows) {
        throw new ShapeException(
            "activations: input '"
                + name
                + "' has "
                + found
                + " rows, expected "
                + rows
                + " as in the others");
      }
      rows = found;
    }
    return rows;
  }

  private static int rows(String name, Port port, Object values) {
    int length =
        values instanceof float[] numbers && port.dtype().isFloating()
            ? numbers.length
            : values instanceof int[] whole && !port.dtype().isFloating() ? whole.length : -1;
    int size = port.sample().size();
    if (length <= 0 || size == 0 || length % size != 0) {
      String kind = port.dtype().isFloating() ? "float[]" : "int[]";
      throw new ShapeException(
          "activations: input '"
              + name
              + "' is "
              + (length < 0 ? "another array" : "an array of " + length + " numbers")
              + ", expected whole samples "
              + port
              + " in a "
              + kind);
    }
    return length / size;
  }
}
