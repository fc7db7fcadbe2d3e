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
import dev.cotangent.training.data.Dataset;
import dev.cotangent.training.evaluation.ConfusionMatrix;
import dev.cotangent.training.result.EpochResult;
import dev.cotangent.training.result.Evaluation;
import dev.cotangent.training.result.History;
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
    assertThat(curves.lossSvg()).contains("series-a", "series-b");
    assertThat(GraphPictureTest.texts(curves.lossSvg(), "soft"))
        .contains("training (1 not finite)", "validation", "epoch", "1", "2", "3");
    assertThat(curves.lossSvg().split("<circle", -1)).hasSize(1 + 2 + 3);
    assertThat(GraphPictureTest.texts(curves.metricSvg("accuracy"), "title"))
        .containsExactly("accuracy");
    assertThatThrownBy(() -> curves.metricSvg("auc")).isInstanceOf(CotangentException.class);
  }

  @Test
  void oneEpochIsOneMark() throws Exception {
    String svg = TrainingCurves.of(history(0.5)).lossSvg();
    assertThat(GraphPictureTest.texts(svg, "soft"))
        .containsOnlyOnce("1")
        .doesNotContain("0", "2", "1.5", "0.5 ");
  }

  @Test
  void aLargeFirstLossDoesNotPressTheOthersTogether() throws Exception {
    String svg = TrainingCurves.of(history(1e18, 0.7, 0.6)).lossSvg();
    assertThat(GraphPictureTest.texts(svg, "soft")).contains("logarithmic axis", "0.1");
    assertThat(svg).doesNotContain("NaN");
  }

  @Test
  void aTrainingWithoutEpochsHasAnEmptyChart() throws Exception {
    TrainingCurves none = TrainingCurves.of(history());
    assertThat(GraphPictureTest.texts(none.lossSvg(), "soft")).contains("no epoch has ended");
    assertThat(none.hasValidation()).isFalse();
  }

  @Test
  void noCurveMakesAnIllFormedOrEndlessPicture() throws Exception {
    double inf = Double.POSITIVE_INFINITY;
    double[][] all = {
      {Double.NaN},
      {inf, -inf},
      {0, 0},
      {1e-300, 1e-300},
      {1e300, -1e300},
      {0.7, 0.7, 0.7},
      {5, 1e-320},
      {1, Math.nextUp(1.0)},
      {Double.MAX_VALUE, -Double.MAX_VALUE, Double.MIN_VALUE}
    };
    for (double[] losses : all) {
      String svg = TrainingCurves.of(history(losses)).lossSvg();
      assertThat(GraphPictureTest.texts(svg, "title")).containsExactly("Loss");
      assertThat(svg.split("d=\"", -1))
          .noneMatch(path -> path.matches("[^\"]*(NaN|Inf)[^\"]*\".*"));
    }
  }

  @Test
  void longNamesOfClassesAreSlantedAndCutBetweenCharacters() throws Exception {
    String long1 = "\uD83D\uDE00".repeat(30);
    Dataset named =
        Dataset.classification(
            Shape.of(2), new float[] {0, 1, 1, 0}, new int[] {0, 1}, List.of(long1, "a\u0007b"));
    String svg = ConfusionPicture.svg(ConfusionMatrix.of(rightHalf(), named));
    assertThat(GraphPictureTest.texts(svg, "soft"))
        .contains("\uD83D\uDE00".repeat(23) + "…", "a\\u0007b");
    assertThat(svg).contains("rotate(-45)");
    assertThat(GraphPictureTest.texts(DecisionRegions.svg(rightHalf(), named), "soft"))
        .contains("a\\u0007b");
  }

  @Test
  void samplesThatWereTakenForNoClassHaveAColumn() throws Exception {
    Model nan = Sequential.of(Dense.of(2)).build(Shape.of(2), 1);
    nan.store().write(nan.parameters().get(1), Float.NaN, Float.NaN);
    String svg = ConfusionPicture.svg(ConfusionMatrix.of(nan.predictor(), CORNERS));
    assertThat(GraphPictureTest.texts(svg, "soft")).contains("none");
    assertThat(GraphPictureTest.texts(svg, "middle")).contains("1", "3");
    assertThat(GraphPictureTest.texts(svg, "soft")).anyMatch(words -> words.contains("0.0000"));
    assertThat(DecisionRegions.svg(nan.predictor(), CORNERS)).doesNotContain("fill-opacity");
  }

  @Test
  void fiveOutputsForTwoClassesAreNoRegions() {
    Model five = Sequential.of(Dense.of(5)).build(Shape.of(2), 1);
    assertThatThrownBy(() -> DecisionRegions.svg(five.predictor(), CORNERS))
        .isInstanceOf(ShapeException.class)
        .hasMessageContainingAll("5", "2 classes");
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
        epochs,
        losses.length,
        1,
        4,
        1,
        "portable",
        Map.of(),
        false,
        "",
        Optional.empty(),
        Optional.empty());
  }

  @Test
  void theConfusionMatrixHasItsCountsAndNames() throws Exception {
    String svg = ConfusionPicture.svg(ConfusionMatrix.of(rightHalf(), CORNERS));
    assertThat(GraphPictureTest.texts(svg, "middle"))
        .containsExactlyInAnyOrder("0", "1", "1", "1", "2");
    assertThat(GraphPictureTest.texts(svg, "soft")).anyMatch(words -> words.contains("0.7500"));
    assertThat(svg).contains("class=\"value\"", "class=\"gradient\"");
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
        HtmlReport.of("a<b")
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
    Model model = Sequential.of(Dense.of(2)).build(Shape.of(2), 1);
    model.store().write(model.parameters().get(0), 0, 0, 2, 0);
    model.store().write(model.parameters().get(1), 1, 0);
    return model.predictor();
  }
}
