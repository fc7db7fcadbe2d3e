package dev.cotangent.pictures;

import dev.cotangent.core.ShapeException;
import dev.cotangent.core.model.Predictor;
import dev.cotangent.training.Dataset;
import java.util.List;

/** What a classifier of two features answers in the plane, with the first 2000 samples, as SVG. */
public final class DecisionRegions {

  private static final int CELLS = 96;
  private static final int MOST_SAMPLES = 2000;
  private static final double SIDE = 480;
  private static final double LEFT = 56;
  private static final double TOP = 56;
  private static final List<String> COLOURS = List.of("a", "b", "c", "d");

  private DecisionRegions() {}

  /** Whether such a picture can be drawn: samples of two numbers, and two to four classes. */
  public static boolean fits(Dataset data) {
    return data.isClassification()
        && data.size() > 0
        && data.sampleShape().size() == 2
        && data.classes() >= 2
        && data.classes() <= COLOURS.size();
  }

  /**
   * The picture.
   *
   * @param predictor gives a score for each class; the largest wins
   * @throws ShapeException if the data do not {@linkplain #fits fit}
   */
  public static String svg(Predictor predictor, Dataset data) {
    if (!fits(data)) {
      throw new ShapeException(
          "decision regions of " + data + ", expected two features and two to four classes");
    }
    Axis x = axis(data, 0, LEFT, LEFT + SIDE);
    Axis y = axis(data, 1, TOP + SIDE, TOP);
    Svg svg = new Svg(LEFT + SIDE + 24, TOP + SIDE + 44, "Decision regions");
    svg.text("title", LEFT, 24, "Decision regions");
    regions(svg, predictor, range(data, 0), range(data, 1));
    for (int row = 0; row < Math.min(data.size(), MOST_SAMPLES); row++) {
      float[] sample = data.features(row);
      svg.add(
          "<circle cx=\"%.1f\" cy=\"%.1f\" r=\"3\""
              + " style=\"fill:var(--%s);stroke:var(--paper);stroke-width:.8\"/>%n",
          x.at(sample[0]), y.at(sample[1]), COLOURS.get(data.label(row)));
    }
    legend(svg, data, x, y);
    return svg.finish();
  }

  private static void regions(Svg svg, Predictor predictor, double[] across, double[] up) {
    double side = SIDE / CELLS;
    for (int i = 0; i < CELLS; i++) {
      int start = 0;
      int colour = answer(predictor, cell(across, 0), cell(up, i));
      for (int j = 1; j <= CELLS; j++) {
        int next = j < CELLS ? answer(predictor, cell(across, j), cell(up, i)) : -1;
        if (next != colour) {
          svg.add(
              "<rect x=\"%.1f\" y=\"%.1f\" width=\"%.1f\" height=\"%.1f\""
                  + " style=\"fill:var(--%s);fill-opacity:.22\" shape-rendering=\"crispEdges\"/>%n",
              LEFT + start * side,
              TOP + SIDE - (i + 1) * side,
              (j - start) * side,
              side,
              COLOURS.get(colour));
          start = j;
          colour = next;
        }
      }
    }
  }

  /** The middle of a cell. */
  private static float cell(double[] range, int i) {
    return (float) (range[0] + (i + 0.5) / CELLS * (range[1] - range[0]));
  }

  private static int answer(Predictor predictor, float x, float y) {
    float[] scores = predictor.predict(new float[] {x, y});
    int best = 0;
    for (int c = 1; c < scores.length; c++) {
      best = scores[c] > scores[best] ? c : best;
    }
    return best;
  }

  private static Axis axis(Dataset data, int feature, double start, double end) {
    double[] range = range(data, feature);
    return new Axis(range[0], range[1], start, end);
  }

  /** The samples' range with a tenth more on both sides. */
  private static double[] range(Dataset data, int feature) {
    double low = Double.POSITIVE_INFINITY;
    double high = Double.NEGATIVE_INFINITY;
    for (int row = 0; row < data.size(); row++) {
      low = Math.min(low, data.features(row)[feature]);
      high = Math.max(high, data.features(row)[feature]);
    }
    double room = high > low ? 0.1 * (high - low) : 1;
    return new double[] {low - room, high + room};
  }

  private static void legend(Svg svg, Dataset data, Axis x, Axis y) {
    for (double tick : x.ticks()) {
      svg.text("soft middle", x.at(tick), TOP + SIDE + 16, Labels.number(tick));
    }
    for (double tick : y.ticks()) {
      svg.text("soft end", LEFT - 8, y.at(tick) + 4, Labels.number(tick));
    }
    svg.text("soft middle", LEFT + SIDE / 2, TOP + SIDE + 36, name(data, 0));
    svg.text("soft", LEFT - 40, TOP - 10, name(data, 1));
    for (int c = 0; c < data.classes(); c++) {
      double left = LEFT + 100 + 95.0 * c;
      svg.add(
          "<circle cx=\"%.1f\" cy=\"42\" r=\"5\" style=\"fill:var(--%s)\"/>%n",
          left, COLOURS.get(c));
      svg.text("soft", left + 10, 46, data.classNames().get(c));
    }
  }

  private static String name(Dataset data, int feature) {
    return feature < data.featureNames().size() ? data.featureNames().get(feature) : "x" + feature;
  }
}
