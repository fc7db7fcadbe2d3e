package dev.cotangent.layers;

import dev.cotangent.core.CotangentException;
import dev.cotangent.core.Shape;
import dev.cotangent.core.ShapeException;
import dev.cotangent.core.spi.Scope;

/** Validates attributes and shapes; messages name layer, attribute and value. */
final class Require {

  private Require() {}

  static void atLeast(String id, String attribute, int value, int least) {
    if (value < least) { // no text is made, nor linked, for a good value
      that(false, id, attribute, value, least + " or more");
    }
  }

  static void epsilon(String id, double value) {
    boolean usable = (float) value > 0 && Double.isFinite(value);
    that(usable, id, "epsilon", value, "a float above 0");
  }

  static void that(boolean holds, String id, String attribute, Object value, String expected) {
    if (!holds) {
      throw new CotangentException(
          id + ": attribute '" + attribute + "' is " + value + ", expected " + expected);
    }
  }

  /** Requires samples with that many axes. */
  static void rank(String id, Scope scope, Shape input, int rank, String axes) {
    if (input.rank() != rank) {
      throw new ShapeException(
          id + " '" + scope.path() + "': samples " + input + ", expected " + axes);
    }
  }
}
