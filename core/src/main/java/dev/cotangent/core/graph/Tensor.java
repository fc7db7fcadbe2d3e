package dev.cotangent.core.graph;

import dev.cotangent.core.CotangentException;
import dev.cotangent.core.DType;
import dev.cotangent.core.Shape;
import dev.cotangent.core.ShapeException;
import dev.cotangent.core.TensorType;
import dev.cotangent.core.op.elementwise.Abs;
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
import dev.cotangent.core.op.elementwise.Sin;
import dev.cotangent.core.op.elementwise.Softplus;
import dev.cotangent.core.op.elementwise.Sqrt;
import dev.cotangent.core.op.elementwise.Square;
import dev.cotangent.core.op.elementwise.Sub;
import dev.cotangent.core.op.elementwise.Tanh;
import dev.cotangent.core.op.elementwise.Where;
import dev.cotangent.core.op.leaf.Constant;
import dev.cotangent.core.op.leaf.Input;
import dev.cotangent.core.op.leaf.ParameterRead;
import dev.cotangent.core.op.rows.Amax;
import dev.cotangent.core.op.rows.ArgMax;
import dev.cotangent.core.op.rows.LogSumExp;
import dev.cotangent.core.op.rows.OverAxes;
import dev.cotangent.core.op.rows.Softmax;
import dev.cotangent.core.op.rows.SoftmaxCrossEntropy;
import dev.cotangent.core.op.rows.Sum;
import dev.cotangent.core.op.shape.Broadcast;
import dev.cotangent.core.op.shape.Concat;
import dev.cotangent.core.op.shape.Gather;
import dev.cotangent.core.op.shape.MatMul;
import dev.cotangent.core.op.shape.Reshape;
import dev.cotangent.core.op.shape.ScatterAdd;
import dev.cotangent.core.op.shape.Slice;
import dev.cotangent.core.op.shape.Transpose;
import dev.cotangent.core.parameter.Parameter;
import dev.cotangent.core.plan.eager.EagerEvaluation;
import dev.cotangent.core.plugin.PluginException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * An immutable node of the computational graph: an op applied to other tensors, with a shape and an
 * element type.
 *
 * <p>Creating a tensor checks shapes and types but computes no values; a misfit throws {@link
 * ShapeException}. Values come from {@link #item}, {@link #toFloats} and {@link #eval}, which
 * compile a plan and run it once, or from a {@code Plan} that is compiled once and run many times.
 * Two tensors are equal only if they are the same node. Safe for use by many threads.
 *
 * <p>Operands broadcast as in NumPy and must have the same element type. Numbers follow one rule:
 *
 * <ul>
 *   <li>{@link #of} and {@link #scalar} make F32 tensors of all Java numbers, with or without a
 *       point; {@link #f64} makes F64 tensors, {@link #i32} I32 tensors of class labels and ids.
 *   <li>A number used with a tensor takes the tensor's element type, be it a Java number as in
 *       {@code x.mul(2)} or a constant scalar as in {@code x.mul(Tensor.scalar(2))}. A number that
 *       the type cannot hold, such as 0.5 in I32 or 1e300 in F32, is an error.
 * </ul>
 */
public final class Tensor {

  private final Op op;
  private final List<Tensor> inputs;
  private final TensorType type;

  private Tensor(Op op, List<Tensor> inputs, TensorType type) {
    this.op = op;
    this.inputs = inputs;
    this.type = type;
  }

  /**
   * Applies an op to inputs.
   *
   * @throws ShapeException if the op does not accept inputs of these types
   */
  public static Tensor apply(Op op, List<Tensor> inputs) {
    List<TensorType> types = new ArrayList<>(inputs.size());
    for (Tensor input : inputs) {
      types.add(input.type);
    }
    TensorType type = op.infer(types);
    if (type == null) {
      throw new PluginException(op.owner(), "infer returned null");
    }
    return new Tensor(op, List.copyOf(inputs), type);
  }

  // ---- leaves ----

  /**
   * An F32 scalar from a whole number, as in {@code scalar(-2)}.
   *
   * @throws CotangentException if no float equals it, as for most numbers above 2^24
   */
  public static Tensor scalar(long value) {
    return scalar(Literals.wholeFloat(value));
  }

  /** An F32 scalar. */
  public static Tensor scalar(float value) {
    return of(Shape.scalar(), value);
  }

  /**
   * An F32 scalar of the nearest float, as in {@code scalar(0.1)}; see {@link #f64(double)}.
   *
   * @throws CotangentException if the nearest float is infinite or 0 and the value is not, such as
   *     1e300
   */
  public static Tensor scalar(double value) {
    return scalar(Literals.nearestFloat(value));
  }

  /**
   * An F32 constant from whole numbers, as in {@code of(Shape.of(2), 1, 2)}, row-major.
   *
   * @throws CotangentException if no float equals one of them, as for most numbers above 2^24
   */
  public static Tensor of(Shape shape, long... values) {
    return of(shape, Literals.wholeFloats(values));
  }

  /** An F32 constant of that shape; the row-major values are copied. */
  public static Tensor of(Shape shape, float... values) {
    return Constant.of(shape, values).on();
  }

  /**
   * An F32 constant of that shape with the floats nearest to the row-major values; see {@link
   * #f64(Shape, double...)}.
   *
   * @throws CotangentException if a nearest float is infinite or 0 and the value is not, such as
   *     1e300
   */
  public static Tensor of(Shape shape, double... values) {
    return of(shape, Literals.nearestFloats(values));
  }

  /** An F64 scalar. */
  public static Tensor f64(double value) {
    return f64(Shape.scalar(), value);
  }

  /** An F64 constant of that shape; the row-major values are copied. */
  public static Tensor f64(Shape shape, double... values) {
    return Constant.of(shape, values).on();
  }

  /**
   * An I32 constant from an array of class labels or ids; the row-major values are copied.
   * Literals, as in {@code of(shape, 1, 2)}, make an F32 tensor; see {@link #i32}.
   */
  public static Tensor of(Shape shape, int[] values) {
    return i32(shape, values);
  }

  /** An I32 constant of that shape, for class labels and ids; the row-major values are copied. */
  public static Tensor i32(Shape shape, int... values) {
    return Constant.of(shape, values).on();
  }

  /** A BOOL constant of that shape; the row-major values are copied. */
  public static Tensor of(Shape shape, boolean... values) {
    return Constant.of(shape, values).on();
  }

  /**
   * A constant with all elements equal to one value.
   *
   * @throws CotangentException if the element type cannot hold the value, such as 0.5 in I32
   */
  public static Tensor full(TensorType type, double value) {
    double fitting = Literals.fit("full", type.dtype(), value);
    Tensor scalar = Constant.scalar(type.dtype(), fitting).on();
    return type.shape().isScalar() ? scalar : scalar.broadcastTo(type.shape());
  }

  /** The I32 vector 0, 1, … n − 1. */
  public static Tensor iota(int n) {
    return of(Shape.of(n), IntStream.range(0, n).toArray());
  }

  /** A leaf whose value is fed by name before each run. */
  public static Tensor input(String name, DType dtype, Shape shape) {
    return new Input(name, new TensorType(dtype, shape)).on();
  }

  /** A leaf that reads a parameter from the run's parameter store. */
  public static Tensor parameter(Parameter parameter) {
    return new ParameterRead(parameter).on();
  }

  // ---- elementwise ----

  /** Elementwise sum. */
  public Tensor add(Tensor other) {
    return new Add().on(Literals.operand(this, other), Literals.operand(other, this));
  }

  /** Adds a number to every element. */
  public Tensor add(double number) {
    return add(number("add", number));
  }

  /** Elementwise difference. */
  public Tensor sub(Tensor other) {
    return new Sub().on(Literals.operand(this, other), Literals.operand(other, this));
  }

  /** Subtracts a number from every element. */
  public Tensor sub(double number) {
    return sub(number("sub", number));
  }

  /** Elementwise product. */
  public Tensor mul(Tensor other) {
    return new Mul().on(Literals.operand(this, other), Literals.operand(other, this));
  }

  /** Multiplies every element by a number. */
  public Tensor mul(double number) {
    return mul(number("mul", number));
  }

  /** Elementwise quotient. */
  public Tensor div(Tensor other) {
    return new Div().on(Literals.operand(this, other), Literals.operand(other, this));
  }

  /** Divides every element by a number. */
  public Tensor div(double number) {
    return div(number("div", number));
  }

  /** −x. */
  public Tensor neg() {
    return new Neg().on(this);
  }

  /** e^x. */
  public Tensor exp() {
    return new Exp().on(this);
  }

  /** Natural logarithm. */
  public Tensor log() {
    return new Log().on(this);
  }

  /** e^x − 1, also accurate near 0. */
  public Tensor expm1() {
    return new Expm1().on(this);
  }

  /** ln(1 + x), also accurate near 0. */
  public Tensor log1p() {
    return new Log1p().on(this);
  }

  /** ln(1 + e^x), stable at any magnitude. */
  public Tensor softplus() {
    return new Softplus().on(this);
  }

  /** Sine, of an angle in radians. */
  public Tensor sin() {
    return new Sin().on(this);
  }

  /** Cosine, of an angle in radians. */
  public Tensor cos() {
    return new Cos().on(this);
  }

  /** The error function. */
  public Tensor erf() {
    return new Erf().on(this);
  }

  /** The cumulative distribution function of the standard normal distribution. */
  public Tensor normalCdf() {
    return new NormalCdf().on(this);
  }

  /**
   * Each element raised to the power of the other's; NaN for a fractional power of a negative
   * element.
   */
  public Tensor pow(Tensor exponent) {
    return new Pow().on(Literals.operand(this, exponent), Literals.operand(exponent, this));
  }

  /** Each element raised to the power of a number. */
  public Tensor pow(double exponent) {
    return pow(number("pow", exponent));
  }

  /** 1/√x. */
  public Tensor rsqrt() {
    return sqrt().reciprocal();
  }

  /** The sign of x: −1, 0 or 1; 0 for NaN. No gradient. */
  public Tensor sign() {
    Tensor negative = less(0).where(number("sign", -1), number("sign", 0));
    return greater(0).where(number("sign", 1), negative);
  }

  /**
   * Clamps x to [min, max]. The gradient passes between the bounds and at them, as in PyTorch.
   *
   * @throws CotangentException if {@code min} is greater than {@code max}, or either is NaN
   */
  public Tensor clamp(double min, double max) {
    if (!(min <= max)) {
      throw new CotangentException(
          Double.isNaN(min) || Double.isNaN(max)
              ? "clamp: a bound is NaN, expected min " + min + " <= max " + max
              : "clamp: min " + min + " is greater than max " + max + ", expected min <= max");
    }
    Tensor low = number("clamp", min);
    Tensor high = number("clamp", max);
    return less(low).where(low, greater(high).where(high, this));
  }

  /** 1/x. */
  public Tensor reciprocal() {
    return new Reciprocal().on(this);
  }

  /** x². */
  public Tensor square() {
    return new Square().on(this);
  }

  /** √x. */
  public Tensor sqrt() {
    return new Sqrt().on(this);
  }

  /** |x|, with slope 0 at 0. */
  public Tensor abs() {
    return new Abs().on(this);
  }

  /** Elementwise maximum; ties share the gradient. */
  public Tensor maximum(Tensor other) {
    return new Maximum().on(Literals.operand(this, other), Literals.operand(other, this));
  }

  /** Elementwise minimum; ties share the gradient. */
  public Tensor minimum(Tensor other) {
    return new Minimum().on(Literals.operand(this, other), Literals.operand(other, this));
  }

  /** max(x, 0), with slope 0 at 0. */
  public Tensor relu() {
    return new Relu().on(this);
  }

  /** The logistic function 1/(1 + e^−x). */
  public Tensor sigmoid() {
    return new Sigmoid().on(this);
  }

  /** Hyperbolic tangent. */
  public Tensor tanh() {
    return new Tanh().on(this);
  }

  /** x &gt; other, as BOOL. */
  public Tensor greater(Tensor other) {
    return new Compare(Compare.Relation.GREATER)
        .on(Literals.operand(this, other), Literals.operand(other, this));
  }

  /** x &gt; number, as BOOL. */
  public Tensor greater(double number) {
    return greater(number("greater", number));
  }

  /** x ≥ other, as BOOL. */
  public Tensor greaterEqual(Tensor other) {
    return new Compare(Compare.Relation.GREATER_EQUAL)
        .on(Literals.operand(this, other), Literals.operand(other, this));
  }

  /** x ≥ number, as BOOL. */
  public Tensor greaterEqual(double number) {
    return greaterEqual(number("greaterEqual", number));
  }

  /** x &lt; number, as BOOL. */
  public Tensor less(double number) {
    return less(number("less", number));
  }

  /** x ≤ number, as BOOL. */
  public Tensor lessEqual(double number) {
    return lessEqual(number("lessEqual", number));
  }

  /** x = number, as BOOL; NaN equals nothing. */
  public Tensor equalTo(double number) {
    return equalTo(number("equalTo", number));
  }

  /** x &lt; other, as BOOL. */
  public Tensor less(Tensor other) {
    return other.greater(this);
  }

  /** x ≤ other, as BOOL. */
  public Tensor lessEqual(Tensor other) {
    return other.greaterEqual(this);
  }

  /** x = other, as BOOL; NaN equals nothing. */
  public Tensor equalTo(Tensor other) {
    return new Compare(Compare.Relation.EQUAL)
        .on(Literals.operand(this, other), Literals.operand(other, this));
  }

  /**
   * Selects elements by this BOOL mask: {@code whenTrue} where it is true, else {@code whenFalse}.
   * Values that are not selected never matter, even if infinite or NaN.
   */
  public Tensor where(Tensor whenTrue, Tensor whenFalse) {
    return new Where()
        .on(this, Literals.operand(whenTrue, whenFalse), Literals.operand(whenFalse, whenTrue));
  }

  /** Converts the values to another element type. */
  public Tensor cast(DType dtype) {
    return dtype == type.dtype() ? this : new Cast(dtype).on(this);
  }

  /** The same value, with the gradient stopped. */
  public Tensor detach() {
    return new Detach().on(this);
  }

  // ---- linear algebra and shapes ----

  /** Matrix product over the last two axes; earlier axes are batches and broadcast. */
  public Tensor matmul(Tensor other) {
    return MatMul.of(this, other);
  }

  /** Swaps the last two axes. */
  public Tensor transpose() {
    int rank = shape().rank();
    if (rank < 2) {
      throw new ShapeException("transpose: the shape is " + shape() + ", expected at least 2 axes");
    }
    List<Integer> permutation = new ArrayList<>(IntStream.range(0, rank).boxed().toList());
    java.util.Collections.swap(permutation, rank - 1, rank - 2);
    return transpose(permutation);
  }

  /** Reorders the axes: axis i of the result is axis {@code permutation[i]} of this tensor. */
  public Tensor transpose(List<Integer> permutation) {
    return new Transpose(List.copyOf(permutation)).on(this);
  }

  /** The same elements, row-major, in another shape of the same size. */
  public Tensor reshape(Shape shape) {
    return shape.equals(shape()) ? this : new Reshape(shape).on(this);
  }

  /** A new node with the same value, for a tensor that is an input twice. */
  Tensor again() {
    return new Reshape(shape()).on(this);
  }

  /** Broadcasts this tensor along new or length-one axes. */
  public Tensor broadcastTo(Shape shape) {
    return shape.equals(shape()) ? this : new Broadcast(shape).on(this);
  }

  /** The part from {@code from} (inclusive) to {@code to} (exclusive) along an axis. */
  public Tensor slice(int axis, int from, int to) {
    int resolved = shape().axis(axis);
    boolean all = from == 0 && to == shape().dim(resolved);
    return all ? this : new Slice(resolved, from, to).on(this);
  }

  /** Concatenates tensors along an axis; all other axes must agree. */
  public static Tensor concat(int axis, Tensor... tensors) {
    return new Concat(tensors.length == 0 ? axis : tensors[0].shape().axis(axis)).on(tensors);
  }

  /**
   * Selects rows of this table [n, ..] by I32 indices [..] of one axis or more; an index outside
   * [0, n) gives NaN.
   */
  public Tensor gather(Tensor indices) {
    return new Gather().on(this, indices);
  }

  /**
   * Adds each row of this tensor [.., ..] to the row of a zero table that its I32 index [..]
   * selects. The result has {@code rows} rows; indices out of range add nothing.
   */
  public Tensor scatterAdd(Tensor indices, int rows) {
    return new ScatterAdd(rows).on(this, indices);
  }

  // ---- reductions ----

  /** The sum of all elements, a scalar. */
  public Tensor sum() {
    return sum(allAxes(), false);
  }

  /** The sum over one axis, which is removed. */
  public Tensor sum(int axis) {
    return sum(List.of(axis), false);
  }

  /**
   * The sum over axes; with {@code keepAxes} they are kept with length 1. An empty list returns
   * this tensor.
   */
  public Tensor sum(List<Integer> axes, boolean keepAxes) {
    return Sum.of(this, axes, keepAxes);
  }

  /** The mean of all elements, a scalar; NaN when there are none. */
  public Tensor mean() {
    return mean(allAxes(), false);
  }

  /** The mean over axes; with {@code keepAxes} they are kept with length 1. */
  public Tensor mean(List<Integer> axes, boolean keepAxes) {
    checkFloating("mean");
    int count = axes.stream().mapToInt(shape()::dim).reduce(1, (a, b) -> a * b);
    return sum(axes, keepAxes).div(count);
  }

  /** The population variance over axes: the divisor is the number of elements n, not n − 1. */
  public Tensor variance(List<Integer> axes, boolean keepAxes) {
    checkFloating("variance");
    return sub(mean(axes, true)).square().mean(axes, keepAxes);
  }

  /** log Σ exp over the last axis, which is removed; stable at any magnitude. */
  public Tensor logSumExp() {
    return new LogSumExp().on(this);
  }

  /** log Σ exp over axes; with {@code keepAxes} they are kept with length 1. */
  public Tensor logSumExp(List<Integer> axes, boolean keepAxes) {
    return OverAxes.reduce(this, axes, keepAxes, Tensor::logSumExp);
  }

  /** The largest element over axes; ties share the gradient. */
  public Tensor max(List<Integer> axes, boolean keepAxes) {
    return OverAxes.reduce(this, axes, keepAxes, rows -> new Amax().on(rows));
  }

  /** The smallest element over axes; ties share the gradient. */
  public Tensor min(List<Integer> axes, boolean keepAxes) {
    checkFloating("min");
    return neg().max(axes, keepAxes).neg();
  }

  /** The I32 index of the first largest element along one axis, which is removed. */
  public Tensor argMax(int axis) {
    return OverAxes.reduce(this, List.of(axis), false, rows -> new ArgMax().on(rows));
  }

  /** log(exp(x) / Σ exp(x)) over the last axis; stable at any magnitude. */
  public Tensor logSoftmax() {
    // the result does not depend on the shift, so no gradient needs to flow through it
    Tensor shifted = sub(max(List.of(-1), true).detach());
    return shifted.sub(shifted.logSumExp(List.of(-1), true));
  }

  /** exp(x) / Σ exp(x) over the last axis. */
  public Tensor softmax() {
    return new Softmax().on(this);
  }

  /**
   * Softmax cross-entropy of these logits [rows, classes] with I32 class indices [rows]; one loss
   * per row.
   */
  public Tensor softmaxCrossEntropy(Tensor labels) {
    return new SoftmaxCrossEntropy().on(this, labels);
  }

  // ---- values ----

  /**
   * Computes the value of a tensor with one element.
   *
   * @throws ShapeException if the tensor does not have exactly one element
   * @throws CotangentException if the tensor needs an input, which only a run can feed, or a
   *     parameter
   * @throws java.util.concurrent.CancellationException if the thread is interrupted; the flag stays
   *     set
   */
  public double item() {
    if (shape().size() != 1) {
      throw new ShapeException("item: the shape is " + shape() + ", expected one element");
    }
    return toDoubles()[0];
  }

  /** Like {@link #toDoubles}, rounded to floats. */
  public float[] toFloats() {
    double[] values = toDoubles();
    float[] floats = new float[values.length];
    for (int i = 0; i < values.length; i++) {
      floats[i] = (float) values[i];
    }
    return floats;
  }

  /**
   * Computes all elements, row-major, as doubles (exact for every element type).
   *
   * @throws CotangentException if the tensor needs an input, which only a run can feed, or a
   *     parameter
   * @throws java.util.concurrent.CancellationException if the thread is interrupted; the flag stays
   *     set
   */
  public double[] toDoubles() {
    return EagerEvaluation.of(this);
  }

  /**
   * Computes this tensor and returns its value as a constant without its graph: for hand-written
   * loops.
   *
   * @throws CotangentException as {@link #toDoubles} does
   * @throws java.util.concurrent.CancellationException as {@link #toDoubles} does
   */
  public Tensor eval() {
    return Constant.ofDoubles(type, toDoubles()).on();
  }

  // ---- structure ----

  /** The op that produces this tensor. */
  public Op op() {
    return op;
  }

  /** The op's inputs, in order. */
  public List<Tensor> inputs() {
    return inputs;
  }

  /** The input at a position, from 0. */
  public Tensor input(int position) {
    return inputs.get(position);
  }

  /** Element type and shape. */
  public TensorType type() {
    return type;
  }

  /** The shape. */
  public Shape shape() {
    return type.shape();
  }

  /** The element type. */
  public DType dtype() {
    return type.dtype();
  }

  /**
   * Type, shape and values of a constant, such as {@code F32[2, 2] [[1, 2], [3, 4]]}; above 100
   * elements with the first and last entries of each axis only. The op's id and the type of any
   * other node, whose values are not computed for it: {@code matmul F32[2, 2]}.
   */
  @Override
  public String toString() {
    return op instanceof Constant constant
        ? TensorText.of(type, constant.array())
        : op.id() + " " + type;
  }

  private Tensor number(String method, double number) {
    return Constant.scalar(dtype(), Literals.fit(method, dtype(), number)).on();
  }

  /** Whether this is a floating-point constant scalar. */
  boolean isNumber() {
    return op instanceof Constant && shape().isScalar() && dtype().isFloating();
  }

  private void checkFloating(String method) {
    if (!dtype().isFloating()) {
      throw new ShapeException(
          method
              + ": the input is "
              + type
              + ", expected F32 or F64; cast it to one of them first");
    }
  }

  private List<Integer> allAxes() {
    return Arrays.stream(IntStream.range(0, shape().rank()).toArray()).boxed().toList();
  }
}
