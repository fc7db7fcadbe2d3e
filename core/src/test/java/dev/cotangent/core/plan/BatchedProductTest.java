package dev.cotangent.core.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cotangent.core.DType;
import dev.cotangent.core.Shape;
import dev.cotangent.core.graph.Gradients;
import dev.cotangent.core.graph.Tensor;
import dev.cotangent.core.kernel.portable.PortableKernels;
import dev.cotangent.core.plan.step.Step;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** Batched products read and write matrices that are spread over other tensors. */
class BatchedProductTest {

  private static final int BATCH = 3;
  private static final int HEADS = 2;
  private static final int LENGTH = 5;
  private static final int DEPTH = 4;

  private final SplittableRandom random = new SplittableRandom(11);

  @Test
  void attentionIsReadAndWrittenInPlace() {
    Tensor x = Tensor.input("x", DType.F32, Shape.of(BATCH, LENGTH, 3 * HEADS * DEPTH));
    Tensor y = attention(x);
    List<String> names = names(List.of(y, Gradients.of(y.square().sum(), x).of(x)));
    assertThat(names)
        .contains("matmul.batched")
        .contains("pad+add+add")
        .doesNotContain("transpose", "slice", "pad");
  }

  @Test
  void attentionHasTheBitsOfCopies() {
    Tensor x = Tensor.input("x", DType.F32, Shape.of(BATCH, LENGTH, 3 * HEADS * DEPTH));
    Tensor y = attention(x);
    check(List.of(y, Gradients.of(y.square().sum(), x).of(x)), x.shape(), x.shape());
  }

  @Test
  void everyOrderOfAxesHasTheBitsOfCopies() {
    Shape a = Shape.of(2, 3, 4, 5);
    for (List<Integer> first : orders(4)) {
      for (List<Integer> second : orders(4)) {
        Tensor x = Tensor.input("x", DType.F32, a).transpose(first);
        Shape other = x.shape().with(-2, x.shape().dim(-1)).with(-1, 6);
        Shape stored = Shape.of(second.stream().mapToInt(other::dim).toArray());
        Tensor y = Tensor.input("y", DType.F32, stored).transpose(inverse(second));
        List<Integer> result = orders(4).get(random.nextInt(24));
        check(List.of(x.matmul(y).transpose(result)), a, stored);
      }
    }
  }

  @Test
  void repeatedAndSlicedMatricesHaveTheBitsOfCopies() {
    Shape a = Shape.of(4, 1, 6, 5);
    Shape b = Shape.of(3, 8, 7);
    Tensor x = Tensor.input("x", DType.F32, a).slice(2, 1, 4).slice(0, 1, 3);
    Tensor y = Tensor.input("y", DType.F32, b).slice(1, 2, 7).slice(2, 3, 7);
    check(List.of(x.matmul(y), x.matmul(y).transpose(List.of(0, 1, 3, 2))), a, b);
    check(List.of(x.matmul(y).transpose(List.of(0, 3, 1, 2))), a, b);
  }

  private static Tensor attention(Tensor x) {
    Tensor queries = heads(x, 0).transpose(List.of(0, 2, 1, 3));
    Tensor keys = heads(x, 1).transpose(List.of(0, 2, 3, 1));
    Tensor values = heads(x, 2).transpose(List.of(0, 2, 1, 3));
    return queries
        .matmul(keys)
        .softmax()
        .matmul(values)
        .transpose(List.of(0, 2, 1, 3))
        .reshape(Shape.of(BATCH, LENGTH, HEADS * DEPTH));
  }

  private static Tensor heads(Tensor x, int part) {
    int width = HEADS * DEPTH;
    return x.slice(2, part * width, (part + 1) * width)
        .reshape(Shape.of(BATCH, LENGTH, HEADS, DEPTH));
  }

  private static List<String> names(List<Tensor> outputs) {
    return Plan.compile(outputs, PortableKernels.of()).schedule.phases.stream()
        .flatMap(List::stream)
        .flatMap(part -> part.steps.stream())
        .map(Step::name)
        .toList();
  }

  private void check(List<Tensor> outputs, Shape x, Shape y) {
    float[] first = values(x.size());
    float[] second = values(y.size());
    Plan planned = Plan.compile(outputs, PortableKernels.of());
    Plan nodes = Plan.unoptimized(outputs, List.of(), PortableKernels.of());
    assertThat(results(planned, first, second)).isEqualTo(results(nodes, first, second));
  }

  private static List<List<Double>> results(Plan plan, float[] x, float[] y) {
    Run run = plan.newRun();
    run.poison();
    run.feed("x", x, 0);
    if (run.hasInput("y")) {
      run.feed("y", y, 0);
    }
    run.execute();
    List<List<Double>> results = new ArrayList<>();
    for (int i = 0; i < plan.outputs.size(); i++) {
      results.add(Arrays.stream(run.read(i)).boxed().toList());
    }
    return results;
  }

  private float[] values(int size) {
    float[] values = new float[size];
    for (int i = 0; i < size; i++) {
      values[i] = (float) (random.nextDouble() - 0.5);
    }
    return values;
  }

  private static List<Integer> inverse(List<Integer> order) {
    List<Integer> inverse = new ArrayList<>(order);
    for (int i = 0; i < order.size(); i++) {
      inverse.set(order.get(i), i);
    }
    return inverse;
  }

  private static List<List<Integer>> orders(int rank) {
    List<List<Integer>> orders = List.of(List.of());
    for (int axis = 0; axis < rank; axis++) {
      List<List<Integer>> longer = new ArrayList<>();
      for (List<Integer> order : orders) {
        for (int at = 0; at <= axis; at++) {
          List<Integer> next = new ArrayList<>(order);
          next.add(at, axis);
          longer.add(next);
        }
      }
      orders = longer;
    }
    return orders;
  }
}
