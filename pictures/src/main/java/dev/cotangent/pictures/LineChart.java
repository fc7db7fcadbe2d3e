package dev.cotangent.pictures;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.DoubleStream;

/** A chart of lines over epochs; up to four have distinct colours. */
final class LineChart {

  private static final double WIDTH = 640;
  private static final double HEIGHT = 320;
  private static final double LEAST_LEFT = 64;
  private static final double RIGHT = WIDTH - 32;
  private static final double TOP = 64;
  private static final double BOTTOM = HEIGHT - 44;
  private static final int MOST_DOTS = 30;

  /** The value of an epoch; may be non-finite. */
  record Point(long epoch, double value) {}

  private record Line(String name, List<Point> points) {}

  private final String title;
  private final List<Line> lines = new ArrayList<>();

  LineChart(String title) {
    this.title = title;
  }

  /**
   * Adds a line, in the order of its epochs. A non-finite value interrupts the line; missing epochs
   * do not.
   */
  LineChart line(String name, List<Point> points) {
    lines.add(new Line(name, points));
    return this;
  }

  String toSvg() {
    Svg svg = new Svg(WIDTH, HEIGHT, title);
    Axis y = Axis.of(finite().sorted().toArray(), BOTTOM, TOP);
    double left = Math.max(LEAST_LEFT, y.labelWidth() + 16);
    svg.text("title", left, 26, TextSize.shortened(title, 40));
    if (y instanceof LogarithmicAxis) {
      svg.text("soft end", RIGHT, 26, "logarithmic axis");
    }
    if (points().isEmpty()) {
      svg.text("soft middle", WIDTH / 2, HEIGHT / 2, "no epoch has ended");
      return svg.finish();
    }
    Axis x = epochs(left);
    grid(svg, x, y, left);
    double legend = left;
    for (int i = 0; i < lines.size(); i++) {
      draw(svg, x, y, lines.get(i), Ink.series(i));
      legend = legend(svg, lines.get(i), Ink.series(i), legend);
    }
    return svg.finish();
  }

  private List<Point> points() {
    return lines.stream().flatMap(line -> line.points.stream()).toList();
  }

  private DoubleStream finite() {
    return points().stream().mapToDouble(Point::value).filter(Double::isFinite);
  }

  private Axis epochs(double left) {
    long first = points().stream().mapToLong(Point::epoch).min().orElse(1);
    long last = points().stream().mapToLong(Point::epoch).max().orElse(1);
    return LinearAxis.ofWhole(first, last, left, RIGHT);
  }

  private static void grid(Svg svg, Axis x, Axis y, double left) {
    for (Axis.Tick tick : y.ticks()) {
      double height = y.at(tick.value());
      svg.add("<path %s d=\"M%.1f %.1fH%.1f\"/>%n", Ink.LINE.stroke(0.5), left, height, RIGHT);
      svg.text("soft end", left - 8, height + 4, tick.label());
    }
    for (Axis.Tick tick : x.ticks()) {
      svg.text("soft middle", x.at(tick.value()), BOTTOM + 18, tick.label());
    }
    svg.text("soft middle", (left + RIGHT) / 2, HEIGHT - 8, "epoch");
  }

  private static void draw(Svg svg, Axis x, Axis y, Line line, Ink ink) {
    StringBuilder path = new StringBuilder();
    for (int i = 0; i < line.points.size(); i++) {
      if (isFinite(line, i)) {
        Point point = line.points.get(i);
        double across = x.at((double) point.epoch);
        double up = y.at(point.value);
        boolean joined = isFinite(line, i - 1);
        path.append(String.format(Locale.ROOT, "%s%.1f %.1f", joined ? "L" : "M", across, up));
        if (line.points.size() <= MOST_DOTS || !(joined || isFinite(line, i + 1))) {
          svg.add("<circle %s cx=\"%.1f\" cy=\"%.1f\" r=\"2.6\"/>%n", ink.fill(), across, up);
        }
      }
    }
    if (path.length() > 0) {
      svg.add("<path %s d=\"%s\"/>%n", ink.stroke(2), path);
    }
  }

  private static boolean isFinite(Line line, int i) {
    return i >= 0 && i < line.points.size() && Double.isFinite(line.points.get(i).value);
  }

  /** Draws the legend of a line with its number of non-finite values; returns the x of the next. */
  private static double legend(Svg svg, Line line, Ink ink, double x) {
    long missing = line.points.stream().filter(point -> !Double.isFinite(point.value)).count();
    String name = missing == 0 ? line.name : line.name + " (" + missing + " not finite)";
    svg.add("<rect %s x=\"%.1f\" y=\"38\" width=\"14\" height=\"4\"/>%n", ink.fill(), x);
    svg.text("soft", x + 20, 44, name);
    return x + 44 + TextSize.width(name, Svg.SOFT_SIZE);
  }
}
