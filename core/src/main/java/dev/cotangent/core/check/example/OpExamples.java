package dev.cotangent.core.check.example;

import dev.cotangent.core.DType;
import dev.cotangent.core.Shape;
import dev.cotangent.core.ShapeException;
import dev.cotangent.core.check.Draw;
import dev.cotangent.core.check.Draw.Domain;
import dev.cotangent.core.check.OpExample;
import dev.cotangent.core.check.OpExample.ErrorBound;
import dev.cotangent.core.graph.Op;
import dev.cotangent.core.graph.Tensor;
import dev.cotangent.core.op.elementwise.Abs;
import dev.cotangent.core.op.elementwise.Accelerated;
import dev.cotangent.core.op.elementwise.AcceleratedGrad;
import dev.cotangent.core.op.elementwise.Add;
import dev.cotangent.core.op.elementwise.Cast;
import dev.cotangent.core.op.elementwise.Compare;
import dev.cotangent.core.op.elementwise.Cos;
import dev.cotangent.core.op.elementwise.Detach;
import dev.cotangent.core.op.elementwise.Div;
import dev.cotangent.core.op.elementwise.Erf;
import dev.cotangent.core.op.elementwise.Exp;
import dev.cotangent.core.op.elementwise.Expm1;
import dev.cotangent.core.op.elementwise.Log;
import dev.cotangent.core.op.elementwise.Log1p;
import dev.cotangent.core.op.elementwise.Maximum;
import dev.cotangent.core.op.elementwise.Minimum;
import dev.cotangent.core.op.elementwise.Mul;
import dev.cotangent.core.op.elementwise.Neg;
import dev.cotangent.core.op.elementwise.NormalCdf;
import dev.cotangent.core.op.elementwise.Pow;
import dev.cotangent.core.op.elementwise.Reciprocal;
import dev.cotangent.core.op.elementwise.Relu;
import dev.cotangent.core.op.elementwise.Sigmoid;
import dev.cotangent.core.op.elementwise.SigmoidGrad;
import dev.cotangent.core.op.elementwise.Sin;
import dev.cotangent.core.op.elementwise.Softplus;
import dev.cotangent.core.op.elementwise.Sqrt;
import dev.cotangent.core.op.elementwise.Square;
import dev.cotangent.core.op.elementwise.Sub;
import dev.cotangent.core.op.elementwise.Tanh;
import dev.cotangent.core.op.elementwise.TanhGrad;
import dev.cotangent.core.op.elementwise.Where;
import dev.cotangent.core.op.random.Bernoulli;
import dev.cotangent.core.op.random.RandomNormal;
import dev.cotangent.core.op.random.RandomUniform;
import dev.cotangent.core.op.rows.Amax;
import dev.cotangent.core.op.rows.ArgMax;
import dev.cotangent.core.op.rows.LogSumExp;
import dev.cotangent.core.op.rows.Softmax;
import dev.cotangent.core.op.rows.SoftmaxCrossEntropy;
import dev.cotangent.core.op.rows.SoftmaxCrossEntropyGrad;
import dev.cotangent.core.op.rows.Standardize;
import dev.cotangent.core.op.rows.StandardizeGrad;
import dev.cotangent.core.op.rows.Sum;
import dev.cotangent.core.op.shape.Broadcast;
import dev.cotangent.core.op.shape.MatMul;
import dev.cotangent.core.op.shape.Reshape;
import dev.cotangent.core.op.shape.Transpose;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Examples of every op of this module that has a derivative, with operands to check it on. The
 * tests of this module and {@code cotangent gradcheck} use them; an op without an example fails the
 * build.
 */
public final class OpExamples {

  private static final Shape SQUARE = Shape.of(5, 5);

