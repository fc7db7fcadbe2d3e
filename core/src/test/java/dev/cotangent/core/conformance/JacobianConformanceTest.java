package dev.cotangent.core.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cotangent.core.DType;
import dev.cotangent.core.Jacobians;
import dev.cotangent.core.Shape;
import dev.cotangent.core.Tensor;
import dev.cotangent.core.json.JsonObject;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Jacobians, Hessians and their products against PyTorch. */
class JacobianConformanceTest {

  @Test
  void everyCaseIsKnown() throws IOException {
    assertThat(Conformance.cases("jacobian.json").stream().map(vector -> vector.string("name")))
        .containsExactly("jacobian_tanh_Wx", "hessian_sum_tanh2_Wx");
  }

  @Test
  void jacobianAndItsProducts() throws IOException {
    JsonObject vector = vector("jacobian_tanh_Wx");
    Tensor x = tensor(vector, "x");
    Tensor y = tanhOfProduct(vector, x);
    assertSame(vector, "jacobian", Jacobians.of(y, x));
    assertSame(vector, "jvp", Jacobians.jvp(y, x, tensor(vector, "v")));
    assertSame(vector, "vjp", Jacobians.vjp(y, x, tensor(vector, "u")));
  }

  @Test
  void hessianAndItsProduct() throws IOException {
    JsonObject vector = vector("hessian_sum_tanh2_Wx");
    Tensor x = tensor(vector, "x");
    Tensor y = tanhOfProduct(vector, x).square().sum();
    assertSame(vector, "hessian", Jacobians.hessian(y, x));
    assertSame(vector, "hvp", Jacobians.hessianVectorProduct(y, x, tensor(vector, "v")));
  }

  private static Tensor tanhOfProduct(JsonObject vector, Tensor x) {
    Tensor weights = tensor(vector, "W");
    Tensor column = x.reshape(Shape.of(x.shape().size(), 1));
    return weights.matmul(column).reshape(Shape.of(weights.shape().dim(0))).tanh();
  }

  private static JsonObject vector(String name) throws IOException {
    List<JsonObject> cases = Conformance.cases("jacobian.json");
    return cases.stream()
        .filter(each -> each.string("name").equals(name))
        .findFirst()
        .orElseThrow();
  }

  private static Tensor tensor(JsonObject vector, String name) {
    return Conformance.tensor(vector.object(name), DType.F64);
  }

  private static void assertSame(JsonObject vector, String name, Tensor actual) {
    JsonObject expected = vector.object(name);
    assertThat(actual.shape()).as(name).isEqualTo(Conformance.shape(expected));
    Conformance.assertClose(name, actual.toDoubles(), Conformance.data(expected));
  }
}
