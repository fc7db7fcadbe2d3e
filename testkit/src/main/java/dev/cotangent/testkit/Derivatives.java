package dev.cotangent.testkit;

import dev.cotangent.core.DType;
import dev.cotangent.core.Shape;
import dev.cotangent.core.graph.Gradients;
import dev.cotangent.core.graph.Tensor;
import dev.cotangent.core.kernel.portable.PortableKernels;
import dev.cotangent.core.plan.Plan;
import dev.cotangent.core.plan.Run;
import java.util.ArrayList;
import java.util.List;

/**
 * A function in double precision with its gradient ⟨J, cotangent⟩ and, for second order, the
 * gradient of ⟨gradient, direction⟩. Compiled once; not thread-safe.
 */
final class Derivatives {

  private final Subject subject;
  private final int order;
  private final Run run;
  private final Shape output;

  /** The results at one point: the value, then for each order the gradients by the inputs. */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  record Point(double[] value, List<double[]> first, List<double[]> second) {}

  Derivatives(Subject subject, int order) {
    this.subject = subject;
    this.order = order;
    List<Tensor> x = inputs("x", subject.shapes());
    Tensor y = subject.function().apply(x);
    this.output = y.shape();
    List<Tensor> outputs = new ArrayList<>(List.of(y));
    List<Tensor> first = orZeros(y, Tensor.input("c", DType.F64, output), x);
    outputs.addAll(first);
    if (order > 1) {
      outputs.addAll(orZeros(along(first, inputs("v", subject.shapes())), Tensor.f64(1.0), x));
    }
    this.run = Plan.compile(outputs, PortableKernels.of()).newRun();
  }

  private static List<Tensor> inputs(String name, List<Shape> shapes) {
    List<Tensor> inputs = new ArrayList<>();
    for (Shape shape : shapes) {
      inputs.add(Tensor.input(name + inputs.size(), DType.F64, shape));
    }
    return inputs;
  }

  private static List<Tensor> orZeros(Tensor y, Tensor cotangent, List<Tensor> x) {
    Gradients gradients = Gradients.of(y, cotangent, x);
    return x.stream().map(leaf -> Subject.orZeros(gradients, leaf)).toList();
  }

  /** Σ gradient · direction. */
  private static Tensor along(List<Tensor> gradients, List<Tensor> directions) {
    Tensor sum = Tensor.f64(0.0);
    for (int i = 0; i < gradients.size(); i++) {
      sum = sum.add(gradients.get(i).mul(directions.get(i)).sum());
    }
    return sum;
  }

  Subject subject() {
    return subject;
  }

  /** The highest order of derivative. */
  int order() {
    return order;
  }

  Shape output() {
    return output;
  }

  /** Sets the cotangent of the value and the direction of the second derivative. */
  void along(double[] cotangent, List<double[]> direction) {
    feed("c", cotangent);
    for (int i = 0; i < direction.size(); i++) {
      feed("v" + i, direction.get(i));
    }
  }

  private void feed(String name, double[] values) {
    if (run.hasInput(name)) {
      run.feed(name, values, 0);
    }
  }

  /** Evaluates the value and all gradients. */
  Point at(List<double[]> x) {
    for (int i = 0; i < x.size(); i++) {
      feed("x" + i, x.get(i));
    }
    run.execute();
    int inputs = x.size();
    List<double[]> first = new ArrayList<>();
    List<double[]> second = new ArrayList<>();
    for (int i = 0; i < inputs; i++) {
      first.add(run.read(1 + i));
      if (order > 1) {
        second.add(run.read(1 + inputs + i));
      }
    }
    return new Point(run.read(0), first, second);
  }
}
