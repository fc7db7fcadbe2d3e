package dev.cotangent.testkit;

import dev.cotangent.core.CotangentException;
import dev.cotangent.core.Shape;
import dev.cotangent.core.kernel.Kernels;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * Checks an op on operands of many sizes. Lengths that are equal in the given shapes stay equal in
 * the others, so that operands still fit each other.
 */
record OpSizes(OpUse use, Kernels kernels, long seed) {

  private static final int ELEMENTS = 5_000;
  private static final int DRAWN = 6;
  private static final int LARGEST = 700;

  /** Lengths for ops with labels, masks or shapes, which may be slow. */
  private static final int[] FEW = {1, 2, 7, 17, 41};

  /** Checks derivatives at many points, for a function of one number. */
  void places() {
    if (isElementwise() && use.shapes().size() == 1) {
      Subject subject = use.subject();
      new PlacesCheck(subject, List.of(0.0), kernels, seed).run();
    }
  }

  void sizes() {
    if (isElementwise()) {
      List<Shape> shapes =
          WideShapes.all(seed).stream().filter(shape -> takes(all(shape))).toList();
      new PiecesCheck(use.subject(), shapes, seed).run();
      return;
    }
    for (List<Shape> shapes : wide()) {
      if (takes(shapes)) {
        Subject subject = use.at(shapes).subject();
        new WideCheck(subject, seed).run(1);
        new FloatCheck(subject, kernels, seed).run(1);
      }
    }
  }

  private List<Shape> all(Shape shape) {
    return use.shapes().stream().map(any -> shape).toList();
  }

  private boolean takes(List<Shape> shapes) {
    try {
      use.at(shapes).subject().output();
      return true;
    } catch (CotangentException notThese) {
      return false;
    }
  }

  private boolean isDifferentiable(List<Shape> shapes) {
    try {
      return new Derivatives(use.at(shapes).subject(), 1).order() == 1;
    } catch (CotangentException notThese) {
      return false;
    }
  }

  /** Shapes with each length in turn made long, and random ones. */
  private List<List<Shape>> wide() {
    NavigableMap<Integer, Integer> lengths = new TreeMap<>();
    use.shapes().forEach(shape -> Arrays.stream(shape.dims()).forEach(n -> lengths.put(n, n)));
    List<List<Shape>> all = new ArrayList<>();
    for (int length : lengths.keySet()) {
      for (int other : use.isPlain() ? WideShapes.someLengths(LARGEST) : FEW) {
        NavigableMap<Integer, Integer> changed = new TreeMap<>(lengths);
        changed.put(length, other);
        add(all, changed::get);
      }
    }
    Draw draw = new Draw(seed, "op-sizes");
    for (int i = 0; i < DRAWN; i++) {
      NavigableMap<Integer, Integer> changed = new TreeMap<>(lengths);
      changed.replaceAll(
          (length, same) -> 1 + draw.below(length == 1 ? 1 : use.isPlain() ? 40 : 9));
      add(all, changed::get);
    }
    return all;
  }

  private void add(List<List<Shape>> all, Function<Integer, Integer> lengths) {
    List<Shape> shapes = new ArrayList<>();
    for (Shape shape : use.shapes()) {
      double size =
          Arrays.stream(shape.dims()).mapToDouble(lengths::apply).reduce(1, (a, b) -> a * b);
      if (size > ELEMENTS) {
        return;
      }
      shapes.add(Shape.of(Arrays.stream(shape.dims()).map(lengths::apply).toArray()));
    }
    if (!all.contains(shapes)) {
      all.add(shapes);
    }
  }

  /** Whether the op is element-wise, tested on a few elements. */
  private boolean isElementwise() {
    List<Shape> few = all(Shape.of(PiecesCheck.PIECE));
    boolean alike = use.shapes().stream().distinct().count() == 1;
    if (!alike || !use.isPlain() || !isDifferentiable(few)) {
      return false;
    }
    Subject subject = use.at(few).subject();
    if (!use.at(few).op().equals(use.op()) || !subject.output().equals(few.get(0))) {
      return false;
    }
    List<double[]> at = new ArrayList<>(subject.points(new Draw(seed, "elementwise"), 1));
    double[] cotangent = new double[PiecesCheck.PIECE];
    double[] before = subject.inDoubles(at, cotangent).get(0);
    for (int i = 0; i < at.size(); i++) {
      at.set(i, at.get(i).clone());
      at.get(i)[0] += 1;
    }
    double[] after = subject.inDoubles(at, cotangent).get(0);
    return Arrays.equals(
        Arrays.copyOfRange(before, 1, before.length), Arrays.copyOfRange(after, 1, after.length));
  }
}
