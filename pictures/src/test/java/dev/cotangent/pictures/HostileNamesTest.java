package dev.cotangent.pictures;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cotangent.core.DType;
import dev.cotangent.core.Shape;
import dev.cotangent.core.graph.Tensor;
import dev.cotangent.core.model.Model;
import dev.cotangent.core.model.Predictor;
import dev.cotangent.layers.Dense;
import dev.cotangent.layers.Sequential;
import dev.cotangent.training.data.Dataset;
import dev.cotangent.training.evaluation.ConfusionMatrix;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;

/** Names that come from files may hold anything. */
class HostileNamesTest {

  private static final String HOSTILE = "\u001b[2J\u0000\u0007<b>&\"'\n\u202e\ud800\uffff";

  /** What is left of it where there is room for a few letters only. */
  private static final String TAMED = "\\u001b[2J\\u0000\\u0007<b";

  @Test
  void classNamesLeaveEveryPictureWellFormed() throws Exception {
    String matrix = ConfusionPicture.svg(ConfusionMatrix.of(predictor(), data("a" + HOSTILE)));
    assertThat(GraphPictureTest.texts(matrix, "end").get(0)).startsWith("a\\u001b[2J\\u0000");
    String regions = DecisionRegions.svg(predictor(), data(HOSTILE));
    assertThat(GraphPictureTest.texts(regions, "soft")).contains(TAMED + "…");
  }

  @Test
  void aNameIsNotCutWithinACharacter() throws Exception {
    String faces = "\ud83d\ude00".repeat(30);
    String matrix = ConfusionPicture.svg(ConfusionMatrix.of(predictor(), data(faces)));
    assertThat(GraphPictureTest.texts(matrix, "end").get(0))
        .isEqualTo("\ud83d\ude00".repeat(23) + "…");
  }

  @Test
  void namesOfNodesLeaveTheGraphWellFormed() throws Exception {
    GraphPicture picture = GraphPicture.of(Tensor.input(HOSTILE, DType.F32, Shape.of(2)).square());
    assertThat(GraphPictureTest.texts(picture.toSvg(), "middle"))
        .contains(TAMED + ">&\"'\\u000a\\u202e…");
    assertThat(picture.toDot())
        .contains("\\\\u001b[2J\\\\u0000\\\\u0007<b>&\\\"'\\\\u000a\\\\u202e…");
  }

  @Test
  void aPageIsWellFormed() throws Exception {
    String page =
        HtmlReport.of(HOSTILE)
            .table(HOSTILE, Map.of(HOSTILE, HOSTILE))
            .text("Text", HOSTILE + "\nsecond line")
            .html();
    assertThat(page)
        .doesNotContain("<b>", "\u001b", "\u0000", "\u202e", "\uffff")
        .contains("\nsecond line");
    String body = page.substring(page.indexOf("<body>"), page.indexOf("</html>"));
    DocumentBuilderFactory.newInstance()
        .newDocumentBuilder()
        .parse(new ByteArrayInputStream(body.getBytes(StandardCharsets.UTF_8)));
  }

  private static Dataset data(String name) {
    return Dataset.classification(
        Shape.of(2), new float[] {0, 0, 1, 1}, new int[] {0, 1}, List.of(name, "b"));
  }

  private static Predictor predictor() {
    Model model = Sequential.of(Dense.of(2)).build(Shape.of(2), 1);
    return model.predictor();
  }
}
