package dev.cotangent.core.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cotangent.core.DType;
import dev.cotangent.core.Shape;
import dev.cotangent.core.graph.Gradients;
import dev.cotangent.core.graph.Tensor;
import dev.cotangent.core.kernel.portable.PortableKernels;
import dev.cotangent.core.parameter.ConstantInitializer;
import dev.cotangent.core.parameter.Parameter;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a plan says of itself. */
class PlanDescriptionTest {

  private static final String PERCEPTRON =
      """
      Plan for portable kernels: 12 steps in 3 phases
        arithmetic   5.7 kFLOP: 50.6 % row by row, 49.4 % over rows, 0 % whole
        memory       6.76 kB read and written, 0.843 FLOP/B
        critical     438 FLOP with a worker for each unit
        buffers      7 of 1.8 kB; reuse saves 6.6 % of 1.93 kB
        inputs       x 16x3, y 16x2
        parameters   4 of 200 B read
        gradients    4 of 200 B written, each to its parameter's slice
        run once     1 of constants alone: div

      phase  units    kernel               operands         result  to              B in  B out   FLOP  FLOP/B
      0.0    16 rows  matmul.NN+add        16x3 3x8 8       16x8    b0               320    512  1.02k    1.23
      0.0    16 rows  tanh                 16x8             16x8    b1               512    512    256    0.25
      0.0    16 rows  matmul.NN+add+sub    16x8 8x2 2 16x2  16x2    b2               712    128    640   0.762
      0.0    16 rows  square               16x2             16x2    b3               128    128     64    0.25
      0.0    16 rows  mul+mul              16x2 · 1x1       16x2    b2 in place      136    128    128   0.485
      0.0    16 rows  matmul.NT+tanh_grad  16x2 8x2 16x8    16x8    b4               704    512    768   0.632
      1.0    1 sum    sum                  16x2             ·       b5               128      4    256    1.94
      1.1    3 sums   matmul.TN            16x3 16x8        3x8     ∂hidden.weight   704     96    768    0.96
      1.2    8 sums   sum                  16x8             8       ∂hidden.bias     512     32  1.02k    1.88
      1.3    8 sums   matmul.TN            16x8 16x2        8x2     ∂out.weight      640     64    512   0.727
      1.4    2 sums   sum                  16x2             2       ∂out.bias        128      8    256    1.88
      2.0    1 row    div                  · ·              ·       b6                 8      4      2   0.167
      """;

  private static String describe(Tensor... outputs) {
    return Plan.compile(List.of(outputs), PortableKernels.of()).describe();
  }

  private static Tensor input(int... dims) {
    return Tensor.input("x", DType.F32, Shape.of(dims));
  }

  /** Squared error of a network of two layers, and its gradients. */
  private static Plan perceptron() {
    List<Tensor> weights = new ArrayList<>();
    List<Parameter> parameters = new ArrayList<>();
    int[][] shapes = {{8, 3}, {8}, {2, 8}, {2}};
    String[] names = {"hidden.weight", "hidden.bias", "out.weight", "out.bias"};
    for (int i = 0; i < shapes.length; i++) {
      Shape shape = Shape.of(shapes[i]);
      Parameter parameter = Parameter.weight(names[i], shape, new ConstantInitializer(0));
      parameters.add(shape.rank() == 2 ? parameter.stored(List.of(1, 0)) : parameter);
      weights.add(Tensor.parameter(parameters.get(i)));
    }
    Tensor hidden = input(16, 3).matmul(weights.get(0).transpose()).add(weights.get(1)).tanh();
    Tensor out = hidden.matmul(weights.get(2).transpose()).add(weights.get(3));
    Tensor loss = out.sub(Tensor.input("y", DType.F32, out.shape())).square().mean();
    Gradients gradients = Gradients.of(loss, weights);
    List<ParameterGradient> slices = new ArrayList<>();
    for (int i = 0; i < shapes.length; i++) {
      slices.add(new ParameterGradient(parameters.get(i), gradients.of(weights.get(i))));
    }
    return Plan.compile(List.of(loss), slices, PortableKernels.of());
  }

  @Test
  void everyStepHasALine() {
    assertThat(perceptron().describe()).isEqualTo(PERCEPTRON);
  }

  @Test
  void equalGraphsGiveEqualText() {
    assertThat(perceptron().describe()).isEqualTo(perceptron().describe());
  }

  @Test
  void whatWasFusedIsOneLine() {
    assertThat(describe(input(4, 4).matmul(input(4, 4)).exp().add(1).log()))
        .contains("1 step in 1 phase")
        .contains("matmul.NN+exp+add+log");
  }

  @Test
  void resultsThatReplaceAnOperandAreInPlace() {
    Tensor soft = input(8, 4).softmax();
    assertThat(describe(soft.sum(1).add(soft.exp().softmax().sum(1)))).contains(" in place");
  }

  @Test
  void reuseOfBuffersIsCounted() {
    Tensor y = input(100, 10);
    for (int i = 0; i < 4; i++) {
      y = y.add(1).softmax();
    }
    assertThat(describe(y)).contains("saves 75 % of 32 kB");
  }

  @Test
  void constantsAreComputedBeforeTheRun() {
    Tensor constant = Tensor.of(Shape.of(2), 1f, 2).exp();
    assertThat(describe(input(2).add(constant)))
        .contains("run once     1 of constants alone: exp\n")
        .contains("parameters   none\n")
        .contains("gradients    none\n");
  }

  @Test
  void whatOneWorkerHasToDoIsWhole() {
    assertThat(describe(input(4, 3).slice(0, 1, 3))).contains("100 % whole").contains("slice");
  }

  @Test
  void noLineIsLongerThanAScreen() {
    Tensor y = input(3, 3);
    for (int i = 0; i < 40; i++) {
      y = y.mul(0.5).tanh();
    }
    assertThat(describe(y).lines())
        .allMatch(line -> line.length() <= 120)
        .anyMatch(l -> l.contains("…"));
  }
}
