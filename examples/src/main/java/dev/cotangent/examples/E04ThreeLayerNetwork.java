package dev.cotangent.examples;

import dev.cotangent.activations.Activations;
import dev.cotangent.core.Shape;
import dev.cotangent.core.graph.Tensor;
import dev.cotangent.core.model.Model;
import dev.cotangent.core.parameter.Parameter;
import dev.cotangent.layers.Activate;
import dev.cotangent.layers.Dense;
import dev.cotangent.layers.Sequential;
import java.util.Arrays;
import java.util.List;

/**
 * A 3-4-4-1 network with sigmoids, built once from layers and once by hand from matrix products:
 * 16, 20 and 5 parameters, and equal outputs.
 */
public final class E04ThreeLayerNetwork {

  private static final float[] SAMPLE = {0.5f, -1, 2};

  private E04ThreeLayerNetwork() {}

  /** Prints the number of parameters of each layer and the output of both networks. */
  public static void main(String[] args) {
    Model model = model();
    System.out.println("parameters of the layers: " + parametersOfLayers(model));
    System.out.println("by layers: " + Arrays.toString(byLayers(model, SAMPLE)));
    System.out.println("by hand:   " + Arrays.toString(byHand(model, SAMPLE)));
  }

  /** The network built from layers, with parameters initialized from seed 7. */
  static Model model() {
    return Sequential.of(
            Dense.of(4),
            Activate.with(Activations.SIGMOID),
            Dense.of(4),
            Activate.with(Activations.SIGMOID),
            Dense.of(1),
            Activate.with(Activations.SIGMOID))
        .build(Shape.of(3), 7);
  }

  /** The network's output for one sample. */
  static float[] byLayers(Model model, float[] sample) {
    return model.predictor().predict(sample);
  }

  /** The same output from matrix products, sums and sigmoids only. */
  static float[] byHand(Model model, float[] sample) {
    Tensor h = Tensor.of(Shape.of(1, 3), sample);
    for (String layer : List.of("0", "2", "4")) {
      Tensor w = constant(model, layer + ".weight");
      Tensor b = constant(model, layer + ".bias");
      h = h.matmul(w.transpose()).add(b).sigmoid();
    }
    return h.toFloats();
  }

  /** The number of weights and biases in each layer. */
  static List<Integer> parametersOfLayers(Model model) {
    return List.of("0", "2", "4").stream()
        .map(layer -> size(model, layer + ".weight") + size(model, layer + ".bias"))
        .toList();
  }

  private static int size(Model model, String parameter) {
    return model.parameter(parameter).shape().size();
  }

  private static Tensor constant(Model model, String name) {
    Parameter parameter = model.parameter(name);
    return Tensor.of(parameter.shape(), model.store().read(parameter));
  }
}
