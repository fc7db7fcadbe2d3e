package dev.cotangent.activations;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cotangent.core.CotangentException;
import dev.cotangent.core.DType;
import dev.cotangent.core.Shape;
import dev.cotangent.core.ShapeException;
import dev.cotangent.core.graph.Gradients;
import dev.cotangent.core.graph.Tensor;
import dev.cotangent.core.registry.Registry;
import dev.cotangent.core.spi.Activation;
import dev.cotangent.core.spi.Attributes;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class ActivationsTest {

  private final Registry registry = Registry.standard();

  @Test
  void areFoundByTheirIds() {
    assertThat(registry.activations())
        .containsExactly(
            "celu",
            "elu",
            "gelu",
            "glu",
            "hard_shrink",
            "hard_sigmoid",
            "hard_swish",
            "hard_tanh",
            "identity",
            "leaky_relu",
            "log_sigmoid",
            "log_softmax",
            "mish",
            "relu",
            "relu6",
            "selu",
            "sigmoid",
            "silu",
            "soft_shrink",
            "softmax",
            "softmin",
            "softplus",
            "softsign",
            "tanh",
            "tanh_shrink",
            "threshold");
    assertThat(registry.problems()).isEmpty();
    assertThat(registry.activation("relu")).isInstanceOf(Relu.class);
  }

  @Test
  void haveAConstantEachAndAFactoryForTheirAttributes() throws ReflectiveOperationException {
    for (String id : registry.activations()) {
      Activation known = registry.activation(id);
      Object constant = Activations.class.getField(id.toUpperCase(Locale.ROOT)).get(null);
      assertThat(constant).as(id).isEqualTo(known);
      boolean configured = !known.attributes().names().isEmpty();
      List<String> methods =
          Arrays.stream(known.getClass().getMethods()).map(Method::getName).toList();
      assertThat(methods.contains("of")).as(id).isEqualTo(configured);
    }
    assertThat(Activations.class.getFields()).hasSameSizeAs(registry.activations());
    assertThat(LeakyRelu.of(0.2)).isEqualTo(new LeakyRelu(0.2));
    assertThat(Softplus.of(2, 30)).isEqualTo(new Softplus(2, 30));
  }

  @Test
  void keepTheShapeAndLetNaNThroughInItsPlaceOnly() {
    Tensor x = Tensor.of(Shape.of(2, 2), 1f, Float.NaN, -1f, 0f);
    List<String> ids = new ArrayList<>(registry.activations());
    ids.removeAll(List.of("glu", "softmax", "softmin", "log_softmax")); // these look along an axis
    for (String id : ids) {
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
  void softmaxAndGluWorkAlongAnyAxis() {
    Tensor x = Tensor.of(Shape.of(2, 4), 1f, 2f, 3f, 4f, 0f, 0f, 0f, 0f);
    Activation columns = new Softmax().with(Attributes.none().with("axis", 0));
    for (float sum : columns.apply(x).sum(0).toFloats()) {
      assertThat(sum).isCloseTo(1f, Offset.offset(1e-6f));
    }
    assertThat(columns.apply(x).toFloats()[0])
        .isCloseTo(Tensor.scalar(1f).sigmoid().toFloats()[0], Offset.offset(1e-6f));
    assertThat(new Glu().apply(x).toFloats()[3]).isZero();
    assertThat(new Glu(0).apply(x).toFloats()).containsExactly(0.5f, 1f, 1.5f, 2f);
    assertThatThrownBy(() -> new Glu().apply(Tensor.iota(3).cast(DType.F32)))
        .isInstanceOf(ShapeException.class)
        .hasMessageContainingAll("glu", "axis -1", "3 elements");
  }

  @Test
  void readTheirAttributesAndNoOthers() {
    for (String id : registry.activations()) {
      Activation activation = registry.activation(id);
      assertThat(activation.with(activation.attributes())).isEqualTo(activation);
      assertThat(activation.with(Attributes.none())).isEqualTo(activation);
      assertThatThrownBy(() -> activation.with(Attributes.none().with("steepness", 1)))
          .isInstanceOf(CotangentException.class)
          .hasMessageContaining("'steepness'");
    }
  }

  @Test
  void nameAnAttributeThatIsOutOfRange() {
    assertThatThrownBy(() -> new Celu(0)).hasMessageContainingAll("celu", "'alpha' is 0.0");
    assertThatThrownBy(() -> new Elu(Double.NaN)).hasMessageContainingAll("elu", "'alpha' is NaN");
    assertThatThrownBy(() -> new Gelu("erf")).hasMessageContainingAll("gelu", "'erf'", "tanh");
    assertThatThrownBy(() -> new HardTanh(1, 1)).hasMessageContainingAll("hard_tanh", "'max_val'");
    assertThatThrownBy(() -> new HardShrink(-1)).hasMessageContainingAll("hard_shrink", "'lambda'");
    assertThatThrownBy(() -> new Softplus(0, 20)).hasMessageContainingAll("softplus", "'beta'");
  }
}