  private static final List<OpExample> PLAIN =
      List.of(
          unary(new Abs()),
          unary(new Accelerated(new Bump())),
          OpExample.of(
                  "accelerated_grad", new AcceleratedGrad(new Bump()), draw -> thrice(draw.shape()))
              .also(SQUARE, SQUARE, SQUARE),
          unary(new Cos()).with(ErrorBound.CANCELS),
          unary(new Erf()),
          unary(new Exp()),
          unary(new Expm1()),
          unary(new Log1p()).on(Domain.POSITIVE),
          unary(new NormalCdf()),
          unary(new Sin()).with(ErrorBound.CANCELS),
          unary(new Log()).on(Domain.POSITIVE),
          unary(new Neg()),
          unary(new Reciprocal()).on(Domain.NONZERO),
          unary(new Relu()),
          unary(new Sigmoid()),
          unary(new Softplus()),
          unary(new Sqrt()).on(Domain.POSITIVE),
          unary(new Square()),
          unary(new Tanh()),
          unary(new Cast(DType.F32)).on(Domain.EXACT_IN_F32).withTolerance(1e-7),
          binary(new Add()),
          binary(new Sub()),
          binary(new Mul()),
          binary(new Div()).on(Domain.ANY, Domain.NONZERO),
          binary(new Pow()).on(Domain.POSITIVE, Domain.ANY),
          binary(new Maximum()),
          binary(new Minimum()),
          binary(new SigmoidGrad()),
          binary(new TanhGrad()),
          binary(new Where())
              .with(
                  (x, draw) ->
                      List.of(
                          draw.mask(Shape.broadcast(x.get(0).shape(), x.get(1).shape())),
                          x.get(0),
                          x.get(1))),
          binary(new Where())
              .named("where with a column of masks")
              .with((x, draw) -> List.of(draw.mask(columnOf(x)), x.get(0), x.get(1))),
          shaped("broadcast", 0, shape -> new Broadcast(repeated(shape)))
              .also(Shape.of(20, 1))
              .also(Shape.of(5, 1, 5)),
          shaped("reshape", 0, shape -> new Reshape(Shape.of(1, shape.size()))),
          shaped("transpose", 0, shape -> new Transpose(rotation(shape.rank()))),
          shaped("transpose last", 2, shape -> new Transpose(lastTwo(shape.rank()))),
          sum("sum of rows", 1, 0, 1),
          sum("sum along rows", 2, 1, 1),
          sum("sum of a matrix in a stack", 3, 1, 2).also(Shape.of(2, 5, 5)),
          OpExample.of("sum of all", new Sum(0, 2), draw -> List.of(matrix(draw)))
              .with(ErrorBound.OF_MAGNITUDES)
              .also(Shape.of(4, 5)),
          OpExample.of("matmul", new MatMul(), OpExamples::product)
              .with(ErrorBound.OF_MAGNITUDES)
              .also(SQUARE, SQUARE)
              .also(Shape.of(2, 5, 5), Shape.of(5, 5))
              .also(Shape.of(5, 5), Shape.of(2, 5, 5))
              .also(Shape.of(2, 1, 5, 5), Shape.of(3, 5, 5)),
          lastAxis(new Amax()),
          lastAxis(new LogSumExp()).with(ErrorBound.CANCELS),
          lastAxis(new Softmax()),
          // an epsilon large enough for differences to resolve the curvature of a row of ties
          lastAxis(new Standardize(0.1)).with(ErrorBound.CANCELS),
          OpExample.of(
                  "standardize_grad",
                  new StandardizeGrad(0.1),
                  draw -> twice(nonEmptyRows(draw.shape(1))))
              .with(ErrorBound.CANCELS)
              .also(SQUARE, SQUARE),
          rows(new SoftmaxCrossEntropy())
              .with(ErrorBound.CANCELS)
              .with((x, draw) -> List.of(x.get(0), labels(x.get(0), draw))),
          OpExample.of(
                  "softmax_cross_entropy_grad",
                  new SoftmaxCrossEntropyGrad(),
                  draw -> logitsAndUpstream(matrix(draw)))
              .with(ErrorBound.CANCELS)
              .with((x, draw) -> List.of(x.get(0), labels(x.get(0), draw), x.get(1)))
              .also(SQUARE, Shape.of(5))
              .also(Shape.of(20, 3), Shape.of(20)));

  private static final List<OpExample> ALL =
      Stream.of(PLAIN, SequenceExamples.all(), ImageExamples.all()).flatMap(List::stream).toList();

  /** Ops whose result is piecewise constant. */
  private static final List<Class<? extends Op>> WITHOUT_DERIVATIVE =
      List.of(
          ArgMax.class,
          Bernoulli.class,
          Compare.class,
          Detach.class,
          RandomNormal.class,
          RandomUniform.class);

  private OpExamples() {}

  /** The examples; some ops have several. */
  public static List<OpExample> all() {
    return ALL;
  }

  /** The ops that have no gradient, and therefore no example. */
  public static List<Class<? extends Op>> withoutDerivative() {
    return WITHOUT_DERIVATIVE;
  }

