package dev.cotangent.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cotangent.core.Shape;
import dev.cotangent.core.graph.Jacobians;
import dev.cotangent.core.graph.Tensor;
import dev.cotangent.core.json.JsonObject;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Jacobians, Hessians and their products against PyTorch. */
class JacobianConformanceTest {

  @Test
  void everyCaseIsKnown() {
    for (VectorSet set : VectorSet.all()) {
      assertThat(set.cases("jacobian").stream().map(vector -> vector.string("name")))
          .containsExactly("jacobian_tanh_Wx", "hessian_sum_tanh2_Wx");
    }
  }

  @Test
  void jacobianAndItsProducts() {
    for (JsonObject vector : vectors("jacobian_tanh_Wx")) {
      Tensor x = tensor(vector, "x");
      Tensor y = tanhOfProduct(vector, x);
      assertSame(vector, "jacobian", Jacobians.of(y, x));
      assertSame(vector, "jvp", Jacobians.jvp(y, x, tensor(vector, "v")));
      assertSame(vector, "vjp", Jacobians.vjp(y, x, tensor(vector, "u")));
    }
  }

  @Test
  void hessianAndItsProduct() {
    for (JsonObject vector : vectors("hessian_sum_tanh2_Wx")) {
      Tensor x = tensor(vector, "x");
      Tensor y = tanhOfProduct(vector, x).square().sum();
      assertSame(vector, "hessian", Jacobians.hessian(y, x));
      assertSame(vector, "hvp", Jacobians.hessianVectorProduct(y, x, tensor(vector, "v")));
    }
  }

  private static Tensor tanhOfProduct(JsonObject vector, Tensor x) {
    Tensor weights = tensor(vector, "W");
    Tensor column = x.reshape(Shape.of(x.shape().size(), 1));
    return weights.matmul(column).reshape(Shape.of(weights.shape().dim(0))).tanh();
  }

  private static List<JsonObject> vectors(String name) {
    return VectorSet.allCases("jacobian")
        .filter(vector -> vector.string("name").equals(name))
        .toList();
  }

  private static Tensor tensor(JsonObject vector, String name) {
    return Arrays64.exact(vector.object(name));
  }

  private static void assertSame(JsonObject vector, String name, Tensor actual) {
    JsonObject expected = vector.object(name);
    assertThat(actual.shape()).as(name).isEqualTo(Arrays64.shape(expected));
    Agreement.assertClose(name, actual.toDoubles(), Arrays64.data(expected));
  }
}
