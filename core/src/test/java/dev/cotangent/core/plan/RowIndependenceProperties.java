package dev.cotangent.core.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cotangent.core.DType;
import dev.cotangent.core.Shape;
import dev.cotangent.core.check.Draw;
import dev.cotangent.core.graph.Tensor;
import dev.cotangent.core.kernel.portable.PortableKernels;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/** A plan that claims that its rows are independent of each other never lets one see another. */
class RowIndependenceProperties {

  private static final int ROWS = 4;

  private static final List<Shape> SAMPLES =
      List.of(Shape.of(3), Shape.of(4), Shape.of(4, 4), Shape.of(3, 2), Shape.of(2, 4, 3));

  /** Half of what is drawn here is independent. */
  @Property(tries = 1000)
  void noRowSeesAnother(@ForAll long seed) {
    check(seed);
  }

  @Example
  void bothKindsOccur() {
    long independent = IntStream.range(0, 400).filter(seed -> check(seed)).count();
    assertThat(independent).isBetween(100L, 300L);
  }

  /** Whether the plan claims independence, which is then checked. */
  private static boolean check(long seed) {
    Draw draw = Draw.of(seed);
    Tensor x = Tensor.input("x", DType.F32, draw.oneOf(SAMPLES).prepend(ROWS));
    Tensor y = drawn(draw, x);
    Plan plan = Plan.compile(List.of(y), PortableKernels.of());
    boolean claimed = plan.rowwise();
    if (claimed) {
      float[] values = numbers(draw, x.shape().size());
      double[] before = run(plan, values);
      for (int row = 0; row < ROWS; row++) {
        assertThat(blocks(run(plan, changed(values, row)), row)).isEqualTo(blocks(before, row));
      }
    }
    return claimed;
  }

  private static Tensor drawn(Draw draw, Tensor x) {
    RandomOps ops = new RandomOps(draw);
    List<Tensor> known = new ArrayList<>(List.of(x));
    for (int i = 1 + draw.below(5); i > 0; i--) {
      Tensor latest = known.get(known.size() - 1);
      known.add(draw.chance(0.3) ? ops.of(latest) : next(draw, latest, known));
    }
    return known.get(known.size() - 1);
  }

  private static Tensor next(Draw draw, Tensor x, List<Tensor> known) {
    int rank = x.shape().rank();
    return switch (rank == 0 ? 0 : draw.below(9)) {
      case 0 -> x.tanh();
      case 1 -> x.reshape(folded(draw, x.shape()));
      case 2 -> x.transpose(order(draw, rank));
      case 3 -> part(draw, x);
      case 4 -> x.add(x.mean(List.of(draw.below(rank)), true));
      case 5 -> x.mul(x.sum(List.of(rank - 1), true));
      case 6 -> x.sub(x.slice(draw.below(rank), 0, 1));
      case 7 -> weighted(draw, x);
      default -> sameShape(draw, x, known).add(x);
    };
  }

  private static Tensor sameShape(Draw draw, Tensor x, List<Tensor> known) {
    List<Tensor> alike =
        known.stream()
            .filter(each -> each.shape().size() == x.shape().size())
            .collect(Collectors.toList());
    return draw.oneOf(alike).reshape(x.shape());
  }

  private static Tensor part(Draw draw, Tensor x) {
    int axis = draw.below(x.shape().rank());
    int length = x.shape().dim(axis);
    return x.slice(axis, draw.below(2) * (length / 2), length);
  }

  private static Tensor weighted(Draw draw, Tensor x) {
    int last = x.shape().dim(-1);
    Shape weights = Shape.of(last, 1 + draw.below(4));
    Tensor matrix = x.shape().rank() == 1 ? x.reshape(Shape.of(1, last)) : x;
    return matrix.matmul(Tensor.of(weights, numbers(draw, weights.size())));
  }

  /** Other axes for the same elements. */
  private static Shape folded(Draw draw, Shape shape) {
    int first =
        draw.oneOf(
            IntStream.rangeClosed(1, shape.size())
                .filter(n -> shape.size() % n == 0)
                .boxed()
                .toList());
    boolean asRows = shape.size() % ROWS == 0 && draw.chance(0.3);
    int rows = asRows ? ROWS : first;
    return Shape.of(rows, shape.size() / rows);
  }

  private static List<Integer> order(Draw draw, int rank) {
    List<Integer> order = new ArrayList<>(IntStream.range(0, rank).boxed().toList());
    Collections.swap(order, draw.below(rank), draw.below(rank));
    return order;
  }

  private static float[] numbers(Draw draw, int n) {
    float[] numbers = new float[n];
    for (int i = 0; i < n; i++) {
      numbers[i] = (float) draw.normal();
    }
    return numbers;
  }

  private static float[] changed(float[] values, int row) {
    float[] changed = values.clone();
    int size = values.length / ROWS;
    for (int i = row * size; i < (row + 1) * size; i++) {
      changed[i] = 1.5f - values[i];
    }
    return changed;
  }

  private static double[] run(Plan plan, float[] values) {
    Run run = plan.newRun();
    if (run.hasInput("x")) {
      run.feed("x", values, 0);
    }
    run.execute();
    return run.read(0);
  }

  /** The blocks of all rows but one. */
  private static List<List<Double>> blocks(double[] values, int row) {
    int size = values.length / ROWS;
    return IntStream.range(0, ROWS)
        .filter(i -> i != row)
        .mapToObj(i -> Arrays.stream(values, i * size, (i + 1) * size).boxed().toList())
        .toList();
  }
}
