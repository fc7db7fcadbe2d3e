package dev.cotangent.training;

import dev.cotangent.core.CotangentException;
import dev.cotangent.core.model.Attributes;
import dev.cotangent.core.text.Decimals;
import java.util.Optional;

/**
 * Which figure of the epochs a callback watches, and what counts as better.
 *
 * @param figure its name
 * @param highest whether a higher one is better; empty: as the metric says
 * @param leastChange by how much it has to be better, from 0
 */
record Watch(String figure, Optional<Boolean> highest, double leastChange) {

  /** Any lower loss. */
  static final Watch LOSS = new Watch(Figures.LOSS, Optional.empty(), 0);

  Watch on(String newFigure) {
    return new Watch(newFigure, highest, leastChange);
  }

  Watch withHighest(boolean newHighest) {
    return new Watch(figure, Optional.of(newHighest), leastChange);
  }

  /**
   * The same with a least change.
   *
   * @throws CotangentException if it is negative, infinite or NaN
   */
  Watch withLeastChange(String callback, double change) {
    if (!(change >= 0 && change < Double.POSITIVE_INFINITY)) {
      throw new CotangentException(
          callback
              + ": the least change is "
              + Decimals.of(change)
              + ", expected a finite number from 0");
    }
    return new Watch(figure, highest, change);
  }

  /**
   * The direction among the figures that there are.
   *
   * @throws CotangentException if the watched one is none of them, naming the callback
   */
  boolean direction(String callback, Figures figures) {
    try {
      boolean usual = figures.higherIsBetter(figure);
      return highest.orElse(usual);
    } catch (CotangentException unknown) {
      throw new CotangentException(callback + ": " + unknown.getMessage(), unknown);
    }
  }

  /** The worst value there is. */
  static double worst(boolean highest) {
    return highest ? Double.NEGATIVE_INFINITY : Double.POSITIVE_INFINITY;
  }

  /** Whether a value is better than the best so far; NaN never is. */
  boolean isBetter(double value, double best, boolean higher) {
    if (Double.isInfinite(best)) {
      return higher ? value > best : value < best;
    }
    return higher ? value > best + leastChange : value < best - leastChange;
  }

  /** Attributes and what differs from the default. */
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
