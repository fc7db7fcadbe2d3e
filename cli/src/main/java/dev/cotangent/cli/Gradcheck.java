package dev.cotangent.cli;

import dev.cotangent.core.Shape;
import dev.cotangent.core.ShapeException;
import dev.cotangent.core.check.GradientReport;
import dev.cotangent.core.check.PluginCheck;
import dev.cotangent.core.model.LayerSpec;
import dev.cotangent.core.registry.Registry;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongFunction;

/**
 * Something whose gradients can be checked.
 *
 * @param kind activation, layer, loss or op
 * @param check checks it at points that a seed decides
 */
record Gradcheck(String kind, String id, LongFunction<GradientReport> check) {

  private static final Shape POINTS = Shape.of(3, 4);

  /** Samples from few axes to many: a layer is checked with the first that it takes. */
  private static final List<Shape> SAMPLES =
      List.of(Shape.of(4), Shape.of(3, 4), Shape.of(2, 4, 3), Shape.of(2, 2, 3, 3), Shape.of(2));

  /** Predictions that two or three at once may lie in. */
  private static final Shape PREDICTIONS = Shape.of(3, 6);

  /** Everything that a registry holds, and ops. */
  static List<Gradcheck> all(Registry registry) {
    List<Gradcheck> all = new ArrayList<>();
    for (String id : registry.activations()) {
      all.add(
          new Gradcheck(
              "activation",
              id,
              seed -> PluginCheck.activation(registry.activation(id), POINTS, seed)));
    }
    for (String id : registry.layers()) {
      all.add(new Gradcheck("layer", id, seed -> layer(registry.layer(id), registry, seed)));
    }
    for (String id : registry.losses()) {
      all.add(
          new Gradcheck(
              "loss", id, seed -> PluginCheck.loss(registry.loss(id), PREDICTIONS, seed)));
    }
    all.addAll(OpChecks.all());
    return all;
  }

  /** The report of the check, from its seed. */
  GradientReport run(long seed) {
    return check.apply(seed);
  }

  private static GradientReport layer(LayerSpec spec, Registry registry, long seed) {
    Shape sample =
        SAMPLES.stream()
            .filter(shape -> takes(spec, shape, registry))
            .findFirst()
            .orElseThrow(() -> new UserError(spec.id() + ": takes none of the samples " + SAMPLES));
    GradientReport training = PluginCheck.layer(spec, sample, true, registry, seed);
    GradientReport prediction = PluginCheck.layer(spec, sample, false, registry, seed);
    boolean first = !training.passed() || training.worstError() >= prediction.worstError();
    return first ? training : prediction;
  }

  private static boolean takes(LayerSpec spec, Shape sample, Registry registry) {
    try {
      spec.build(sample, 0, registry);
      return true;
    } catch (ShapeException e) {
      return false;
    }
  }
}
