package dev.cotangent.core.plan;

import dev.cotangent.core.DType;
import dev.cotangent.core.Shape;
import dev.cotangent.core.check.Draw;
import dev.cotangent.core.graph.Gradients;
import dev.cotangent.core.graph.Tensor;
import dev.cotangent.core.op.elementwise.Abs;
import dev.cotangent.core.op.elementwise.Detach;
import dev.cotangent.core.op.elementwise.Maximum;
import dev.cotangent.core.op.elementwise.Minimum;
import dev.cotangent.core.op.elementwise.Sqrt;
import dev.cotangent.core.op.shape.Pad;
import dev.cotangent.core.parameter.ConstantInitializer;
import dev.cotangent.core.parameter.Parameter;
import dev.cotangent.core.parameter.ParameterStore;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * A graph that a seed decides: all ops with kernels, shapes of rank 0 to 3, repetitions,
 * transpositions, shared subexpressions, several outputs, gradients of inputs and parameters, some
 * of them of second order.
 */
final class RandomGraph {

  final List<Tensor> outputs = new ArrayList<>();
  final List<ParameterGradient> gradients = new ArrayList<>();
  final ParameterStore store;
  private final Draw draw;
  private final RandomOps ops;
  private final List<Tensor> inputs = new ArrayList<>();
  private final List<Tensor> parameters = new ArrayList<>();
  private final List<Tensor> known = new ArrayList<>();
  private final List<float[]> values = new ArrayList<>();
  private final int rows;
  private final int columns;

  RandomGraph(long seed) {
    draw = Draw.of(seed);
    ops = new RandomOps(draw);
    rows = draw.oneOf(List.of(1, 3, 5, 8, 17));
    columns = draw.oneOf(List.of(1, 2, 4, 16, 19));
    List<Parameter> weights = leaves();
    store = ParameterStore.of(weights);
    for (Parameter weight : weights) {
      store.write(weight, draw(weight.shape()));
    }
    int size = 4 + draw.below(25);
    for (int i = 0; i < size; i++) {
      known.add(next());
    }
    chooseOutputs(weights);
  }

  private List<Parameter> leaves() {
    List<Shape> shapes =
        List.of(Shape.of(rows, columns), Shape.of(columns), Shape.of(2, rows, columns));
    for (Shape shape : shapes) {
      inputs.add(Tensor.input("in" + inputs.size(), DType.F32, shape));
      values.add(draw(shape));
    }
    List<Parameter> weights = new ArrayList<>();
    List<Shape> weightShapes =
        List.of(Shape.of(columns, columns), Shape.of(columns), Shape.of(4, columns));
    for (Shape shape : weightShapes) {
      Parameter weight = Parameter.weight("w" + weights.size(), shape, new ConstantInitializer(0));
      boolean swapped = shape.rank() == 2 && draw.chance(0.6);
      weights.add(swapped ? weight.stored(List.of(1, 0)) : weight);
      parameters.add(Tensor.parameter(weights.get(weights.size() - 1)));
    }
    known.addAll(inputs);
    known.addAll(parameters);
    known.add(Tensor.of(Shape.of(columns), draw(Shape.of(columns))));
    known.add(Tensor.scalar(0.5f));
    return weights;
  }

  private void chooseOutputs(List<Parameter> weights) {
    int count = 1 + draw.below(3);
    Tensor loss = Tensor.scalar(0f);
    for (int i = 0; i < count; i++) {
      Tensor output = known.get(known.size() - 1 - draw.below(Math.min(6, known.size())));
      outputs.add(output);
      loss = loss.add(output.mul(output).sum());
    }
    if (draw.chance(0.3)) {
      Tensor slope = Gradients.of(loss, inputs).find(draw.oneOf(inputs)).orElse(loss);
      loss = loss.mul(0.1).add(slope.square().sum());
    }
    List<Tensor> wrt = new ArrayList<>(parameters);
    wrt.addAll(inputs);
    Gradients found = Gradients.of(loss, wrt);
    for (int i = 0; i < weights.size(); i++) {
      Parameter weight = weights.get(i);
      found.find(parameters.get(i)).ifPresent(g -> gradients.add(new ParameterGradient(weight, g)));
    }
    for (Tensor input : inputs) {
      if (draw.chance(0.5)) {
        found.find(input).ifPresent(outputs::add);
      }
    }
    outputs.add(loss);
  }

