package dev.cotangent.training.step;

import dev.cotangent.core.text.QualifiedName;
import dev.cotangent.training.models.Models;
import dev.cotangent.training.models.NamedParameter;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Predicate;

/** Euclidean norms per layer, of weights or of arrays laid out like them. */
public final class LayerNorms {

  private LayerNorms() {}

  /**
   * Returns the norm over all of a layer's weights, by the layer's path, in the order of the
   * models.
   *
   * @param arrays for each model an array with the layout of its weights
   * @param counted selects the weights to include
   */
  public static Map<String, Double> of(
      Models models, float[][] arrays, Predicate<NamedParameter> counted) {
    Map<String, Double> squares = new LinkedHashMap<>();
    for (int model = 0; model < models.count(); model++) {
      for (NamedParameter each : models.parameters(model)) {
        if (each.trainable() && counted.test(each)) {
          int from = models.list().get(model).store().offset(each.parameter());
          int to = from + each.parameter().shape().size();
          double sum = GradientSweep.sumOfSquares(arrays[model], from, to);
          squares.merge(layer(each), sum, Double::sum);
        }
      }
    }
    squares.replaceAll((layer, sum) -> Math.sqrt(sum));
    return squares;
  }

  /** The path of the layer that declared a weight, for example {@code 0} or {@code critic/0}. */
  private static String layer(NamedParameter weight) {
    String name = weight.parameter().name();
    String path = name.substring(0, Math.max(0, name.lastIndexOf('.')));
    return QualifiedName.of(weight.model(), path);
  }
}
