package dev.cotangent.integration.bits;

import dev.cotangent.core.Shape;
import dev.cotangent.core.check.Draw;
import dev.cotangent.core.check.OpExample;
import dev.cotangent.core.check.OpExample.OpCase;
import dev.cotangent.core.check.example.OpExamples;
import dev.cotangent.core.graph.Op;
import dev.cotangent.core.graph.Tensor;
import dev.cotangent.core.op.elementwise.Compare;
import dev.cotangent.core.op.elementwise.Detach;
import dev.cotangent.core.op.random.Bernoulli;
import dev.cotangent.core.op.random.RandomNormal;
import dev.cotangent.core.op.random.RandomUniform;
import dev.cotangent.core.op.rows.ArgMax;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.UnaryOperator;

/** Values and gradients of every op, on the shapes of its examples. */
final class OpCases {

  private static final Shape SHAPE = Shape.of(3, 20);
  private static final List<Integer> SEEDS = List.of(1, 2);

  private OpCases() {}

  static List<BitsCase> all() {
    List<BitsCase> cases = new ArrayList<>();
    OpExamples.all().forEach(example -> add("op " + example.name(), functions(example), cases));
    OpExamples.withoutDerivative()
        .forEach(op -> add("op " + op.getSimpleName(), withoutDerivative(op), cases));
    return cases;
  }

  private static void add(String name, List<PointFunction> functions, List<BitsCase> cases) {
    cases.add(BitsCase.of(name + " F64", bits -> functions.forEach(each -> each.inDoubles(bits))));
    cases.add(
        BitsCase.on(
            name + " F32",
            (kernels, bits) -> functions.forEach(each -> each.inFloats(kernels, bits))));
  }

  private static List<PointFunction> functions(OpExample example) {
    List<OpCase> applications = new ArrayList<>();
    example.fixed().forEach(shapes -> applications.add(example.at(shapes, 0)));
    SEEDS.forEach(seed -> applications.add(example.draw(seed)));
    return applications.stream().map(each -> function(example, each)).toList();
  }

  private static PointFunction function(OpExample example, OpCase application) {
    Points points = new Points(application.seed());
    List<Tensor> at = new ArrayList<>();
    for (Tensor point : application.points()) {
      at.add(inside(example.domains().get(at.size()), points.drawWide(point.shape())));
    }
    return new PointFunction(in -> application.apply(application.op(), in), at);
  }

  private static Tensor inside(Draw.Domain domain, Tensor drawn) {
    double[] values = Arrays.stream(drawn.toDoubles()).map(domain::inside).toArray();
    return Tensor.f64(drawn.shape(), values);
  }

  /** Ops that send no gradient back: a new one needs a line here. */
  private static List<PointFunction> withoutDerivative(Class<? extends Op> op) {
    if (op == ArgMax.class) {
      return List.of(unary(x -> x.argMax(-1)));
    }
    if (op == Compare.class) {
      return List.of(
          unary(x -> x.greater(0.5)), unary(x -> x.lessEqual(0)), unary(x -> x.equalTo(0)));
    }
    if (op == Detach.class) {
      return List.of(unary(x -> x.detach().mul(x)));
    }
    if (op == Bernoulli.class) {
      return random(new Bernoulli(5, 0.3, SHAPE));
    }
    if (op == RandomNormal.class) {
      return random(new RandomNormal(5, SHAPE));
    }
    if (op == RandomUniform.class) {
      return random(new RandomUniform(5, SHAPE));
    }
    throw new AssertionError(op + " has no case");
  }

  private static List<PointFunction> random(Op op) {
    Tensor pair = Tensor.i32(Shape.of(2), 7, 0);
    Tensor drawn = op.on(pair, pair, Tensor.i32(Shape.of(1), 0));
    return List.of(unary(x -> x.mul(drawn.cast(x.dtype()))));
  }

  private static PointFunction unary(UnaryOperator<Tensor> function) {
    return new PointFunction(
        in -> function.apply(in.get(0)), List.of(new Points(5).drawWide(SHAPE)));
  }
}
