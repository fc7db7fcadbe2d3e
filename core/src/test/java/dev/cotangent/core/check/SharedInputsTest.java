package dev.cotangent.core.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.cotangent.core.Shape;
import dev.cotangent.core.check.OpExample.OpCase;
import dev.cotangent.core.check.example.OpExamples;
import dev.cotangent.core.graph.Gradients;
import dev.cotangent.core.graph.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/**
 * Derivatives of ops whose operands are made of one another: what a rule sends back to an operand
 * must not go on to another operand within that rule, since it does so outside of it.
 */
class SharedInputsTest {

  private static final int DRAWS = 12;

  @Test
  void aProductWithTheOperandItself() {
    double at = -0.3;
    Tensor x = Tensor.f64(at);
    Tensor first = Gradients.of(x.mul(x.tanh()), x).of(x);
    Tensor second = Gradients.of(first, x).of(x);
    double slope = 1 - Math.tanh(at) * Math.tanh(at);
    assertThat(second.item()).isCloseTo(2 * slope * (1 - at * Math.tanh(at)), within(1e-14));
  }

  @Test
  void everyOpTimesOneOfItsOperands() {
    int compared = 0;
    for (OpCase operation : cases()) {
      for (int i = 0; i < operation.points().size(); i++) {
        int operand = i;
        if (operation.doubles(operation.points()).shape().equals(shape(operation, operand))) {
          compared++;
          check(operation, operation.points(), in -> operation.doubles(in).mul(in.get(operand)));
        }
      }
    }
    assertThat(compared).isGreaterThan(500);
  }

  @Test
  void everyOpWithAnOperandMadeOfAnother() {
    int compared = 0;
    for (OpCase operation : cases()) {
      for (int i = 0; i < operation.points().size(); i++) {
        for (int j = 0; j < operation.points().size(); j++) {
          if (i != j && shape(operation, i).equals(shape(operation, j))) {
            compared++;
            checkEntangled(operation, i, j);
          }
        }
      }
    }
    assertThat(compared).isGreaterThan(200);
  }

  /** Operand j is the sum of operand i and of what is missing from it. */
  private static void checkEntangled(OpCase operation, int i, int j) {
    List<Tensor> points = new ArrayList<>(operation.points());
    points.set(j, points.get(j).sub(points.get(i)).eval());
    check(
        operation,
        points,
        in -> {
          List<Tensor> operands = new ArrayList<>(in);
          operands.set(j, in.get(j).add(in.get(i)));
          return operation.doubles(operands);
        });
  }

  private static Shape shape(OpCase operation, int operand) {
    return operation.points().get(operand).shape();
  }

  private static void check(
      OpCase operation, List<Tensor> points, Function<List<Tensor>, Tensor> function) {
    GradientReport report =
        GradientCheck.of(function)
            .withSeed(operation.seed())
            .withOrder(operation.example().order())
            .withTolerance(operation.example().tolerance())
            .at(points);
    assertThat(report.passed()).as("%s: %s", operation, report).isTrue();
  }

  private static List<OpCase> cases() {
    List<OpCase> cases = new ArrayList<>();
    for (OpExample row : OpExamples.all()) {
      for (long seed = 0; seed < DRAWS; seed++) {
        cases.add(row.offKinks().draw(seed));
      }
    }
    return cases;
  }
}
