package dev.cotangent.cli;

import dev.cotangent.core.Shape;
import dev.cotangent.core.Tensor;
import dev.cotangent.core.check.GradientCheck;
import dev.cotangent.core.random.RandomStream;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BinaryOperator;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/** The checks of what a tensor can be asked for, at [3, 4] numbers; some need them above 0. */
final class OpChecks {

  private static final Shape SHAPE = Shape.of(3, 4);

  private final List<Gradcheck> checks = new ArrayList<>();

  private OpChecks() {}

  static List<Gradcheck> all() {
    OpChecks table = new OpChecks();
    table.binary("add", Tensor::add);
    table.binary("sub", Tensor::sub);
    table.binary("mul", Tensor::mul);
    table.binary("div", (a, b) -> a.div(b.square().add(0.5)));
    table.binary("where", (a, b) -> a.greater(b).where(a, b.square()));
    table.binary("matmul", (a, b) -> a.matmul(b.transpose()));
    table.binary("concat", (a, b) -> Tensor.concat(1, a, b).square());
    table.unary("neg", Tensor::neg);
    table.unary("exp", Tensor::exp);
    table.unary("log", x -> positive(x).log());
    table.unary("reciprocal", x -> positive(x).reciprocal());
    table.unary("square", Tensor::square);
    table.unary("expm1", Tensor::expm1);
    table.unary("log1p", x -> positive(x).log1p());
    table.unary("sin", Tensor::sin);
    table.unary("cos", Tensor::cos);
    table.unary("erf", Tensor::erf);
    table.unary("normal_cdf", Tensor::normalCdf);
    table.unary("pow", x -> positive(x).pow(1.5));
    table.unary("amax", x -> x.max(List.of(1), false));
    table.unary("log_softmax", Tensor::logSoftmax);
    table.unary("relu", Tensor::relu);
    table.unary("sigmoid", Tensor::sigmoid);
    table.unary("tanh", Tensor::tanh);
    table.unary("transpose", x -> x.transpose().square());
    table.unary("reshape", x -> x.reshape(Shape.of(2, 6)).square());
    table.unary("broadcast", x -> x.broadcastTo(Shape.of(2, 3, 4)).square());
    table.unary("slice", x -> x.slice(1, 1, 3).square());
    table.unary("sum", x -> x.square().sum(0));
    table.unary("mean", x -> x.square().mean());
    table.unary("logsumexp", Tensor::logSumExp);
    table.unary("softmax", Tensor::softmax);
    table.unary(
        "softmax_cross_entropy",
        x -> x.softmaxCrossEntropy(Tensor.of(Shape.of(3), new int[] {2, 0, 3})));
    return table.checks;
  }

  /** Above 0, in a way that has derivatives of its own. */
  private static Tensor positive(Tensor x) {
    return x.square().add(0.5);
  }

  private void unary(String id, UnaryOperator<Tensor> op) {
    add(id, 1, in -> op.apply(in.get(0)));
  }

  private void binary(String id, BinaryOperator<Tensor> op) {
    add(id, 2, in -> op.apply(in.get(0), in.get(1)));
  }

  private void add(String id, int inputs, Function<List<Tensor>, Tensor> op) {
    checks.add(
        new Gradcheck(
            "op", id, seed -> GradientCheck.of(op).withSeed(seed).at(points(id, inputs, seed))));
  }

  private static List<Tensor> points(String id, int inputs, long seed) {
    RandomStream random = RandomStream.of(seed, "gradcheck/" + id);
    List<Tensor> points = new ArrayList<>();
    for (int input = 0; input < inputs; input++) {
      double[] values = new double[SHAPE.size()];
      for (int i = 0; i < values.length; i++) {
        values[i] = random.normal(0, input, i);
      }
      points.add(Tensor.of(SHAPE, values));
    }
    return points;
  }
}
