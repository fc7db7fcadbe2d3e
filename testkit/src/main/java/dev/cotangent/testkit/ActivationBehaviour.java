package dev.cotangent.testkit;

import dev.cotangent.core.Shape;
import dev.cotangent.core.kernel.Kernels;
import dev.cotangent.core.spi.Activation;
import dev.cotangent.core.spi.Attributes;
import java.util.List;

/** Traces an activation's values and gradients, by its expression and as a layer uses it. */
record ActivationBehaviour(Kernels kernels, long seed) implements Behaviour<Activation> {

  private static final List<Shape> SHAPES = List.of(Shape.of(4, 6), Shape.of(24));
  private static final double[] DEVIATIONS = {0.5, 3};

  @Override
  public Trace trace(Activation plugin) {
    ActivationSubjects subjects = new ActivationSubjects(plugin, seed);
    Trace.Builder trace = new Trace.Builder();
    for (Shape shape : SHAPES) {
      for (double deviation : DEVIATIONS) {
        Draw draw = new Draw(seed, "trace" + deviation);
        Subject subject = subjects.of(shape);
        List<double[]> at = subject.points(draw, deviation);
        double[] cotangent = draw.doubles(subject.output().size(), 1);
        String where = " at " + shape + " of deviation " + deviation;
        trace.addAll("value and gradient" + where, subject.inDoubles(at, cotangent));
        trace.addAll(
            "value and gradient in a layer" + where,
            subjects.inALayer(shape).on(kernels).at(Draw.floats(at), Draw.floats(cotangent)));
      }
    }
    return trace.build();
  }

  @Override
  public String id(Activation plugin) {
    return plugin.id();
  }

  @Override
  public Attributes attributes(Activation plugin) {
    return plugin.attributes();
  }

  @Override
  public Activation with(Activation plugin, Attributes attributes) {
    return plugin.with(attributes);
  }
}
