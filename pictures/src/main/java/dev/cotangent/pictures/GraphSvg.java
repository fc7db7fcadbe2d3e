package dev.cotangent.pictures;

import dev.cotangent.core.graph.Tensor;
import dev.cotangent.pictures.GraphLayout.Edge;
import dev.cotangent.pictures.GraphLayout.Place;
import java.util.Locale;
import java.util.stream.Collectors;

/** Draws a laid-out graph. */
final class GraphSvg {

  private static final double HALF = 22;
  private static final double EDGE = 1.4;

  private final GraphPicture picture;
  private final GraphLayout layout;
  private final Svg svg;

  GraphSvg(GraphPicture picture, GraphLayout layout) {
    this.picture = picture;
    this.layout = layout;
    this.svg =
        new Svg(
            layout.width(),
            layout.height(),
            "Graph of "
                + picture.graph().results().stream()
                    .map(picture::label)
                    .collect(Collectors.joining(", ")));
  }

  String text() {
    svg.add(
        "<defs><marker id=\"tip\" viewBox=\"0 0 8 8\" refX=\"8\" refY=\"4\" markerWidth=\"7\""
            + " markerHeight=\"7\" orient=\"auto\"><path d=\"M0 0L8 4L0 8z\" %s/></marker></defs>%n",
        Ink.LINE.fill());
    layout.edges().forEach(this::line);
    picture.graph().results().stream().filter(picture.graph()::leadsOut).forEach(this::result);
    picture.graph().nodes().forEach(this::box);
    layout.edges().forEach(this::labels);
    return svg.finish();
  }

  private void line(Edge edge) {
    StringBuilder path = new StringBuilder();
    Place last = edge.way().get(0);
    path.append(String.format(Locale.ROOT, "M%.1f %.1f", last.x + last.width / 2, last.y));
    for (Place next : edge.way().subList(1, edge.way().size())) {
      double from = last.x + last.width / 2;
      double to = next.x - next.width / 2;
      double bend = (to - from) / 2;
      path.append(
          String.format(
              Locale.ROOT,
              "C%.1f %.1f %.1f %.1f %.1f %.1f",
              from + bend,
              last.y,
              to - bend,
              next.y,
              to,
              next.y));
      if (next != edge.way().get(edge.way().size() - 1)) {
        path.append(String.format(Locale.ROOT, "H%.1f", next.x + next.width / 2));
      }
      last = next;
    }
    svg.add("<path %s marker-end=\"url(#tip)\" d=\"%s\"/>%n", Ink.LINE.stroke(EDGE), path);
  }

  private void labels(Edge edge) {
    Place place = edge.way().get(1);
    svg.text("value middle", place.x, place.y - 6, picture.value(edge.from()));
    svg.text("gradient middle", place.x, place.y + 17, picture.gradient(edge.to(), edge.input()));
  }

  /** Draws an edge that leads out of the graph. */
  private void result(Tensor result) {
    Place last = layout.place(result);
    double from = last.x + last.width / 2;
    double to = layout.width() - 20;
    svg.add(
        "<path %s marker-end=\"url(#tip)\" d=\"M%.1f %.1fH%.1f\"/>%n",
        Ink.LINE.stroke(EDGE), from, last.y, to);
    svg.text("value middle", (from + to) / 2, last.y - 6, picture.value(result));
    svg.text("gradient middle", (from + to) / 2, last.y + 17, picture.gradient(result));
  }

  private void box(Tensor node) {
    Place place = layout.place(node);
    String shape = Labels.shape(node);
    boolean leaf = node.inputs().isEmpty();
    svg.add(
        "<rect %s x=\"%.1f\" y=\"%.1f\" width=\"%.1f\" height=\"%.1f\" rx=\"%s\"/>%n",
        (leaf ? Ink.LEAF : Ink.BOX).fill(Ink.LINE),
        place.x - place.width / 2,
        place.y - HALF,
        place.width,
        2 * HALF,
        leaf ? "6" : "20");
    double y = shape.isEmpty() ? place.y + 5 : place.y - 1;
    svg.text("middle", place.x, y, picture.label(node));
    svg.text("soft middle", place.x, place.y + 14, shape);
    svg.text("gradient middle", place.x, place.y + HALF + 15, picture.sum(node));
  }
}
