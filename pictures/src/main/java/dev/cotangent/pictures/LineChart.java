package dev.cotangent.pictures;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.DoubleStream;

/** Lines over the epochs of a training. */
final class LineChart {

  private static final double WIDTH = 640;
  private static final double HEIGHT = 320;
  private static final double LEFT = 64;
  private static final double RIGHT = 24;
  private static final double TOP = 64;
  private static final double BOTTOM = 44;
  private static final List<String> COLOURS = List.of("a", "b", "c", "d");

  private record Line(String name, List<Double> values) {}

  private final String title;
  private final int firstEpoch;
  private final List<Line> lines = new ArrayList<>();

  LineChart(String title, int firstEpoch) {
    this.title = title;
    this.firstEpoch = firstEpoch;
  }

  /** Adds a line; what is not finite is left out of it. At most four are told apart. */
  LineChart line(String name, List<Double> values) {
    lines.add(new Line(name, values));
    return this;
  }

  String toSvg() {
    Svg svg = new Svg(WIDTH, HEIGHT, title);
    double low = finite().min().orElse(0);
    double high = finite().max().orElse(1);
    double room = Math.max((high - low) * 0.05, high == low ? Math.abs(low) * 0.05 : 0);
    int epochs = lines.stream().mapToInt(line -> line.values.size()).max().orElse(1);
    Axis x = new Axis(firstEpoch, firstEpoch + epochs - 1.0, LEFT, WIDTH - RIGHT);
    Axis y = new Axis(low - room, high + room, HEIGHT - BOTTOM, TOP);
    svg.text("title", LEFT, 26, title);
    grid(svg, x, y);
    for (int i = 0; i < lines.size(); i++) {
      draw(svg, x, y, lines.get(i), COLOURS.get(i % COLOURS.size()));
      legend(svg, i);
    }
    return svg.finish();
  }

  private DoubleStream finite() {
    return lines.stream()
        .flatMap(line -> line.values.stream())
        .mapToDouble(value -> value)
        .filter(Double::isFinite);
  }

  private static void grid(Svg svg, Axis x, Axis y) {
    for (double tick : y.ticks()) {
      svg.add(
          "<path class=\"line\" style=\"stroke-width:.5\" d=\"M%.1f %.1fH%.1f\"/>%n",
          LEFT, y.at(tick), WIDTH - RIGHT);
      svg.text("soft end", LEFT - 8, y.at(tick) + 4, Labels.number(tick));
    }
    for (double tick : x.ticks()) {
      if (tick == Math.rint(tick)) {
        svg.text("soft middle", x.at(tick), HEIGHT - BOTTOM + 18, Labels.number(tick));
      }
    }
    svg.text("soft middle", (LEFT + WIDTH - RIGHT) / 2, HEIGHT - 8, "epoch");
  }

  private void draw(Svg svg, Axis x, Axis y, Line line, String colour) {
    StringBuilder path = new StringBuilder();
    boolean pen = false;
    for (int i = 0; i < line.values.size(); i++) {
      double value = line.values.get(i);
      if (Double.isFinite(value)) {
        double across = x.at(firstEpoch + (double) i);
        path.append(
            String.format(Locale.ROOT, "%s%.1f %.1f", pen ? "L" : "M", across, y.at(value)));
        if (line.values.size() <= 30) {
          svg.add(
              "<circle cx=\"%.1f\" cy=\"%.1f\" r=\"2.6\" style=\"fill:var(--%s)\"/>%n",
              across, y.at(value), colour);
        }
      }
      pen = Double.isFinite(value);
    }
    svg.add(
        "<path class=\"line\" style=\"stroke:var(--%s);stroke-width:2\" d=\"%s\"/>%n",
        colour, path);
  }

  private void legend(Svg svg, int i) {
    double x = LEFT + 150.0 * i;
    svg.add(
        "<rect x=\"%.1f\" y=\"38\" width=\"14\" height=\"4\" style=\"fill:var(--%s)\"/>%n",
        x, COLOURS.get(i % COLOURS.size()));
    svg.text("soft", x + 20, 44, lines.get(i).name);
  }
}
