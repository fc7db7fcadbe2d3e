package dev.cotangent.conformance;

import dev.cotangent.core.DType;
import dev.cotangent.core.Shape;
import dev.cotangent.core.TensorType;
import dev.cotangent.core.graph.Gradients;
import dev.cotangent.core.graph.Tensor;
import dev.cotangent.core.op.leaf.Constant;
import dev.cotangent.core.op.rows.Standardize;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.BinaryOperator;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/** No float32 kernel leaves its bound, in compositions of any ops and at any scale. */
class RoundingErrorsProperties {

  private static final List<BinaryOperator<Tensor>> OPS =
      List.of(
          Tensor::add,
          Tensor::sub,
          Tensor::mul,
          (a, b) -> a.div(b.square().add(1)),
          (a, b) -> a.maximum(b),
          (a, b) -> a.tanh().add(b.sigmoid()),
          (a, b) -> a.clamp(-20, 5).exp().sub(b),
          (a, b) -> a.abs().add(0.1).log().mul(b),
          (a, b) -> a.erf().add(b.clamp(-9, 9).sin()),
          (a, b) -> a.matmul(b.transpose()).matmul(b).mul(0.1),
          (a, b) -> a.softmax().mul(b.sum(List.of(0), true)),
          (a, b) -> a.sub(b.logSumExp().reshape(Shape.of(a.shape().dim(0), 1))),
          (a, b) -> new Standardize(1e-2).on(a).add(b),
          (a, b) -> Tensor.concat(1, a.slice(1, 1, a.shape().dim(1)), b.slice(1, 0, 1)));

  /** A value and its gradients. */
  private static List<Tensor> results(Random random, DType dtype) {
    TensorType type = new TensorType(dtype, Shape.of(2, 3 + random.nextInt(20)));
    List<Tensor> inputs = List.of(draw(random, type), draw(random, type));
    List<Tensor> nodes = new ArrayList<>(inputs);
    for (int i = 0; i < 3; i++) {
      Tensor a = nodes.get(random.nextInt(nodes.size()));
      nodes.add(OPS.get(random.nextInt(OPS.size())).apply(a, nodes.get(nodes.size() - 1)));
    }
    Tensor y = nodes.get(nodes.size() - 1);
    Gradients gradients = Gradients.of(y, draw(random, y.type()), inputs);
    List<Tensor> results = new ArrayList<>(List.of(y));
    inputs.forEach(x -> gradients.find(x).ifPresent(results::add));
    return results;
  }

  private static Tensor draw(Random random, TensorType type) {
    double scale = Math.pow(10, random.nextInt(7) - 4);
    double[] numbers =
        random.doubles(type.shape().size(), -scale, scale).map(x -> (float) x).toArray();
    return Constant.ofDoubles(type, numbers).on();
  }

  @Property(tries = 200)
  void float32LiesWithinTheBound(@ForAll long seed) {
    List<Tensor> narrow = results(new Random(seed), DType.F32);
    List<Estimate> expected = RoundingErrors.of(results(new Random(seed), DType.F64));
    for (int i = 0; i < narrow.size(); i++) {
      Estimate bounded = expected.get(i);
      Agreement.assertWithin(
          "result " + i, narrow.get(i).toDoubles(), bounded.values(), bounded.errors());
    }
  }
}
