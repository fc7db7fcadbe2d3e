package dev.cotangent.pictures;

import dev.cotangent.core.ShapeException;
import dev.cotangent.core.model.Predictor;
import dev.cotangent.training.data.ClassChoice;
import dev.cotangent.training.data.Dataset;
import java.util.List;

/**
 * Draws the decision regions of a classifier with two features, with the first 2000 samples, as
 * SVG.
 */
public final class DecisionRegions {

  private static final int CELLS = 96;
  private static final int MOST_SAMPLES = 2000;
  private static final int MOST_CLASSES = 4;
  private static final int LONGEST_NAME = 24;
  private static final double SIDE = 480;
  private static final double LEAST_LEFT = 56;
  private static final double TOP = 76;

  private final Predictor predictor;
  private final ClassChoice choice;
  private final Dataset data;
  private final double[] across;
  private final double[] up;
  private final Axis y;
  private final double left;
  private final Axis x;

  private DecisionRegions(Predictor predictor, Dataset data) {
    this.predictor = predictor;
    this.choice = ClassChoice.of(predictor, data);
    this.data = data;
    this.across = range(data, 0);
    this.up = range(data, 1);
    this.y = new LinearAxis(up[0], up[1], TOP + SIDE, TOP);
    this.left = Math.max(LEAST_LEFT, 20 + y.labelWidth());
    this.x = new LinearAxis(across[0], across[1], left, left + SIDE);
  }

  /**
   * Whether decision regions can be drawn: the samples have two numbers and no other inputs, and
   * there are two to four classes.
   */
  public static boolean fits(Dataset data) {
    return data.isClassification()
        && data.size() > 0
        && data.sampleShape().size() == 2
        && data.inputNames().size() == 1
        && data.classes() >= 2
        && data.classes() <= MOST_CLASSES;
  }

  /**
   * Draws the regions. Where the model returns NaN, the picture stays empty.
   *
   * @param predictor returns a score for each class, of which the largest wins, or one output for
   *     two classes; see {@link ClassChoice}
   * @throws ShapeException if the data do not {@linkplain #fits fit}, or the model has neither a
   *     score for each class nor one output for two classes
   */
  public static String svg(Predictor predictor, Dataset data) {
    if (!fits(data)) {
      throw new ShapeException(
          "cannot draw decision regions of "
              + data
              + ", expected two features and two to four classes");
    }
    return new DecisionRegions(predictor, data).draw();
  }

  private String draw() {
    Svg svg = new Svg(left + SIDE + 32, TOP + SIDE + 44, "Decision regions");
    svg.text("title", left, 24, "Decision regions");
    regions(svg);
    for (int row = 0; row < Math.min(data.size(), MOST_SAMPLES); row++) {
      float[] sample = data.features(row);
      if (Float.isFinite(sample[0]) && Float.isFinite(sample[1])) {
        svg.add(
            "<circle %s stroke-width=\"0.8\" cx=\"%.1f\" cy=\"%.1f\" r=\"3\"/>%n",
            Ink.series(data.label(row)).fill(Ink.PAPER), x.at(sample[0]), y.at(sample[1]));
      }
    }
    axes(svg);
    legend(svg);
    return svg.finish();
  }

  /** Fills each row of cells, merging neighbours of the same class. */
  private void regions(Svg svg) {
    for (int i = 0; i < CELLS; i++) {
      int start = 0;
      int winner = answer(0, i);
      for (int j = 1; j <= CELLS; j++) {
        int next = j < CELLS ? answer(j, i) : CELLS;
        if (next != winner) {
          region(svg, winner, start, j, i);
          start = j;
          winner = next;
        }
      }
    }
  }

  private void region(Svg svg, int winner, int from, int to, int row) {
    double side = SIDE / CELLS;
    if (winner != ClassChoice.NONE) {
      svg.add(
          "<rect %s fill-opacity=\"0.22\" x=\"%.1f\" y=\"%.1f\" width=\"%.1f\" height=\"%.1f\""
              + " shape-rendering=\"crispEdges\"/>%n",
          Ink.series(winner).fill(),
          left + from * side,
          TOP + SIDE - (row + 1) * side,
          (to - from) * side,
          side);
    }
  }

  /** The predicted class at the center of a cell. */
  private int answer(int column, int row) {
    return choice.compute(predictor.predict(new float[] {cell(across, column), cell(up, row)}), 0);
  }

  private static float cell(double[] range, int i) {
    return (float) (range[0] + (i + 0.5) / CELLS * (range[1] - range[0]));
  }

  /** The range of a feature's finite values, extended by a tenth on both sides. */
  private static double[] range(Dataset data, int feature) {
    double low = Double.POSITIVE_INFINITY;
    double high = Double.NEGATIVE_INFINITY;
    for (int row = 0; row < data.size(); row++) {
      float value = data.features(row)[feature];
      if (Float.isFinite(value)) {
        low = Math.min(low, value);
        high = Math.max(high, value);
      }
    }
    if (low > high) {
      return new double[] {-1, 1};
    }
    double room = high > low ? 0.1 * (high - low) : Math.max(1, 0.1 * Math.abs(high));
    return new double[] {low - room, high + room};
  }

  private void axes(Svg svg) {
    for (Axis.Tick tick : x.ticks()) {
      svg.text("soft middle", x.at(tick.value()), TOP + SIDE + 16, tick.label());
    }
    for (Axis.Tick tick : y.ticks()) {
      svg.text("soft end", left - 8, y.at(tick.value()) + 4, tick.label());
    }
    svg.text("soft middle", left + SIDE / 2, TOP + SIDE + 36, name(0));
    svg.text("soft", 12, TOP - 10, name(1));
  }

  private void legend(Svg svg) {
    double at = left;
    List<String> names = data.classNames();
    for (int c = 0; c < data.classes(); c++) {
      String name = TextSize.shortened(names.get(c), LONGEST_NAME * 2 / data.classes());
      svg.add("<circle %s cx=\"%.1f\" cy=\"44\" r=\"5\"/>%n", Ink.series(c).fill(), at + 5);
      svg.text("soft", at + 15, 48, name);
      at += 35 + TextSize.width(name, Svg.SOFT_SIZE);
    }
  }

  private String name(int feature) {
    String name =
        feature < data.featureNames().size() ? data.featureNames().get(feature) : "x" + feature;
    return TextSize.shortened(name, LONGEST_NAME);
  }
}
