package dev.cotangent.testkit;

import dev.cotangent.core.Shape;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Checks that an element-wise function is element-wise in every shape: value, first and second
 * derivatives of an element are the same as in a short vector.
 *
 * @param function the function; its inputs and its result have the same shape
 */
record PiecesCheck(Subject function, List<Shape> shapes, long seed) {

  /** Length of a short vector. */
  static final int PIECE = 6;

  private static final double TOLERANCE = 1e-11;

  void run() {
    int most = shapes.stream().mapToInt(Shape::size).max().orElse(0);
    int padded = (most + PIECE - 1) / PIECE * PIECE;
    Draw draw = new Draw(seed, "pieces");
    Subject flat = at(Shape.of(padded));
    List<double[]> x = flat.points(draw, 1);
    List<double[]> wide = flat.points(draw, 30);
    for (int i = 0; i < x.size(); i++) {
      for (int j = 0; j < padded; j += 3) { // so that each piece has both kinds
        x.get(i)[j] = wide.get(i)[j];
      }
    }
    double[] c = draw.doubles(padded, 1);
    List<double[]> v = x.stream().map(each -> draw.doubles(padded, 1)).toList();
    List<double[]> expected = inPieces(x, v, c, padded);
    for (Shape shape : shapes) {
      int size = shape.size();
      compare(shape, x, expected, results(derivatives(shape), x, v, c, 0, size));
    }
  }

  private Derivatives derivatives(Shape shape) {
    return new Derivatives(at(shape), function.rounds() ? 1 : 2);
  }

  private Subject at(Shape shape) {
    return function.of(function.shapes().stream().map(any -> shape).toList());
  }

  private List<double[]> inPieces(List<double[]> x, List<double[]> v, double[] c, int size) {
    Derivatives piece = derivatives(Shape.of(PIECE));
    List<double[]> all = new ArrayList<>();
    for (int from = 0; from < size; from += PIECE) {
      List<double[]> some = results(piece, x, v, c, from, from + PIECE);
      for (int part = 0; part < some.size(); part++) {
        if (from == 0) {
          all.add(new double[size]);
        }
        System.arraycopy(some.get(part), 0, all.get(part), from, PIECE);
      }
    }
    return all;
  }

  private static List<double[]> results(
      Derivatives of, List<double[]> x, List<double[]> v, double[] c, int from, int to) {
    of.along(Arrays.copyOfRange(c, from, to), part(v, from, to));
    Derivatives.Point point = of.at(part(x, from, to));
    List<double[]> results = new ArrayList<>(List.of(point.value()));
    results.addAll(point.first());
    results.addAll(point.second());
    return results;
  }

  private static List<double[]> part(List<double[]> all, int from, int to) {
    return all.stream().map(each -> Arrays.copyOfRange(each, from, to)).toList();
  }

  private void compare(
      Shape shape, List<double[]> x, List<double[]> expected, List<double[]> actual) {
    for (int part = 0; part < actual.size(); part++) {
      double[] found = actual.get(part);
      for (int i = 0; i < found.length; i++) {
        double wanted = expected.get(part)[i];
        boolean same = Double.compare(wanted, found[i]) == 0;
        if (!same && !(Math.abs(wanted - found[i]) <= TOLERANCE * Math.max(1, Math.abs(wanted)))) {
          throw new ContractViolation(
              what(part)
                  + " of element "
                  + i
                  + " of "
                  + shape
                  + ", which is "
                  + at(x, i)
                  + ", is "
                  + found[i]
                  + ", but in a vector of "
                  + PIECE
                  + " elements it is "
                  + wanted);
        }
      }
    }
  }

  private static String at(List<double[]> x, int element) {
    return String.join(" and ", x.stream().map(each -> "" + each[element]).toList());
  }

  private String what(int part) {
    int inputs = function.shapes().size();
    if (part == 0) {
      return "the result";
    }
    String order = part <= inputs ? "the first" : "the second";
    return order + " derivative by " + function.names().get((part - 1) % inputs);
  }
}
