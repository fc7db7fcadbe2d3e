package dev.cotangent.core.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cotangent.core.CotangentException;
import dev.cotangent.core.Shape;
import dev.cotangent.core.graph.Gradients;
import dev.cotangent.core.graph.Tensor;
import dev.cotangent.core.kernel.portable.PortableKernels;
import dev.cotangent.core.parameter.ConstantInitializer;
import dev.cotangent.core.parameter.Parameter;
import dev.cotangent.core.parameter.ParameterStore;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A plan of two models, each with parameters of the same names in a store of its own. */
class SeveralStoresTest {

  private final Parameter first = weight("w", 3);
  private final Parameter padding = weight("pad", 2);
  private final Parameter second = weight("w", 3);
  private final ParameterStore one = ParameterStore.of(List.of(first));
  private final ParameterStore other = ParameterStore.of(List.of(padding, second));
  private final Tensor x = Tensor.parameter(first);
  private final Tensor y = Tensor.parameter(second);
  private final Tensor product = x.mul(y).sum();
  private final Gradients gradients = Gradients.of(product, x, y);
  private final Plan plan =
      Plan.compile(
          List.of(product),
          List.of(
              new ParameterGradient(first, gradients.of(x)),
              new ParameterGradient(second, gradients.of(y))),
          PortableKernels.of());

  @Test
  void readsEachParameterFromItsStoreAndWritesGradientsBesideIt() {
    one.write(first, 1, 2, 3);
    other.write(second, 4, 5, 6);
    float[] gradientsOfOne = new float[3];
    float[] gradientsOfOther = new float[5];
    Run run = plan.newRun(List.of(one, other), List.of(gradientsOfOne, gradientsOfOther));
    run.execute();
    assertThat(run.readScalar(0)).isEqualTo(32);
    assertThat(gradientsOfOne).containsExactly(4, 5, 6);
    assertThat(gradientsOfOther).containsExactly(0, 0, 1, 2, 3);
    other.write(second, 1, 1, 1);
    run.execute();
    assertThat(run.readScalar(0)).isEqualTo(6);
  }

  @Test
  void refusesParametersOfNoStoreOrOfTwo() {
    assertThatThrownBy(() -> plan.newRun(one))
        .isInstanceOf(CotangentException.class)
        .hasMessage("run: parameter w [3] is in none of its stores, expected one");
    List<float[]> arrays = List.of(new float[3], new float[3]);
    assertThatThrownBy(() -> plan.newRun(List.of(one, one), arrays))
        .isInstanceOf(CotangentException.class)
        .hasMessage("run: parameter w [3] is in two of its stores, expected one");
    assertThatThrownBy(() -> plan.newRun(List.of(one, other), List.of(new float[3])))
        .isInstanceOf(CotangentException.class)
        .hasMessage("run: 1 arrays of gradients, expected one for each of 2 parameter stores");
  }

  private static Parameter weight(String name, int size) {
    return Parameter.weight(name, Shape.of(size), ConstantInitializer.zeros());
  }
}
