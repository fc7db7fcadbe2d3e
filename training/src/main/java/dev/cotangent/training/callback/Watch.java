package dev.cotangent.training.callback;

import dev.cotangent.core.CotangentException;
import dev.cotangent.core.spi.Attributes;
import dev.cotangent.core.text.Decimals;
import dev.cotangent.training.result.Figures;
import java.util.Optional;

/**
 * The figure that a callback watches, and the definition of an improvement.
 *
 * @param figure name of the figure
 * @param highest whether higher is better; empty: as the metric defines
 * @param leastChange minimum improvement, from 0
 */
record Watch(String figure, Optional<Boolean> highest, double leastChange) {

  /** Watches the loss; any lower value is an improvement. */
  static final Watch LOSS = new Watch(Figures.LOSS, Optional.empty(), 0);

  Watch on(String newFigure) {
    return new Watch(newFigure, highest, leastChange);
  }

  Watch withHighest(boolean newHighest) {
    return new Watch(figure, Optional.of(newHighest), leastChange);
  }

  /**
   * Returns the same watch with a minimum improvement.
   *
   * @throws CotangentException if it is negative, infinite or NaN
   */
  Watch withLeastChange(String callback, double change) {
    if (!(change >= 0 && change < Double.POSITIVE_INFINITY)) {
      throw new CotangentException(
          callback
              + ": the least change is "
              + Decimals.of(change)
              + ", expected a finite number, 0 or more");
    }
    return new Watch(figure, highest, change);
  }

  /**
   * Returns the direction of the watched figure: whether higher is better.
   *
   * @throws CotangentException if the watched figure does not exist, naming the callback
   */
  boolean direction(String callback, Figures figures) {
    try {
      boolean usual = figures.higherIsBetter(figure);
      return highest.orElse(usual);
    } catch (CotangentException unknown) {
      throw new CotangentException(callback + ": " + unknown.getMessage(), unknown);
    }
  }

  /** The worst possible value. */
  static double worst(boolean highest) {
    return highest ? Double.NEGATIVE_INFINITY : Double.POSITIVE_INFINITY;
  }

  /** Whether a value improves on the best so far; NaN never does. */
  boolean isBetter(double value, double best, boolean higher) {
    if (Double.isInfinite(best)) {
      return higher ? value > best : value < best;
    }
    return higher ? value > best + leastChange : value < best - leastChange;
  }

  /** Adds the settings that differ from the defaults to other attributes. */
  Attributes attributes(Attributes others) {
    Attributes all = others;
    if (!figure.equals(Figures.LOSS)) {
      all = all.with("figure", figure);
    }
    if (highest.isPresent()) {
      all = all.with("highest", highest.get().booleanValue());
    }
    return leastChange > 0 ? all.with("least_change", leastChange) : all;
  }
}