  private Tensor next() {
    Tensor x = any();
    return switch (draw.below(25)) {
      case 0, 1, 2 -> unary(x);
      case 3, 4, 5, 6 -> binary(x, partner(x));
      case 7 -> x.greater(0.1).where(x, partner(x).mul(0.5));
      case 8 -> product(x);
      case 9 -> product(x).add(vector(4)).relu();
      case 10 -> reduced(x);
      case 11 -> x.shape().rank() >= 2 ? x.transpose() : x.neg();
      case 12 -> x.transpose(rotation(x.shape().rank()));
      case 13 -> x.reshape(x.shape().prepend(1));
      case 14 -> repeated(x);
      case 15 -> part(x);
      case 16 -> joined(x);
      case 17 -> doubled(x);
      case 18 -> rejoined(x);
      case 19 -> padded(x);
      case 20, 21, 22, 23 -> ops.of(x);
      default -> rowOp(x);
    };
  }

  private Tensor any() {
    return draw.oneOf(known);
  }

  private Tensor unary(Tensor x) {
    return switch (draw.below(11)) {
      case 0 -> x.neg();
      case 1 -> x.tanh().exp();
      case 2 -> x.square().add(1).log();
      case 3 -> x.square().add(0.5).reciprocal();
      case 4 -> x.tanh().square();
      case 5 -> new Sqrt().on(x.sigmoid());
      case 6 -> new Abs().on(x);
      case 7 -> x.relu();
      case 8 -> x.sigmoid();
      case 9 -> new Detach().on(x).add(x);
      default -> x.tanh();
    };
  }

  private Tensor binary(Tensor a, Tensor b) {
    return switch (draw.below(7)) {
      case 0 -> a.add(b);
      case 1 -> a.sub(b);
      case 2 -> a.mul(b.tanh());
      case 3 -> a.div(b.square().add(1));
      case 4 -> new Maximum().on(a, b);
      case 5 -> new Minimum().on(a, b);
      default -> a.equalTo(b).where(a.neg(), b);
    };
  }

  /** Another tensor that broadcasts with this one. */
  private Tensor partner(Tensor x) {
    for (int tries = draw.below(8); tries < 5; tries++) {
      Tensor other = any();
      if (other.shape().broadcastsTo(x.shape()) || x.shape().broadcastsTo(other.shape())) {
        return other;
      }
    }
    Shape shape = draw.within(x.shape());
    return Tensor.of(shape, draw(shape));
  }

  private Tensor product(Tensor x) {
    Tensor matrix = x.shape().rank() >= 2 ? x : x.reshape(Shape.of(1, x.shape().size()));
    if (matrix.shape().dim(-1) == columns && draw.chance(0.8)) {
      Tensor weights = parameters.get(draw.chance(0.5) ? 0 : 2);
      return matrix.matmul(weights.transpose());
    }
    if (draw.chance(0.5)) {
      return matrix.matmul(matrix.transpose()).mul(0.1);
    }
    return matrix.transpose().matmul(matrix).mul(0.1);
  }

  private Tensor vector(int length) {
    return draw.chance(0.5)
        ? Tensor.scalar(0.25f)
        : Tensor.scalar((float) (length * draw.normal()));
  }

  private Tensor reduced(Tensor x) {
    if (x.shape().isScalar()) {
      return x.sum();
    }
    int axis = draw.below(x.shape().rank());
    return draw.chance(0.3) ? x.mean() : x.sum(List.of(axis), draw.chance(0.5)).mul(0.2);
  }

