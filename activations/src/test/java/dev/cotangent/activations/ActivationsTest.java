package dev.cotangent.activations;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cotangent.core.CotangentException;
import dev.cotangent.core.Gradients;
import dev.cotangent.core.Shape;
import dev.cotangent.core.Tensor;
import dev.cotangent.core.model.Activation;
import dev.cotangent.core.model.Attributes;
import dev.cotangent.core.registry.Registry;
import org.junit.jupiter.api.Test;

class ActivationsTest {

  private final Registry registry = Registry.standard();

  @Test
  void areFoundByTheirIds() {
    assertThat(registry.activations()).containsExactly("identity", "relu", "sigmoid", "tanh");
    assertThat(registry.problems()).isEmpty();
    assertThat(registry.activation("relu")).isInstanceOf(Relu.class);
  }

  @Test
  void keepTheShapeAndLetNaNThroughInItsPlaceOnly() {
    Tensor x = Tensor.of(Shape.of(2, 2), 1f, Float.NaN, -1f, 0f);
    for (String id : registry.activations()) {
      Tensor y = registry.activation(id).apply(x);
      assertThat(y.type()).as(id).isEqualTo(x.type());
      float[] values = y.toFloats();
      assertThat(values[1]).as(id).isNaN();
      assertThat(new float[] {values[0], values[2], values[3]}).as(id).doesNotContain(Float.NaN);
    }
  }

  @Test
  void reluIsFlatAtItsKink() {
    Tensor x = Tensor.of(Shape.of(3), -1f, 0f, 1f);
    Tensor y = new Relu().apply(x);
    assertThat(y.toFloats()).containsExactly(0, 0, 1);
    assertThat(Gradients.of(y.sum(), x).of(x).toFloats()).containsExactly(0, 0, 1);
  }

  @Test
  void identityIsItsInput() {
    Tensor x = Tensor.scalar(3f);
    assertThat(new Identity().apply(x)).isSameAs(x);
  }

  @Test
  void haveNoAttributes() {
    for (String id : registry.activations()) {
      Activation activation = registry.activation(id);
      assertThat(activation.attributes()).isEqualTo(Attributes.none());
      assertThat(activation.with(Attributes.none())).isSameAs(activation);
      assertThatThrownBy(() -> activation.with(Attributes.none().with("slope", 1)))
          .isInstanceOf(CotangentException.class)
          .hasMessageContaining("'slope'");
    }
  }
}
