package dev.cotangent.pictures;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cotangent.core.CotangentException;
import dev.cotangent.core.DType;
import dev.cotangent.core.Shape;
import dev.cotangent.core.ShapeException;
import dev.cotangent.core.Tensor;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Document;
import org.w3c.dom.NodeList;

class GraphPictureTest {

  private final Tensor x = Tensor.scalar(-2);
  private final Tensor y = Tensor.scalar(5);
  private final Tensor z = Tensor.scalar(-4);
  private final Tensor f = x.add(y).mul(z);

  @Test
  void theLecturesChainHasItsValuesAndGradients() throws Exception {
    String svg = picture().withGradients().toSvg();
    assertThat(texts(svg, "value")).containsExactlyInAnyOrder("−2", "5", "3", "−4", "−12");
    assertThat(texts(svg, "gradient")).containsExactlyInAnyOrder("−4", "−4", "−4", "3", "1");
    assertThat(texts(svg, "middle")).contains("x", "y", "z", "+", "×");
  }

  @Test
  void withoutGradientsThereAreNone() throws Exception {
    assertThat(texts(picture().toSvg(), "gradient")).isEmpty();
  }

  @Test
  void dotNamesNodesAndEdges() {
    assertThat(picture().withGradients().toDot())
        .startsWith("digraph")
        .contains("n0 [label=\"x\"];", "n0 -> n2 [label=\"−2\\n−4\"];")
        .contains("n4 [label=\"×\\n−12\\n1\"];");
  }

  @Test
  void anEdgeCarriesItsPartAndTheNodeTheSum() throws Exception {
    Tensor square = x.mul(x).add(x);
    String svg = GraphPicture.of(square).named(x, "x").withGradients().toSvg();
    assertThat(texts(svg, "gradient")).contains("Σ −3").filteredOn("−2"::equals).hasSize(2);
  }

  @Test
  void inputsAreDrawnWithoutValuesUntilTheyHaveOne() throws Exception {
    Tensor input = Tensor.input("a<b", DType.F32, Shape.of(2));
    GraphPicture picture = GraphPicture.of(input.square().sum()).withGradients();
    assertThat(texts(picture.toSvg(), "value")).isEmpty();
    assertThat(texts(picture.toSvg(), "middle")).contains("a<b");
    String svg = picture.withValue(input, 1, 3).toSvg();
    assertThat(texts(svg, "value")).containsExactlyInAnyOrder("[1 3]", "[1 9]", "10");
    assertThat(texts(svg, "gradient")).contains("[2 6]");
  }

  @Test
  void filesAreWholeAndOfTheKindThatTheirNameSays(@TempDir Path folder) throws IOException {
    picture().write(folder.resolve("a.svg"));
    picture().write(folder.resolve("a.DOT"));
    assertThat(Files.readString(folder.resolve("a.svg"))).isEqualTo(picture().toSvg());
    assertThat(Files.readString(folder.resolve("a.DOT"))).isEqualTo(picture().toDot());
    assertThatThrownBy(() -> picture().write(folder.resolve("a.png")))
        .isInstanceOf(CotangentException.class)
        .hasMessageContaining("a.png");
    assertThat(folder.resolve("a.png")).doesNotExist();
  }

  @Test
  void whatDoesNotFitIsRefused() {
    Tensor vector = Tensor.of(Shape.of(2), 1f, 2f);
    assertThatThrownBy(() -> GraphPicture.of(vector.exp()).withGradients())
        .isInstanceOf(ShapeException.class);
    assertThatThrownBy(() -> GraphPicture.of(vector).withValue(vector, 1))
        .isInstanceOf(ShapeException.class);
    Tensor sum = x;
    for (int i = 0; i < 2001; i++) {
      sum = sum.neg();
    }
    Tensor large = sum;
    assertThatThrownBy(() -> GraphPicture.of(large)).isInstanceOf(CotangentException.class);
  }

  @Test
  void numbersAreShortWithATrueMinus() {
    assertThat(Labels.number(-0.0)).isEqualTo("0");
    assertThat(Labels.number(100)).isEqualTo("100");
    assertThat(Labels.number(0.19661193)).isEqualTo("0.197");
    assertThat(Labels.number(-0.0000123)).isEqualTo("−1.23e−05");
    assertThat(Labels.number(Double.NaN)).isEqualTo("NaN");
  }

  private GraphPicture picture() {
    return GraphPicture.of(f).named(x, "x").named(y, "y").named(z, "z");
  }

  /** The words of a style; reading them also shows that the SVG is well-formed. */
  static List<String> texts(String svg, String style) throws Exception {
    Document document =
        DocumentBuilderFactory.newInstance()
            .newDocumentBuilder()
            .parse(new ByteArrayInputStream(svg.getBytes(StandardCharsets.UTF_8)));
    NodeList found = document.getElementsByTagName("text");
    List<String> texts = new ArrayList<>();
    for (int i = 0; i < found.getLength(); i++) {
      String styles = found.item(i).getAttributes().getNamedItem("class").getNodeValue();
      if (List.of(styles.split(" ", -1)).contains(style)) {
        texts.add(found.item(i).getTextContent());
      }
    }
    return texts;
  }
}
