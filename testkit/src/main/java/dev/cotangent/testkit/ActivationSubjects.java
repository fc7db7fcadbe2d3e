package dev.cotangent.testkit;

import dev.cotangent.core.DType;
import dev.cotangent.core.Shape;
import dev.cotangent.core.ShapeException;
import dev.cotangent.core.graph.Tensor;
import dev.cotangent.core.op.elementwise.Accelerated;
import dev.cotangent.core.spi.Activation;
import dev.cotangent.core.spi.ElementActivation;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;

/** An activation as functions of tensors of several shapes, some drawn from the seed. */
record ActivationSubjects(Activation activation, long seed) {

  static final int WIDTH = 6;

  private static final List<Shape> SHAPES =
      List.of(
          Shape.of(1),
          Shape.of(6),
          Shape.of(38),
          Shape.of(3, 4),
          Shape.of(5, 18),
          Shape.of(2, 3, 6));

  /** The activation's expression. */
  Subject of(Shape shape) {
    return of(shape, in -> activation.apply(in.get(0)));
  }

  /** The activation as a layer computes it: by scalar value and derivative if it has them. */
  Subject inALayer(Shape shape) {
    return activation instanceof ElementActivation element
        ? of(shape, in -> new Accelerated(element).on(in.get(0)))
        : of(shape);
  }

  /** The activation computed by another function. */
  Subject of(Shape shape, Function<List<Tensor>, Tensor> function) {
    return new Subject(function, List.of(shape), List.of("x"), new Domain(activation.domain()))
        .stopping(node -> activation.stopsGradients());
  }

  /** Subjects of all shapes that the activation accepts. */
  List<Subject> all() {
    List<Subject> subjects = new ArrayList<>();
    Stream.concat(SHAPES.stream(), Shapes.drawn(seed).stream())
        .filter(this::takes)
        .forEach(shape -> subjects.add(of(shape)));
    return subjects.isEmpty() ? List.of(of(SHAPES.get(0))) : subjects;
  }

  /** Returns the given shapes that the activation accepts. */
  List<Shape> taken(List<Shape> shapes) {
    return shapes.stream().filter(this::takes).toList();
  }

  /** Whether it accepts a shape; other errors are left to the checks. */
  private boolean takes(Shape shape) {
    try {
      activation.apply(Tensor.input("x", DType.F64, shape));
      return true;
    } catch (ShapeException notThisOne) {
      return false;
    } catch (RuntimeException broken) {
      return true;
    }
  }

  /** Whether the activation is element-wise, a function of one number. */
  boolean elementwise() {
    Subject subject = of(Shape.of(WIDTH));
    if (!subject.output().equals(Shape.of(WIDTH))) {
      return false;
    }
    double[] drawn = new Draw(seed, "elementwise").doubles(WIDTH, 1);
    double[] y = value(subject, drawn);
    drawn[0] += 1;
    double[] other = value(subject, drawn);
    for (int i = 1; i < WIDTH; i++) {
      if (y[i] != other[i]) {
        return false;
      }
    }
    return true;
  }

  private static double[] value(Subject subject, double[] drawn) {
    List<double[]> at = List.of(subject.domain().inside(drawn));
    return subject.inDoubles(at, new double[drawn.length]).get(0);
  }
}
