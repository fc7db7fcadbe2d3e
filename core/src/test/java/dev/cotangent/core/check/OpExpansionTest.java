package dev.cotangent.core.check;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cotangent.core.DType;
import dev.cotangent.core.Shape;
import dev.cotangent.core.check.OpExample.ErrorBound;
import dev.cotangent.core.check.OpExample.OpCase;
import dev.cotangent.core.check.example.OpExamples;
import dev.cotangent.core.graph.Gradients;
import dev.cotangent.core.graph.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** An op is its expansion, in value and in three orders of derivative; its kernel is the op. */
class OpExpansionTest {

  @Test
  void opsAgreeWithTheirExpansionsInThreeOrders() {
    int compared = 0;
    for (OpCase operation : cases()) {
      Optional<Tensor> expansion = operation.op().expand(operation.operands(operation.points()));
      if (expansion.isPresent()) {
        compared++;
        Tensor op = operation.apply(operation.op(), operation.points());
        compare(operation + ", value", List.of(op), List.of(expansion.get()), operation, 3);
      }
    }
    assertThat(compared).isGreaterThanOrEqualTo(30);
  }

  private static void compare(
      String what, List<Tensor> op, List<Tensor> expansion, OpCase operation, int orders) {
    assertThat(op).as(what).hasSameSizeAs(expansion);
    for (int i = 0; i < op.size(); i++) {
      Arrays64.assertClose(what, op.get(i).toDoubles(), expansion.get(i).toDoubles(), 1e-9);
    }
    if (orders > 0 && !op.isEmpty()) {
      String next = what.replaceAll(", .*", ", derivative of order " + (4 - orders));
      compare(
          next, gradients(op, operation), gradients(expansion, operation), operation, orders - 1);
    }
  }

  private static List<Tensor> gradients(List<Tensor> outputs, OpCase operation) {
    Draw draw = Draw.of(operation.seed());
    Tensor sum = Tensor.f64(0.0);
    for (Tensor output : outputs) {
      sum = sum.add(output.mul(draw.values(output.shape(), Draw.Domain.GENERIC)).sum());
    }
    Gradients gradients = Gradients.of(sum, operation.points());
    return operation.points().stream().flatMap(x -> gradients.find(x).stream()).toList();
  }

  @Test
  void portableKernelsAgreeWithTheReference() {
    for (OpCase operation : cases()) {
      List<Tensor> floats = operation.points().stream().map(Draw::floats).toList();
      List<Tensor> doubles = floats.stream().map(x -> x.cast(DType.F64).eval()).toList();
      Tensor single = operation.apply(operation.op(), floats);
      if (single.dtype() == DType.F32) {
        double[] exact = operation.doubles(doubles).toDoubles();
        double[] actual = single.toDoubles();
        double[] allowed = allowed(operation, doubles, exact);
        for (int i = 0; i < exact.length; i++) {
          assertThat(Math.abs(actual[i] - exact[i]))
              .as("%s, element %d: %s against %s", operation, i, actual[i], exact[i])
              .isLessThanOrEqualTo(allowed[i]);
        }
      }
    }
  }

  private static double[] allowed(OpCase operation, List<Tensor> points, double[] exact) {
    if (operation.example().accuracy() == ErrorBound.RELATIVE) {
      return Arrays.stream(exact).map(y -> 1e-6 * Math.abs(y) + Float.MIN_VALUE).toArray();
    }
    if (operation.example().accuracy() == ErrorBound.OF_MAGNITUDES) {
      List<Tensor> magnitudes = points.stream().map(OpExpansionTest::magnitude).toList();
      return Arrays.stream(operation.doubles(magnitudes).toDoubles()).map(y -> 2e-6 * y).toArray();
    }
    double largest = 1;
    for (Tensor point : points) {
      largest = Math.max(largest, Arrays64.largest(point.toDoubles()));
    }
    double[] allowed = new double[exact.length];
    Arrays.fill(allowed, 2e-6 * largest);
    return allowed;
  }

  private static Tensor magnitude(Tensor x) {
    return Tensor.f64(x.shape(), Arrays.stream(x.toDoubles()).map(Math::abs).toArray());
  }

  private static List<OpCase> cases() {
    List<OpCase> cases = new ArrayList<>();
    for (OpExample row : OpExamples.all()) {
      for (List<Shape> shapes : row.fixed()) {
        cases.add(row.at(shapes, 5));
      }
      for (long seed = 0; seed < 20; seed++) {
        cases.add(row.draw(seed));
      }
    }
    return cases;
  }
}
