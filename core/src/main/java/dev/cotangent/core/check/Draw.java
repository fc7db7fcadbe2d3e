package dev.cotangent.core.check;

import dev.cotangent.core.DType;
import dev.cotangent.core.Shape;
import dev.cotangent.core.TensorType;
import dev.cotangent.core.graph.Tensor;
import dev.cotangent.core.op.leaf.Constant;
import dev.cotangent.core.random.RandomStream;
import java.util.List;

/** Draws random shapes and values to check ops on, from one seed. For one thread. */
public final class Draw {

  /** The range of an op's operand. */
  public enum Domain {
    /** Any number, including 0, −0 and small integers (which cause ties). */
    ANY,
    /** Any number except 0, without ties. */
    GENERIC,
    /** Like GENERIC, from −1 to 1. */
    SMALL,
    /** Above 0. */
    POSITIVE,
    /** Away from 0. */
    NONZERO,
    /** Multiples of 1/128, which stay exact in F32 when a finite difference moves them. */
    EXACT_IN_F32;

    private static final double UNITS = 128;

    /** Maps a normally distributed number to the domain. */
    public double inside(double drawn) {
      return switch (this) {
        case ANY, GENERIC -> drawn;
        case SMALL -> drawn / (1 + Math.abs(drawn));
        case POSITIVE -> 0.2 + Math.abs(drawn);
        case NONZERO -> drawn + Math.copySign(0.3, drawn);
        case EXACT_IN_F32 -> Math.rint(drawn * UNITS) / UNITS;
      };
    }
  }

  private static final List<Shape> SHAPES =
      List.of(
          Shape.scalar(),
          Shape.of(0),
          Shape.of(1),
          Shape.of(3),
          Shape.of(17),
          Shape.of(2, 3),
          Shape.of(0, 3),
          Shape.of(3, 0),
          Shape.of(1, 5),
          Shape.of(7, 1),
          Shape.of(3, 1, 2),
          Shape.of(2, 3, 5));

  private final RandomStream random;
  private long index;

  private Draw(long seed) {
    random = RandomStream.of(seed, "draw");
  }

  /** Creates a generator with a seed. */
  public static Draw of(long seed) {
    return new Draw(seed);
  }

  /** An integer in [0, n). */
  public int below(int n) {
    return random.below(n, index++);
  }

  /** True with that probability. */
  public boolean chance(double probability) {
    return random.uniformDouble(index++) < probability;
  }

  /** A number from the standard normal distribution. */
  public double normal() {
    return random.normal(index++);
  }

  /** A random element of the list. */
  public <T> T oneOf(List<T> list) {
    return list.get(below(list.size()));
  }

  /** A shape of any kind: empty, scalar, or with odd lengths. */
  public Shape shape() {
    return oneOf(SHAPES);
  }

  /** A shape with at least that many axes. */
  public Shape shape(int rank) {
    Shape shape = shape();
    while (shape.rank() < rank) {
      shape = shape.prepend(1 + below(3));
    }
    return shape;
  }

  /** A shape that broadcasts to {@code shape}. */
  public Shape within(Shape shape) {
    Shape result = shape.slice(below(shape.rank() + 1), shape.rank());
    for (int axis = 0; axis < result.rank(); axis++) {
      result = chance(0.3) ? result.with(axis, 1) : result;
    }
    return result;
  }

  /** Two shapes, one of which broadcasts to the other. */
  public List<Shape> pair() {
    Shape shape = shape();
    Shape other = chance(0.4) ? shape : within(shape);
    return chance(0.5) ? List.of(shape, other) : List.of(other, shape);
  }

  /** An F64 constant with elements from a domain. */
  public Tensor values(Shape shape, Domain domain) {
    boolean integers = chance(0.3);
    double[] values = new double[shape.size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = value(domain, integers);
    }
    return Tensor.f64(shape, values);
  }

  private double value(Domain domain, boolean integers) {
    double uniform = random.uniformDouble(index++);
    return switch (domain) {
      case ANY ->
          chance(0.15) ? (chance(0.5) ? 0.0 : -0.0) : integers ? below(5) - 2 : 1.5 * normal();
      case GENERIC -> 1.5 * normal();
      case SMALL -> 2 * uniform - 1;
      case POSITIVE -> 0.2 + 3 * uniform;
      case NONZERO -> (0.3 + 3 * uniform) * (chance(0.5) ? 1 : -1);
      case EXACT_IN_F32 -> (below(1024) - 512) / 128.0;
    };
  }

  /** A random BOOL mask. */
  public Tensor mask(Shape shape) {
    boolean[] values = new boolean[shape.size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = chance(0.5);
    }
    return Tensor.of(shape, values);
  }

  /** {@code n} I32 labels in [0, classes). */
  public Tensor labels(int n, int classes) {
    int[] values = new int[n];
    for (int i = 0; i < n; i++) {
      values[i] = below(Math.max(1, classes));
    }
    return Tensor.of(Shape.of(n), values);
  }

  /** The constant rounded to F32. */
  public static Tensor floats(Tensor doubles) {
    return Constant.ofDoubles(new TensorType(DType.F32, doubles.shape()), doubles.toDoubles()).on();
  }
}
