package dev.cotangent.pictures;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cotangent.core.CotangentException;
import dev.cotangent.core.Shape;
import dev.cotangent.core.ShapeException;
import dev.cotangent.core.model.Model;
import dev.cotangent.core.model.Predictor;
import dev.cotangent.layers.Dense;
import dev.cotangent.layers.Sequential;
import dev.cotangent.training.ConfusionMatrix;
import dev.cotangent.training.Dataset;
import dev.cotangent.training.EpochResult;
import dev.cotangent.training.Evaluation;
import dev.cotangent.training.History;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RunPicturesTest {

  private static final Dataset CORNERS =
      Dataset.classification(
          Shape.of(2), new float[] {0, 0, 1, 1, 0, 1, 1, 0.2f}, new int[] {0, 1, 1, 1}, 2);

  @Test
  void curvesShowEachEpochAndLeaveOutWhatIsNotFinite() throws Exception {
    TrainingCurves curves = TrainingCurves.of(history(2, Double.NaN, 1));
    assertThat(curves.lossSvg()).contains("var(--a)", "var(--b)");
    assertThat(GraphPictureTest.texts(curves.lossSvg(), "soft"))
        .contains("training", "validation", "epoch", "1", "2", "3");
    assertThat(curves.lossSvg().split("<circle", -1)).hasSize(1 + 2 + 3);
    assertThat(GraphPictureTest.texts(curves.metricSvg("accuracy"), "title"))
        .containsExactly("accuracy");
    assertThatThrownBy(() -> curves.metricSvg("auc")).isInstanceOf(CotangentException.class);
  }

  private static History history(double... losses) {
    List<EpochResult> epochs =
        IntStream.range(0, losses.length)
            .mapToObj(
                i ->
                    new EpochResult(
                        i + 1,
                        i + 1L,
                        losses[i],
                        Optional.of(new Evaluation(4, 0.5, Map.of("accuracy", 0.75))),
                        0.1,
                        1,
                        4))
            .toList();
    return new History(
        epochs, losses.length, 1, 4, 1, "portable", Map.of(), false, "", Optional.empty());
  }

  @Test
  void theConfusionMatrixHasItsCountsAndNames() throws Exception {
    String svg = ConfusionPicture.svg(ConfusionMatrix.of(rightHalf(), CORNERS));
    assertThat(GraphPictureTest.texts(svg, "middle"))
        .containsExactlyInAnyOrder("0", "1", "1", "1", "2");
    assertThat(GraphPictureTest.texts(svg, "soft")).anyMatch(words -> words.contains("0.7500"));
    assertThat(svg).contains("var(--value)", "var(--gradient)");
  }

  @Test
  void regionsAreWhatThePredictorAnswers() throws Exception {
    String svg = DecisionRegions.svg(rightHalf(), CORNERS);
    assertThat(svg.split("<circle", -1)).hasSize(1 + 4 + 2);
    String half = "width=\"240.0\" height=\"5.0\"";
    assertThat(svg.split(half, -1)).hasSize(1 + 2 * 96);
    assertThat(GraphPictureTest.texts(svg, "soft")).contains("0", "1");
  }

  @Test
  void otherDataHaveNoRegions() {
    Dataset line = Dataset.classification(Shape.of(1), new float[] {0, 1}, new int[] {0, 1}, 2);
    assertThat(DecisionRegions.fits(line)).isFalse();
    assertThatThrownBy(() -> DecisionRegions.svg(rightHalf(), line))
        .isInstanceOf(ShapeException.class);
  }

  @Test
  void thePageHoldsAllAndEscapesIt() {
    String page =
        new HtmlReport("a<b")
            .table("Figures", Map.of("x&y", "<1>"))
            .text("Text", "1 < 2")
            .pictures("Pictures", List.of("<svg/>"))
            .html();
    assertThat(page)
        .startsWith("<!doctype html>")
        .contains(
            "<h1>a&lt;b</h1>", "x&amp;y", "&lt;1&gt;", "1 &lt; 2", "<svg/>", "max-width:100%;")
        .doesNotContain("http");
  }

  /** Answers 1 where the first feature is larger than a half. */
  private static Predictor rightHalf() {
    Model model = Sequential.of(Dense.units(2)).build(Shape.of(2), 1);
    model.store().write(model.parameters().get(0), 0, 0, 2, 0);
    model.store().write(model.parameters().get(1), 1, 0);
    return model.predictor();
  }
}
