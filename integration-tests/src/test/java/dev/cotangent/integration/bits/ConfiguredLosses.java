package dev.cotangent.integration.bits;

import dev.cotangent.core.loss.BinaryCrossEntropyWithLogits;
import dev.cotangent.core.loss.CrossEntropy;
import dev.cotangent.core.loss.CrossEntropyOfProbabilities;
import dev.cotangent.core.loss.GaussianNll;
import dev.cotangent.core.loss.KullbackLeibler;
import dev.cotangent.core.loss.Loss;
import dev.cotangent.core.loss.MultiMargin;
import dev.cotangent.core.loss.PoissonNll;
import dev.cotangent.core.loss.SmoothL1;
import dev.cotangent.core.loss.TripletMargin;
import java.util.List;

/**
 * Losses with options that change what is computed, and one made of a function; those with defaults
 * are in the registry.
 */
public final class ConfiguredLosses {

  /** At least one for each loss that has such options. */
  public static final List<Loss> ALL =
      List.of(
          new SmoothL1(0),
          new KullbackLeibler(true),
          new PoissonNll(true, true, 1e-8),
          new GaussianNll(true, 1e-6),
          new TripletMargin(1, 3, 1e-6, true),
          new MultiMargin(2, 0.5),
          new CrossEntropyOfProbabilities(0.2),
          new BinaryCrossEntropyWithLogits().withPositiveWeights(0.5, 2, 1, 3, 1, 1),
          CrossEntropy.ofClassIndices().withLabelSmoothing(0.2),
          CrossEntropy.ofClassIndices().withClassWeights(0.5, 2, 1, 3, 1, 1),
          CrossEntropy.ofClassIndices().withIgnoreIndex(1),
          Loss.elementwise("quartic", (p, t) -> p.sub(t).square().square()));

  private ConfiguredLosses() {}
}
