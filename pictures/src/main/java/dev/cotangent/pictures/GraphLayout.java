package dev.cotangent.pictures;

import dev.cotangent.core.graph.Tensor;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Objects;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;

/**
 * Places a graph's nodes in columns, each to the right of its inputs, and orders every column so
 * that edges are short and rarely cross (barycenter heuristic, swept in both directions). Every
 * other column holds edges only, with room for their labels.
 */
final class GraphLayout {

  private static final int SWEEPS = 12;
  private static final double ROW = 64;
  private static final double GAP = 30;
  private static final double MARGIN = 28;
  private static final double TOP = 40;

  /**
   * The position of a node, or of an edge within a column; x and y are the center, and the room is
   * reserved for text that may be wider than the node.
   */
  static final class Place {
    final double width;
    final double room;
    final int column;
    final List<Place> before = new ArrayList<>();
    final List<Place> after = new ArrayList<>();
    double x;
    double y;

    private Place(int column, double width, double room) {
      this.column = column;
      this.width = width;
      this.room = Math.max(width, room);
    }
  }

  /** An edge with the places that it passes, including both ends. */
  record Edge(Tensor from, Tensor to, int input, List<Place> way) {}

  private final GraphPicture picture;
  private final IdentityHashMap<Tensor, Place> places = new IdentityHashMap<>();
  private final List<List<Place>> columns = new ArrayList<>();
  private final List<Edge> edges = new ArrayList<>();
  private double width;
  private double height;

  GraphLayout(GraphPicture picture) {
    this.picture = picture;
    List<Tensor> nodes = picture.graph().nodes();
    IdentityHashMap<Tensor, Integer> column = columnsOf(nodes);
    int last = nodes.stream().mapToInt(node -> column.getOrDefault(node, 0)).max().orElse(0);
    nodes.stream().filter(picture.graph()::leadsOut).forEach(node -> column.put(node, last));
    for (Tensor node : nodes) {
      double room = TextSize.width(picture.sum(node), Svg.NUMBER_SIZE);
      places.put(node, place(2 * column.getOrDefault(node, 0), boxWidth(node), room));
    }
    for (Tensor node : nodes) {
      for (int input = 0; input < node.inputs().size(); input++) {
        connect(node.inputs().get(input), node, input);
      }
    }
    arrange();
    spread();
  }

  List<Edge> edges() {
    return edges;
  }

  Place place(Tensor node) {
    return Objects.requireNonNull(places.get(node), "a node of the graph");
  }

  double width() {
    return width;
  }

  double height() {
    return height;
  }

  /** Puts nodes as far left as their inputs allow, and leaves just before their first user. */
  private static IdentityHashMap<Tensor, Integer> columnsOf(List<Tensor> nodes) {
    IdentityHashMap<Tensor, Integer> column = new IdentityHashMap<>();
    for (Tensor node : nodes) {
      int after =
          node.inputs().stream().mapToInt(input -> column.getOrDefault(input, 0)).max().orElse(-1);
      column.put(node, after + 1);
    }
    IdentityHashMap<Tensor, Integer> firstUser = new IdentityHashMap<>();
    for (Tensor node : nodes) {
      node.inputs()
          .forEach(input -> firstUser.merge(input, column.getOrDefault(node, 0), Math::min));
    }
    for (Tensor node : nodes) {
      if (node.inputs().isEmpty() && firstUser.containsKey(node)) {
        column.put(node, firstUser.getOrDefault(node, 1) - 1);
      }
    }
    return column;
  }

  private Place place(int column, double boxWidth, double room) {
    while (columns.size() <= column) {
      columns.add(new ArrayList<>());
    }
    Place place = new Place(column, boxWidth, room);
    columns.get(column).add(place);
    return place;
  }

  private double boxWidth(Tensor node) {
    double label = TextSize.width(picture.label(node), Svg.TEXT_SIZE);
    double shape = TextSize.width(Labels.shape(node), Svg.SOFT_SIZE);
    return Math.max(44, 20 + Math.max(label, shape));
  }

  private void connect(Tensor from, Tensor to, int input) {
    List<Place> way = new ArrayList<>(List.of(place(from)));
    int first = way.get(0).column + 1;
    for (int column = first; column < place(to).column; column++) {
      double text = column == first ? textWidth(from, picture.gradient(to, input)) : 0;
      way.add(place(column, text, text));
    }
    way.add(place(to));
    for (int i = 1; i < way.size(); i++) {
      way.get(i - 1).after.add(way.get(i));
      way.get(i).before.add(way.get(i - 1));
    }
    edges.add(new Edge(from, to, input, way));
  }

  private void arrange() {
    columns.forEach(places -> settle(places, place -> place.y));
    for (int sweep = 0; sweep < SWEEPS; sweep++) {
      for (int i = 0; i < columns.size(); i++) {
        boolean rightwards = sweep % 2 == 0;
        List<Place> column = columns.get(rightwards ? i : columns.size() - 1 - i);
        settle(column, place -> mean(rightwards ? place.before : place.after, place.y));
      }
    }
    columns.forEach(column -> settle(column, place -> mean(place.before, mean(place.after, 0))));
  }

  private static double mean(List<Place> neighbours, double otherwise) {
    return neighbours.stream().mapToDouble(place -> place.y).average().orElse(otherwise);
  }

  /** Orders a column by preferred positions and keeps places one row apart. */
  private static void settle(List<Place> column, ToDoubleFunction<Place> wanted) {
    double sum = 0;
    for (Place place : column) {
      place.y = wanted.applyAsDouble(place);
      sum += place.y;
    }
    column.sort(Comparator.comparingDouble(place -> place.y));
    double moved = -sum;
    for (int i = 0; i < column.size(); i++) {
      double least = i == 0 ? Double.NEGATIVE_INFINITY : column.get(i - 1).y + ROW;
      column.get(i).y = Math.max(column.get(i).y, least);
      moved += column.get(i).y;
    }
    double back = column.isEmpty() ? 0 : moved / column.size();
    column.forEach(place -> place.y -= back);
  }

  private void spread() {
    double top = places().mapToDouble(place -> place.y).min().orElse(0);
    double bottom = places().mapToDouble(place -> place.y).max().orElse(0);
    double left = MARGIN;
    for (List<Place> column : columns) {
      double widest = column.stream().mapToDouble(place -> place.room).max().orElse(0);
      for (Place place : column) {
        place.x = left + widest / 2;
        place.y += TOP + MARGIN - top;
      }
      left += widest + GAP;
    }
    double text =
        picture.graph().results().stream()
            .mapToDouble(result -> textWidth(result, picture.gradient(result)))
            .max()
            .orElse(0);
    width = left + 2 * GAP + text;
    height = bottom - top + 2 * (TOP + MARGIN);
  }

  private Stream<Place> places() {
    return columns.stream().flatMap(List::stream);
  }

  private double textWidth(Tensor from, String gradient) {
    double value = TextSize.width(picture.value(from), Svg.NUMBER_SIZE);
    return Math.max(8, Math.max(value, TextSize.width(gradient, Svg.NUMBER_SIZE)));
  }
}
