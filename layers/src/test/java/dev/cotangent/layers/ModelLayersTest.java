package dev.cotangent.layers;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cotangent.core.DType;
import dev.cotangent.core.Shape;
import dev.cotangent.core.model.LayerRow;
import dev.cotangent.core.model.Model;
import dev.cotangent.core.spi.Signature;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The table of a model's layers: a row for each node of a graph, wherever it stands. */
class ModelLayersTest {

  private static final Signature INPUTS =
      Signature.of("left", Shape.of(3))
          .and("right", Shape.of(3))
          .and("town", DType.I32, Shape.scalar());

  private static Graph twins() {
    return Graph.of(
        g -> {
          GraphNode left =
              g.apply("tower", Sequential.of(Dense.of(4), new BatchNorm1d()), g.input("left"));
          GraphNode right = g.again("tower", g.input("right"));
          GraphNode states = g.apply("places", Embedding.of(5, 2), g.input("town"));
          GraphNode inner = g.apply("inner", sum(), left.as("a"), right.as("b"));
          g.output("y", g.apply("meet", Concat.last(), inner, states));
        });
  }

  private static Graph sum() {
    return Graph.of(
        g ->
            g.output(
                "y",
                g.apply(
                    "sum",
                    new Add(),
                    g.input("a"),
                    g.apply("bend", Activate.with("tanh"), g.input("b")))));
  }

  private static Stream<String> rows(Model model) {
    return model.layers().stream()
        .map(
            row ->
                row.path()
                    + " "
                    + row.description()
                    + " "
                    + row.takes()
                    + " "
                    + row.outputs().shapes()
                    + " "
                    + row.weights()
                    + " "
                    + row.states());
  }

  @Test
  void aRowForEachNode() {
    Model model = twins().build(INPUTS, 7);
    assertThat(rows(model))
        .containsExactly(
            "tower sequential [left] [4] 0 0",
            "tower.0 dense [] [4] 16 0",
            "tower.1 batch_norm1d [] [4] 8 8",
            "tower#2 sequential, shared [right] [4] 0 0",
            "places embedding [town] [2] 10 0",
            "inner graph [a:tower, b:tower#2] [4] 0 0",
            "inner.bend activate (tanh) [b] [4] 0 0",
            "inner.sum add [a, bend] [4] 0 0",
            "meet concat [inner, places] [6] 0 0");
    assertThat(model.layers().stream().mapToLong(LayerRow::weights).sum())
        .isEqualTo(model.parameterCount());
  }

  @Test
  void theSummaryShowsThem() {
    List<String> lines =
        twins()
            .build(INPUTS, 7)
            .summary()
            .lines()
            .map(line -> line.replaceAll("\\s+", " "))
            .toList();
    assertThat(lines)
        .containsSubsequence(
            "path layer takes output numbers",
            "tower#2 sequential, shared right [4] 0",
            "meet concat inner, places [6] 0",
            "",
            "parameter shape numbers first values",
            "places.weight [5, 2] 10 normal");
    Model chain = Sequential.of(Dense.of(2), Activate.with("relu")).build(Shape.of(3), 7);
    assertThat(chain.summary().lines().map(line -> line.replaceAll("\\s+", " ")))
        .contains("path layer output numbers", "1 activate (relu) [2] 0");
    assertThat(Model.build(Dense.of(2), Shape.of(3), 7).summary()).doesNotContain("path");
  }

  @Test
  void aLayerAloneIsOneRow() {
    assertThat(rows(Model.build(Dense.of(2), Shape.of(3), 7))).containsExactly(" dense [] [2] 8 0");
    Model around = Sequential.of(Residual.of(Dense.of(3))).build(Shape.of(3), 7);
    assertThat(rows(around)).containsExactly("0 residual [] [3] 12 0");
  }
}
