package dev.cotangent.pictures;

import java.util.List;

/** Maps the numbers of a chart to pixels, with a few round ticks. */
interface Axis {

  /** A tick: a number and its label. Labels of an axis are distinct. */
  record Tick(double value, String label) {}

  /** The pixel position of a number. */
  double at(double value);

  /** The ticks within the axis, in ascending order. */
  List<Tick> ticks();

  /** The width of the longest label. */
  default double labelWidth() {
    return ticks().stream()
        .mapToDouble(tick -> TextSize.width(tick.label(), Svg.SOFT_SIZE))
        .max()
        .orElse(0);
  }

  /**
   * Chooses an axis for numbers, with a margin on both sides: logarithmic if an outlier would
   * squeeze most of them together, otherwise linear.
   *
   * @param numbers finite and sorted; an empty array is treated as {0, 1}
   */
  static Axis of(double[] numbers, double start, double end) {
    return numbers.length == 0
        ? new LinearAxis(0, 1, start, end)
        : LogarithmicAxis.suits(numbers)
            ? LogarithmicAxis.of(numbers, start, end)
            : LinearAxis.around(numbers[0], numbers[numbers.length - 1], start, end);
  }
}
