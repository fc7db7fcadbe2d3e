package dev.cotangent.layers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cotangent.core.Shape;
import dev.cotangent.core.ShapeException;
import dev.cotangent.core.model.Model;
import dev.cotangent.core.model.Published;
import dev.cotangent.core.model.Transfer;
import dev.cotangent.core.parameter.Parameter;
import dev.cotangent.core.spi.LayerSpec;
import dev.cotangent.core.spi.Signature;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** Graphs of several inputs whose parameters serve other shapes, copies and followers. */
class SharedGraphTest {

  private static final Map<String, float[]> BATCH =
      Map.of("left", new float[] {1, 2, 3, 4, -1, 0}, "right", new float[] {0.5f, -2});

  /** Two sequences of any lengths, each read by a recurrent layer. */
  private static Graph pair() {
    return Graph.of(
        g -> {
          GraphNode left = g.apply("read", Lstm.of(3), g.input("left"));
          GraphNode right = g.apply("read_right", Lstm.of(3), g.input("right"));
          GraphNode both = g.apply(Concat.last(), left, right);
          g.output("score", g.apply("head", Dense.of(1), both));
        });
  }

  private static Signature lengths(int left, int right) {
    return Signature.of("left", Shape.of(left, 2)).and("right", Shape.of(right, 2));
  }

  private static float[] predicted(Model model) {
    return score(model.predictor().predict(BATCH));
  }

  private static float[] score(Map<String, float[]> predictions) {
    return Objects.requireNonNull(predictions.get("score"));
  }

  @Test
  void eachInputMayHaveAnotherLength() {
    Model model = pair().build(lengths(5, 4), 3);
    Model other = model.at(lengths(3, 1));
    assertThat(other.store()).isSameAs(model.store());
    assertThat(other.inputs()).isEqualTo(lengths(3, 1));
    assertThat(predicted(other)).isEqualTo(predicted(pair().build(lengths(3, 1), 3)));
    assertThatThrownBy(
            () -> model.at(Signature.of("left", Shape.of(3, 7)).and("right", Shape.of(1, 2))))
        .isInstanceOf(ShapeException.class)
        .hasMessageContaining(
            "parameter read.weight_ih_l0 [12, 7], expected read.weight_ih_l0 [12, 2] as in the model");
  }

  @Test
  void liveAndPublishedPredictByName() {
    Model model = pair().build(lengths(3, 1), 3);
    Published published = model.published();
    float[] first = predicted(model);
    model.copyFrom(pair().build(lengths(3, 1), 4), Transfer.strict());
    assertThat(score(model.live().predict(BATCH))).isEqualTo(predicted(model));
    assertThat(score(published.predict(BATCH))).isEqualTo(first).isNotEqualTo(predicted(model));
    published.publish();
    assertThat(score(published.predict(BATCH))).isEqualTo(predicted(model));
  }

  /** Layers that hold a graph keep its inputs, outputs and names. */
  @Test
  void holdersOfAGraphTakeItsInputs() {
    Model plain = pair().build(lengths(3, 1), 3);
    LayerSpec tied = Tied.of(pair(), "read_right.weight_hh_l0", "read.weight_hh_l0");
    Model held = Model.build(Inference.of(tied), lengths(3, 1), 3);
    assertThat(held.outputs()).isEqualTo(plain.outputs());
    assertThat(held.parameters()).hasSize(plain.parameters().size() - 1);
    assertThat(plain.parameters().stream().map(Parameter::name))
        .containsAll(held.parameters().stream().map(Parameter::name).toList());
    plain.copyFrom(held, Transfer.lenient());
    Parameter right = plain.parameter("read_right.weight_hh_l0");
    plain.store().write(right, plain.store().read(plain.parameter("read.weight_hh_l0")));
    assertThat(predicted(held)).isEqualTo(predicted(plain));
  }
}