  private static OpExample unary(Op op) {
    return OpExample.of(op.id(), op, draw -> List.of(draw.shape())).also(SQUARE);
  }

  private static OpExample binary(Op op) {
    return OpExample.of(op.id(), op, Draw::pair)
        .also(SQUARE, SQUARE)
        .also(Shape.of(3, 20), Shape.of(20))
        .also(Shape.of(20), Shape.of(3, 20))
        .also(Shape.of(20, 1), Shape.of(5));
  }

  static OpExample shaped(String name, int rank, java.util.function.Function<Shape, Op> op) {
    return OpExample.of(name, op.apply(SQUARE), draw -> List.of(draw.shape(rank)))
        .with(shapes -> op.apply(shapes.get(0)))
        .also(SQUARE);
  }

  private static OpExample sum(String name, int rank, int first, int count) {
    return OpExample.of(name, new Sum(first, count), draw -> List.of(draw.shape(rank)))
        .with(ErrorBound.OF_MAGNITUDES)
        .also(rank > 2 ? Shape.of(5, 5, 5) : SQUARE);
  }

  private static OpExample lastAxis(Op op) {
    return OpExample.of(op.id(), op, draw -> List.of(nonEmptyRows(draw.shape(1)))).also(SQUARE);
  }

  private static OpExample rows(Op op) {
    return OpExample.of(op.id(), op, draw -> List.of(matrix(draw))).also(SQUARE);
  }

  /** Makes rows non-empty, since an empty row has no largest element. */
  private static Shape nonEmptyRows(Shape shape) {
    return shape.dim(-1) == 0 ? shape.with(-1, 2) : shape;
  }

  private static List<Shape> thrice(Shape shape) {
    return List.of(shape, shape, shape);
  }

  private static List<Shape> twice(Shape shape) {
    return List.of(shape, shape);
  }

  private static Shape matrix(Draw draw) {
    return draw.oneOf(
        List.of(Shape.of(1, 1), Shape.of(0, 3), Shape.of(2, 3), Shape.of(3, 17), Shape.of(7, 1)));
  }

  private static List<Shape> product(Draw draw) {
    Shape batch = draw.shape().slice(0, 0);
    if (draw.chance(0.5)) {
      batch = draw.oneOf(List.of(Shape.of(2), Shape.of(3, 2), Shape.of(0)));
    }
    List<Integer> lengths = List.of(0, 1, 2, 3, 5);
    int m = draw.oneOf(lengths);
    int k = draw.oneOf(lengths);
    int n = draw.oneOf(lengths);
    Shape other = draw.chance(0.5) ? batch : draw.within(batch);
    Shape first = matrices(batch, m, k);
    return draw.chance(0.5)
        ? List.of(first, matrices(other, k, n))
        : List.of(matrices(other, m, k), matrices(batch, k, n));
  }

  private static Shape matrices(Shape batch, int rows, int columns) {
    int[] dims = java.util.Arrays.copyOf(batch.dims(), batch.rank() + 2);
    dims[batch.rank()] = rows;
    dims[batch.rank() + 1] = columns;
    return Shape.of(dims);
  }

  private static Shape columnOf(List<Tensor> operands) {
    Shape shape = Shape.broadcast(operands.get(0).shape(), operands.get(1).shape());
    return shape.isScalar() ? shape : shape.with(-1, 1);
  }

  private static Shape repeated(Shape shape) {
    Shape result = shape;
    for (int axis = 0; axis < shape.rank(); axis++) {
      result = shape.dim(axis) == 1 ? result.with(axis, 3) : result;
    }
    return result.prepend(2);
  }

  private static List<Integer> rotation(int rank) {
    return IntStream.range(0, rank).map(i -> (i + 1) % rank).boxed().toList();
  }

  private static List<Integer> lastTwo(int rank) {
    if (rank < 2) {
      throw new ShapeException("a tensor of rank " + rank + ", expected at least 2 axes");
    }
    List<Integer> axes = new java.util.ArrayList<>(IntStream.range(0, rank).boxed().toList());
    Collections.swap(axes, rank - 1, rank - 2);
    return List.copyOf(axes);
  }

  private static List<Shape> logitsAndUpstream(Shape logits) {
    return List.of(logits, logits.without(-1));
  }

  private static Tensor labels(Tensor logits, Draw draw) {
    return draw.labels(logits.shape().dim(0), logits.shape().dim(1));
  }
}
