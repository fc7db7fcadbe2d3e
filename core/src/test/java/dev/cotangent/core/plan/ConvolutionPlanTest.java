package dev.cotangent.core.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cotangent.core.DType;
import dev.cotangent.core.Shape;
import dev.cotangent.core.check.Draw;
import dev.cotangent.core.graph.Gradients;
import dev.cotangent.core.graph.Tensor;
import dev.cotangent.core.kernel.Window;
import dev.cotangent.core.kernel.portable.PortableKernels;
import dev.cotangent.core.op.image.Convolve;
import dev.cotangent.core.op.image.MaxPool;
import dev.cotangent.core.parameter.KaimingUniform;
import dev.cotangent.core.parameter.Parameter;
import dev.cotangent.core.parameter.ParameterStore;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A small network on images as plans run it: no copies, and the same bits however it is cut. */
class ConvolutionPlanTest {

  private static final int IMAGES = 29;
  private static final Shape INPUT = Shape.of(IMAGES, 2, 11, 10);

  private final Parameter first = weight("first", 6, 2, 3, 3);
  private final Parameter second = weight("second", 8, 3, 3, 2);
  private final Parameter bias = Parameter.weight("bias", Shape.of(6), new KaimingUniform(1));
  private final List<Parameter> parameters = List.of(first, bias, second);
  private final List<Tensor> reads = parameters.stream().map(Tensor::parameter).toList();
  private final Tensor loss = loss();
  private final ParameterStore store = ParameterStore.of(parameters);

  private static Parameter weight(String name, int... dims) {
    return Parameter.weight(name, Shape.of(dims), new KaimingUniform(9))
        .stored(List.of(1, 2, 3, 0));
  }

  private Tensor loss() {
    Tensor x = Tensor.input("x", DType.F32, INPUT);
    Window window = Window.of(3, 3).withPadding(1, 0);
    Tensor y = Convolve.of(x, reads.get(0), window, 1);
    y = y.add(reads.get(1).reshape(Shape.of(6, 1, 1))).relu();
    y = new MaxPool(Window.of(2, 2).withStride(2, 2)).on(y);
    y = Convolve.of(y, reads.get(2), Window.of(3, 2).withDilation(1, 2), 2);
    return y.square().sum();
  }

  private List<ParameterGradient> gradients() {
    Gradients gradients = Gradients.of(loss, reads);
    List<ParameterGradient> result = new ArrayList<>();
    for (int i = 0; i < reads.size(); i++) {
      result.add(new ParameterGradient(parameters.get(i), gradients.of(reads.get(i))));
    }
    return result;
  }

  private Plan plan() {
    return Plan.compile(List.of(loss), gradients(), PortableKernels.of());
  }

  @Test
  void readsAndWritesFiltersWhereTheyLie() {
    assertThat(plan().describe())
        .contains("convolve_input_grad", "convolve_filter_grad", "add+relu")
        .doesNotContain("transpose", "broadcast", "detach");
    assertThat(plan().wholeShare()).isZero();
  }

  @Test
  void givesTheSameBitsHoweverTheWorkIsCut() {
    store.initialize(3);
    float[] expected = run(Plan.unoptimized(List.of(loss), gradients(), PortableKernels.of()), 0);
    assertThat(run(plan(), 0)).containsExactly(expected);
    for (long seed = 1; seed <= 10; seed++) {
      assertThat(run(plan(), seed)).as("cuts of seed %d", seed).containsExactly(expected);
    }
  }

  private float[] run(Plan plan, long seed) {
    float[] gradients = new float[store.trainableSize()];
    Run run = plan.newRun(store, gradients);
    float[] images = Draw.floats(Draw.of(5).values(INPUT, Draw.Domain.ANY)).toFloats();
    run.feed("x", images, 0);
    run.poison();
    if (seed == 0) {
      run.execute();
    } else {
      run.execute(new ShuffledWorkers(seed));
    }
    float[] all = Arrays.copyOf(gradients, gradients.length + 1);
    all[gradients.length] = run.readScalar(0);
    return all;
  }

  @Test
  void rowsOfAForwardPassAreIndependent() {
    Tensor x = Tensor.input("x", DType.F32, INPUT);
    Tensor y = Convolve.of(x, Tensor.parameter(first), Window.of(3, 3), 1);
    Tensor pooled = new MaxPool(Window.of(2, 2)).on(y);
    assertThat(Plan.compile(List.of(pooled), PortableKernels.of()).rowwise()).isTrue();
  }
}
