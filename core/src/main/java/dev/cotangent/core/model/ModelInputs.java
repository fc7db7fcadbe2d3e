package dev.cotangent.core.model;

import dev.cotangent.core.CotangentException;
import dev.cotangent.core.DType;
import dev.cotangent.core.ShapeException;
import dev.cotangent.core.spi.Port;
import dev.cotangent.core.spi.Signature;
import dev.cotangent.core.spi.Tensors;

/** Checks a model's inputs and outputs, and formats them for messages and tables. */
final class ModelInputs {

  private ModelInputs() {}

  /** Checks that a model can have these inputs. */
  static Signature checked(Signature inputs) {
    if (inputs.size() == 0) {
      throw new CotangentException(
          "the model has no inputs, expected at least one; Signature.of makes one");
    }
    for (String name : inputs.names()) {
      Port port = inputs.port(name);
      if (port.dtype() == DType.BOOL) {
        throw new CotangentException(
            "input '" + name + "' of the model is " + port + ", expected F32 or I32");
      }
    }
    return inputs;
  }

  /** Returns the only port of a signature. */
  static Port only(String kind, Signature ports) {
    if (ports.size() != 1) {
      throw new CotangentException(
          "the model has the " + kind + "s " + ports + ", expected one " + kind);
    }
    return ports.port(0);
  }

  /** Checks that all inputs have the same number of rows. */
  static void checkRows(Tensors inputs) {
    int rows = inputs.get(0).shape().dim(0);
    for (int i = 1; i < inputs.size(); i++) {
      int found = inputs.get(i).shape().dim(0);
      if (found != rows) {
        throw new ShapeException(
            "the model's input '"
                + inputs.names().get(i)
                + "' has "
                + found
                + " rows, expected "
                + rows
                + " as in '"
                + inputs.names().get(0)
                + "'");
      }
    }
  }

  /**
   * Formats inputs, an arrow and outputs; only shapes for a model with one F32 input and output.
   */
  static String arrow(Model model) {
    return arrow(model.inputs(), model.outputs());
  }

  /** Like {@link #arrow(Model)}, for other outputs. */
  static String arrow(Signature inputs, Signature outputs) {
    boolean plain = isPlain(inputs) && outputs.isSingle();
    return plain
        ? inputs.port(0).sample() + " -> " + outputs.port(0).sample()
        : inputs + " -> " + outputs;
  }

  /** Whether the inputs are a single unnamed one, fully described by its shape. */
  static boolean isPlain(Signature inputs) {
    return inputs.isSingle() && inputs.has(Signature.FEATURES);
  }
}
