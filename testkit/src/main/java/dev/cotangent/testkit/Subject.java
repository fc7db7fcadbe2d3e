package dev.cotangent.testkit;

import dev.cotangent.core.DType;
import dev.cotangent.core.Shape;
import dev.cotangent.core.graph.Gradients;
import dev.cotangent.core.graph.Tensor;
import dev.cotangent.core.kernel.Kernels;
import dev.cotangent.core.plan.Plan;
import dev.cotangent.core.plan.Run;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.IntStream;

/**
 * A plugin as a function of float tensors: an activation of its input, a layer of its input and
 * parameters, a loss of its prediction.
 *
 * @param function computes the result from tensors of these shapes, F32 or F64
 * @param shapes shapes of the inputs
 * @param names names of the inputs, for messages
 * @param domain domain of the elements of the inputs
 * @param inside moves random numbers into the domain of an input
 * @param rounds whether it rounds to float32 even in double precision, as a cast does
 * @param stops tells which detached tensors are detached intentionally
 */
record Subject(
    Function<List<Tensor>, Tensor> function,
    List<Shape> shapes,
    List<String> names,
    Domain domain,
    Inside inside,
    boolean rounds,
    Predicate<Tensor> stops) {

  /** A function that detaches nothing intentionally. */
  Subject(
      Function<List<Tensor>, Tensor> function,
      List<Shape> shapes,
      List<String> names,
      Domain domain,
      Inside inside,
      boolean rounds) {
    this(function, shapes, names, domain, inside, rounds, node -> false);
  }

  /** Moves random numbers into the domain of an input. */
  @FunctionalInterface
  interface Inside {
    double[] of(int input, double[] drawn);
  }

  /** A function whose inputs have one domain. */
  Subject(
      Function<List<Tensor>, Tensor> function,
      List<Shape> shapes,
      List<String> names,
      Domain domain) {
    this(function, shapes, names, domain, (input, drawn) -> domain.inside(drawn), false);
  }

  /** A function of arbitrary numbers. */
  Subject(Function<List<Tensor>, Tensor> function, List<Shape> shapes) {
    this(
        function,
        shapes,
        IntStream.range(0, shapes.size()).mapToObj(i -> "input " + i).toList(),
        Domain.ALL);
  }

  /** Draws values for the inputs, inside the domain. */
  List<double[]> points(Draw draw, double deviation) {
    List<double[]> points = new ArrayList<>();
    for (Shape shape : shapes) {
      points.add(inside.of(points.size(), draw.doubles(shape.size(), deviation)));
    }
    return List.copyOf(points);
  }

  /** The function for one input of another shape. */
  Subject of(Shape shape) {
    return of(List.of(shape));
  }

  /** The function for inputs of other shapes. */
  Subject of(List<Shape> others) {
    return new Subject(function, others, names, domain, inside, rounds, stops);
  }

  /** The function with intentionally detached tensors fixed at their values for given inputs. */
  Subject held(List<double[]> at) {
    return StopGradients.held(this, at);
  }

  /** Another function of the same inputs. */
  Subject with(Function<List<Tensor>, Tensor> other) {
    return new Subject(other, shapes, names, domain, inside, rounds, stops);
  }

  /** The function with a predicate for tensors that are detached intentionally. */
  Subject stopping(Predicate<Tensor> onPurpose) {
    return new Subject(function, shapes, names, domain, inside, rounds, onPurpose);
  }

  /**
   * The square of the function, whose cotangent depends on the inputs, as second order requires.
   */
  Subject squared() {
    return with(in -> function.apply(in).square());
  }

  /** Total number of elements of the inputs. */
  int size() {
    return shapes.stream().mapToInt(Shape::size).sum();
  }

  /** Names an element of the results, with the input that it was computed from. */
  Numbers.Place places(List<double[]> at) {
    return (part, element) -> {
      int input = Math.max(0, part - 1);
      String what = part == 0 ? "result" : "gradient by " + names.get(input);
      String where = what + ", element " + element;
      boolean same = part > 0 || output().equals(shapes.get(0));
      return same ? where + " (" + names.get(input) + " is " + at.get(input)[element] + ")" : where;
    };
  }

  /** The result and the gradients by all inputs, in double precision. */
  List<double[]> inDoubles(List<double[]> values, double[] cotangent) {
    List<Tensor> leaves = new ArrayList<>();
    for (int i = 0; i < values.size(); i++) {
      leaves.add(Tensor.f64(shapes.get(i), values.get(i).clone()));
    }
    return evaluate(leaves, cotangent);
  }

  private List<double[]> evaluate(List<Tensor> leaves, double[] cotangent) {
    Tensor y = function.apply(leaves);
    List<double[]> results = new ArrayList<>(List.of(y.toDoubles()));
    Gradients gradients = Gradients.of(y, Tensor.f64(y.shape(), cotangent), leaves);
    leaves.forEach(leaf -> results.add(orZeros(gradients, leaf).toDoubles()));
    return results;
  }

  /** The gradient by a leaf; zeros if there is none. */
  static Tensor orZeros(Gradients gradients, Tensor leaf) {
    return gradients.find(leaf).orElseGet(() -> Tensor.full(leaf.type(), 0));
  }

  /** The shape of the result. */
  Shape output() {
    return function.apply(inputs()).shape();
  }

  private List<Tensor> inputs() {
    List<Tensor> inputs = new ArrayList<>();
    for (Shape shape : shapes) {
      inputs.add(Tensor.input("x" + inputs.size(), DType.F32, shape));
    }
    return inputs;
  }

  /** Compiles a plan for the result and the gradients on given kernels. */
  Planned on(Kernels kernels) {
    List<Tensor> inputs = inputs();
    Tensor y = function.apply(inputs);
    Tensor cotangent = Tensor.input("c", DType.F32, y.shape());
    List<Tensor> outputs = new ArrayList<>(List.of(y));
    Gradients gradients = Gradients.of(y, cotangent, inputs);
    inputs.forEach(input -> outputs.add(orZeros(gradients, input)));
    return new Planned(this, Plan.compile(outputs, kernels).newRun());
  }

  /** A compiled plan. Not thread-safe. */
  record Planned(Subject subject, Run run) {

    /** The result and the gradients by all inputs, in float32. */
    List<double[]> at(List<float[]> values, float[] cotangent) {
      feed(values, cotangent);
      run.execute();
      List<double[]> results = new ArrayList<>();
      for (int i = 0; i <= values.size(); i++) {
        results.add(run.read(i));
      }
      return results;
    }

    /** Feeds the inputs of the plan. */
    void feed(List<float[]> values, float[] cotangent) {
      for (int i = 0; i < values.size(); i++) {
        feed("x" + i, values.get(i));
      }
      feed("c", cotangent);
    }

    private void feed(String name, float[] values) {
      if (run.hasInput(name)) {
        run.feed(name, values, 0);
      }
    }
  }
}
