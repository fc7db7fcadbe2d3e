package dev.cotangent.core.check;

import dev.cotangent.core.check.OpExample.OpCase;
import dev.cotangent.core.check.example.OpExamples;
import dev.cotangent.core.graph.Tensor;
import java.util.function.UnaryOperator;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/** The derivative of every op, to second order, against finite differences. */
class OpGradientProperties {

  @Property(tries = 60)
  void everyOpOnRandomShapes(@ForAll long seed) {
    for (OpExample row : OpExamples.all()) {
      check(row.draw(seed), seed, y -> y);
    }
  }

  /**
   * A square makes the cotangent depend on the inputs, which second order then sees. Off the kinks:
   * |x|² is smooth at 0, but no chain of subgradients can know it.
   */
  @Property(tries = 30)
  void everyOpWithinALargerFunction(@ForAll long seed) {
    for (OpExample row : OpExamples.all()) {
      check(row.offKinks().draw(seed), seed, y -> y.mul(y));
    }
  }

  @Example
  void everyOpOnItsFixedShapes() {
    for (OpExample row : OpExamples.all()) {
      for (int i = 0; i < row.fixed().size(); i++) {
        check(row.offKinks().at(row.fixed().get(i), i), i, y -> y.mul(y));
      }
    }
  }

  private static void check(OpCase operation, long seed, UnaryOperator<Tensor> then) {
    GradientReport report =
        GradientCheck.of(inputs -> then.apply(operation.doubles(inputs)))
            .withSeed(seed)
            .withOrder(operation.example().order())
            .withTolerance(operation.example().tolerance())
            .at(operation.points());
    if (!report.passed()) {
      throw new AssertionError(operation + ": " + report);
    }
  }
}
