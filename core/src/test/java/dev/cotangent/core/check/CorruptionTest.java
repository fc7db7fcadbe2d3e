package dev.cotangent.core.check;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cotangent.core.DType;
import dev.cotangent.core.Shape;
import dev.cotangent.core.check.OpExample.OpCase;
import dev.cotangent.core.check.example.OpExamples;
import dev.cotangent.core.graph.Op;
import dev.cotangent.core.graph.Tensor;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Checks the checker: every mistake, in every derivative where it can be made, is caught. */
class CorruptionTest {

  /** How many pairs of derivative and mistake there are; new ops may only add to it. */
  private static final int PAIRS = 612;

  @Test
  void everyCorruptionOfEveryDerivativeIsCaught() {
    List<String> missed = Collections.synchronizedList(new ArrayList<>());
    int pairs = OpExamples.all().stream().parallel().mapToInt(row -> pairsOf(row, missed)).sum();
    System.out.println("corrupted derivatives: " + pairs + ", caught: " + (pairs - missed.size()));
    assertThat(missed).isEmpty();
    assertThat(pairs).as("pairs of derivative and corruption").isGreaterThanOrEqualTo(PAIRS);
  }

  private static int pairsOf(OpExample row, List<String> missed) {
    int pairs = 0;
    for (Corruption corruption : Corruption.values()) {
      for (int input = 0; input < row.fixed().get(0).size(); input++) {
        Optional<OpCase> where = place(row.offKinks(), corruption, input);
        if (where.isPresent()) {
          pairs++;
          if (passes(where.get(), corruption, input)) {
            missed.add(corruption + " of input " + input + " in " + where.get());
          }
        }
      }
    }
    return pairs;
  }

  /** Without a mistake the same decorated ops pass. */
  @Test
  void decorationAloneChangesNothing() {
    for (OpExample row : OpExamples.all()) {
      for (List<Shape> shapes : row.fixed()) {
        OpCase operation = row.offKinks().at(shapes, 3);
        check(operation, new CorruptedOp(operation.op(), Corruption.SCALED, -1), false)
            .assertPassed();
      }
    }
  }

  private static Optional<OpCase> place(OpExample row, Corruption corruption, int input) {
    return row.fixed().stream()
        .map(shapes -> row.at(shapes, 3))
        // a derivative that is 0 wherever it exists is not sent, so no mistake can be made in it
        .filter(operation -> Corruption.sends(operation, input))
        .filter(operation -> corruption.applies(operation, input))
        .findFirst();
  }

  private static boolean passes(OpCase operation, Corruption corruption, int input) {
    int position = positionOf(operation, input);
    Op wrong = new CorruptedOp(operation.op(), corruption, position);
    return check(operation, wrong, corruption.oneTensorForAll()).passed();
  }

  /** Which of the op's operands the differentiable input with that number is. */
  private static int positionOf(OpCase operation, int input) {
    return operation.operands(operation.points()).indexOf(operation.points().get(input));
  }

  private static GradientReport check(OpCase operation, Op op, boolean oneTensorForAll) {
    List<Tensor> points = oneTensorForAll ? operation.points().subList(1, 2) : operation.points();
    return GradientCheck.of(
            inputs -> {
              List<Tensor> operands =
                  oneTensorForAll ? List.of(inputs.get(0), inputs.get(0)) : inputs;
              Tensor y = operation.apply(op, operands).cast(DType.F64);
              return y.mul(y).mul(y).add(y);
            })
        .withSeed(11)
        .withOrder(operation.example().order())
        .withTolerance(operation.example().tolerance())
        .at(points);
  }
}
