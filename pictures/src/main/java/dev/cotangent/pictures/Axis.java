package dev.cotangent.pictures;

import java.util.List;

/** A scale between the numbers of a chart and its pixels, with a few round ticks. */
interface Axis {

  /** A number that is marked, and how it is written; no two marks of an axis are written alike. */
  record Tick(double value, String label) {}

  /** The pixel of a number. */
  double at(double value);

  /** The marks within the scale, from low to high. */
  List<Tick> ticks();

  /** The width of the longest label. */
  default double labelWidth() {
    return ticks().stream()
        .mapToDouble(tick -> TextSize.width(tick.label(), Svg.SOFT_SIZE))
        .max()
        .orElse(0);
  }

  /**
   * The axis on which some numbers can be told apart, with some room on both sides: logarithmic
   * where one of them would press most others together, otherwise linear.
   *
   * @param numbers finite ones, sorted; none at all is like 0 and 1
   */
  static Axis of(double[] numbers, double start, double end) {
    return numbers.length == 0
        ? new LinearAxis(0, 1, start, end)
        : LogarithmicAxis.suits(numbers)
            ? LogarithmicAxis.of(numbers, start, end)
            : LinearAxis.around(numbers[0], numbers[numbers.length - 1], start, end);
  }
}