  private Tensor repeated(Tensor x) {
    boolean grows = x.shape().size() * 2 < 2000 && x.shape().rank() < 3;
    return grows ? x.broadcastTo(x.shape().prepend(2)) : x.tanh();
  }

  private Tensor part(Tensor x) {
    if (x.shape().isScalar()) {
      return x.neg();
    }
    int axis = draw.below(x.shape().rank());
    int length = x.shape().dim(axis);
    return x.slice(axis, length / 3, length);
  }

  private Tensor joined(Tensor x) {
    boolean grows = x.shape().size() * 2 < 2000 && !x.shape().isScalar();
    return grows ? Tensor.concat(draw.below(x.shape().rank()), x, x.tanh()) : x.tanh();
  }

  /** A node that reads another twice. */
  private Tensor doubled(Tensor x) {
    return switch (draw.below(4)) {
      case 0 -> x.add(x);
      case 1 -> x.sub(x);
      case 2 -> x.tanh().mul(x.tanh());
      default -> new Maximum().on(x, x);
    };
  }

  /** Two parts that together are a tensor, in the other order and from different tensors. */
  private Tensor rejoined(Tensor x) {
    int axis = axis(x);
    if (axis < 0) {
      return x.neg();
    }
    int length = x.shape().dim(axis);
    int cut = 1 + draw.below(length - 1);
    Tensor sum = x.add(partner(x));
    Tensor other = sum.shape().equals(x.shape()) ? sum : x;
    return Tensor.concat(axis, x.slice(axis, cut, length), other.slice(axis, 0, cut));
  }

  /** A sum of zero-padded parts, which may overlap or be added twice. */
  private Tensor padded(Tensor x) {
    int axis = axis(x);
    if (axis < 0) {
      return x.tanh();
    }
    int length = x.shape().dim(axis);
    Tensor sum = pad(x, axis, draw.below(length), length);
    for (int i = 1 + draw.below(3); i > 0; i--) {
      Tensor other = draw.chance(0.2) ? sum : pad(x, axis, draw.below(length), length);
      sum = sum.add(other);
    }
    return sum;
  }

  /** A part of a tensor between zeros in place of the others. */
  private Tensor pad(Tensor x, int axis, int from, int length) {
    int to = from + 1 + draw.below(length - from);
    return new Pad(axis, from, length - to).on(x.slice(axis, from, to));
  }

  /** An axis of at least two elements, or −1. */
  private int axis(Tensor x) {
    List<Integer> axes =
        IntStream.range(0, x.shape().rank())
            .filter(axis -> x.shape().dim(axis) > 1)
            .boxed()
            .toList();
    return axes.isEmpty() ? -1 : draw.oneOf(axes);
  }

  private Tensor rowOp(Tensor x) {
    if (x.shape().isScalar()) {
      return x.sigmoid();
    }
    if (x.shape().rank() == 2 && draw.chance(0.4)) {
      return x.softmaxCrossEntropy(draw.labels(x.shape().dim(0), x.shape().dim(1)));
    }
    return draw.chance(0.5) ? x.softmax() : x.logSumExp();
  }

  private static List<Integer> rotation(int rank) {
    return IntStream.range(0, rank).map(i -> (i + 1) % rank).boxed().toList();
  }

  private float[] draw(Shape shape) {
    float[] result = new float[shape.size()];
    for (int i = 0; i < result.length; i++) {
      result[i] = draw.chance(0.1) ? 0 : (float) draw.normal();
    }
    return result;
  }

  /** Feeds a run of a plan of this graph. */
  void feed(Run run) {
    for (int i = 0; i < inputs.size(); i++) {
      if (run.hasInput("in" + i)) {
        run.feed("in" + i, values.get(i), 0);
      }
    }
  }
}
