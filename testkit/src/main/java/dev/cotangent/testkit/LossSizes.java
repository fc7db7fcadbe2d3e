package dev.cotangent.testkit;

import dev.cotangent.core.DType;
import dev.cotangent.core.Shape;
import dev.cotangent.core.ShapeException;
import dev.cotangent.core.graph.Tensor;
import dev.cotangent.core.kernel.portable.PortableKernels;
import dev.cotangent.core.loss.LossTerms;
import dev.cotangent.core.spi.Interval;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.LongStream;

/**
 * Checks a loss on predictions of many sizes and magnitudes.
 *
 * @param usual the shape in which gradients must reach every element
 */
record LossSizes(LossData data, Shape usual) {

  /** Enough targets that only an element that is always ignored is ignored by all. */
  private static final int MANY_TARGETS = 24;

  /** The mean loss as a function of predictions of some shape. */
  Subject mean(Shape shape) {
    return of(shape, LossTerms::mean);
  }

  private Subject of(Shape shape, Function<LossTerms, Tensor> result) {
    return ofNumbers(shape, numbers -> result.apply(data.terms(numbers)));
  }

  /** The sum of the losses for many targets, since some may have weight 0. */
  private Subject ofManyTargets(Shape shape) {
    return ofNumbers(
        shape,
        numbers ->
            LongStream.range(data.seed(), data.seed() + MANY_TARGETS)
                .mapToObj(seed -> data.withSeed(seed).terms(numbers).sum())
                .reduce(Tensor::add)
                .orElseThrow());
  }

  private Subject ofNumbers(Shape shape, UnaryOperator<Tensor> function) {
    return new Subject(
            in -> function.apply(in.get(0)),
            List.of(shape),
            List.of("the prediction"),
            new Domain(data.loss().predictions()))
        .stopping(node -> data.loss().stopsGradients());
  }

  /** Checks predictions of all magnitudes, each row with its own target. */
  void places() {
    int width = usual.dim(1);
    List<double[]> rows =
        new ScanRows(new Domain(data.loss().predictions()), width, data.seed()).rows();
    new LineScan(
            count -> of(Shape.of(count, width), LossTerms::elements),
            "the prediction",
            2,
            data.seed())
        .run(rows);
    Subject elements = of(FloatRows.shape(rows), LossTerms::elements);
    new FloatRows(elements, PortableKernels.of(), data.seed()).run(rows);
    equalToTargets();
    new LossEnds(data).check();
  }

  /** Checks that the gradient is finite where the prediction equals the target. */
  private void equalToTargets() {
    Tensor targets = data.targets(data.prediction().apply(data.numbers(usual.dim(0))));
    if (targets.dtype() != DType.F64 || !targets.shape().equals(usual)) {
      return;
    }
    double[] values = targets.toDoubles();
    Interval domain = data.loss().predictions();
    if (Arrays.stream(values).allMatch(domain::contains)) {
      Subject loss =
          new Subject(in -> data.loss().terms(in.get(0), targets).mean(), List.of(usual));
      double[] gradient = loss.inDoubles(List.of(values), new double[] {1}).get(1);
      for (double each : gradient) {
        Checks.that(
            Double.isFinite(each),
            "where the prediction equals the target, the gradient is " + each);
      }
    }
  }

  /** Checks predictions of many shapes. */
  void sizes() {
    List<Subject> large = new ArrayList<>();
    for (int rows : WideShapes.someLengths(WideShapes.ROWS)) {
      wide(Shape.of(rows, usual.dim(1)), large);
    }
    for (int last : WideShapes.someLengths(WideShapes.LAST)) {
      wide(Shape.of(3, last), large);
    }
    Draw draw = new Draw(data.seed(), "predictions");
    for (int rank : new int[] {3, 4}) {
      wide(Shape.of(draw.dims(rank, 9)), large);
    }
    new ReachCheck(mean(usual), data.seed()).run(large);
  }

  private void wide(Shape shape, List<Subject> large) {
    if (takes(shape)) {
      firstRows(shape);
      new WideCheck(mean(shape), data.seed()).run(1);
      if (shape.rank() == 2 && shape.dim(1) > usual.dim(1)) {
        large.add(ofManyTargets(shape));
      }
    }
  }

  /** Whether the mean is defined, which it is not if all rows are of the ignored class. */
  private boolean takes(Shape shape) {
    try {
      double[] drawn = mean(shape).points(new Draw(data.seed(), "weight"), 1).get(0);
      return data.terms(Tensor.f64(shape, drawn)).weight().item() > 0;
    } catch (ShapeException notThisOne) {
      return false;
    }
  }

  /** Checks the first rows alone, whose targets are the same as in the whole batch. */
  private void firstRows(Shape shape) {
    int rows = shape.dim(0);
    Subject all = mean(shape);
    double[] drawn = all.points(new Draw(data.seed(), "first-rows"), 1).get(0);
    Tensor numbers = Tensor.f64(shape, drawn);
    double[] whole = data.terms(numbers).elements().toDoubles();
    for (int count : new int[] {1, rows / 2, rows - 1}) {
      if (count > 0 && count < rows) {
        double[] part = data.terms(numbers.slice(0, 0, count)).elements().toDoubles();
        Numbers.sameBits(
            "the losses of the first " + count + " rows of " + shape + " alone",
            Arrays.copyOf(whole, part.length),
            part);
      }
    }
  }
}
