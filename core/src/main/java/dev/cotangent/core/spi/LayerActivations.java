package dev.cotangent.core.spi;

import dev.cotangent.core.Shape;
import dev.cotangent.core.model.Model;

/**
 * A layer's activations (its output) for some samples; see {@link Model#activations}. The caller
 * owns the array.
 *
 * @param layer the layer's path
 * @param shape [rows, ...]
 * @param values row-major
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record LayerActivations(String layer, Shape shape, float[] values) {

  /**
   * The fraction of units, in [0, 1], that are 0 for all samples; after a ReLU, dead units that get
   * no gradient.
   */
  public double deadShare() {
    int rows = shape.dim(0);
    int units = values.length / Math.max(1, rows);
    int dead = 0;
    for (int unit = 0; unit < units; unit++) {
      boolean alive = false;
      for (int row = 0; row < rows && !alive; row++) {
        alive = values[row * units + unit] != 0;
      }
      dead += alive ? 0 : 1;
    }
    return units == 0 ? 0 : (double) dead / units;
  }

  @Override
  public String toString() {
    return "LayerActivations['" + layer + "' " + shape + "]";
  }
}
