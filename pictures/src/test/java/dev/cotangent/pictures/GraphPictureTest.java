package dev.cotangent.pictures;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cotangent.core.CotangentException;
import dev.cotangent.core.DType;
import dev.cotangent.core.Shape;
import dev.cotangent.core.ShapeException;
import dev.cotangent.core.graph.Tensor;
import dev.cotangent.core.model.Model;
import dev.cotangent.core.model.PlanContext;
import dev.cotangent.core.spi.Signature;
import dev.cotangent.layers.Add;
import dev.cotangent.layers.Dense;
import dev.cotangent.layers.Graph;
import dev.cotangent.layers.GraphNode;
import dev.cotangent.layers.Multiply;
import dev.cotangent.layers.Sequential;
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
import org.w3c.dom.Element;
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
  void aModelOfSeveralInputsAndOutputsHasTheirNames() throws Exception {
    Graph graph =
        Graph.of(
            g -> {
              GraphNode both = g.apply("both", new Add(), g.input("left"), g.input("right"));
              g.output("sum", both);
              g.output("price", g.apply("head", Dense.of(1).withoutBias(), both));
              g.output("class", g.apply("class", new Multiply(), both, both));
            });
    Model model = graph.build(Signature.of("left", Shape.of(2)).and("right", Shape.of(2)), 1);
    model.store().write(model.parameter("head.weight"), new float[] {2, 3});
    GraphPicture picture = GraphPicture.of(model).withValue("left", 1, 2).withValue("right", 3, 5);

    assertThat(texts(picture.toSvg(), "middle"))
        .contains("left", "right", "head.weight", "sum = +", "price = matmul", "class = ×");
    assertThat(texts(picture.toSvg(), "value")).contains("29", "[16 49]");
    assertThat(picture.toDot()).contains("price = matmul");
    assertThatThrownBy(picture::withGradients)
        .hasMessage("cannot draw gradients: the graph has 3 results, expected one");
  }

  @Test
  void withoutGradientsThereAreNone() throws Exception {
    assertThat(texts(picture().toSvg(), "gradient")).isEmpty();
    GraphPicture plain = picture();
    plain.withGradients();
    assertThat(texts(plain.toSvg(), "gradient")).as("a copy has them").isEmpty();
  }

  /** x + b with b of one element, squared and summed: by b 2·Σ(x + b) = 15. */
  @Test
  void aBroadcastBiasHasOneNumber() throws Exception {
    Tensor v = Tensor.f64(Shape.of(3), 1.0, 2.0, 3.0);
    Tensor b = Tensor.f64(Shape.of(1), 0.5);
    GraphPicture drawn = GraphPicture.of(v.add(b).square().sum()).withGradients();
    assertThat(texts(drawn.toSvg(), "gradient"))
        .containsExactlyInAnyOrder("[3 5 7]", "15", "[3 5 7]", "[1 1 1]", "1");
  }

  /** The scalar c is used on two elements and alone: 5·2c + 1. */
  @Test
  void aScalarThatIsUsedTwiceHasTheSum() throws Exception {
    Tensor c = Tensor.f64(2.0);
    Tensor v = Tensor.f64(Shape.of(2), 1.0, 2.0);
    GraphPicture drawn = GraphPicture.of(v.mul(c).square().sum().add(c)).withGradients();
    assertThat(texts(drawn.toSvg(), "gradient")).contains("20", "Σ 21");
  }

  @Test
  void aSoftmaxByHandIsDrawn() throws Exception {
    Tensor v = Tensor.f64(Shape.of(1, 3), 3.2, 5.1, -1.7);
    Tensor p = v.exp().div(v.exp().sum());
    GraphPicture drawn = GraphPicture.of(p.slice(1, 0, 1).log().neg().sum()).withGradients();
    assertThat(texts(drawn.toSvg(), "gradient")).contains("Σ [−0.87 0.869 9.68e−04]");
    assertThat(drawn.toDot()).contains("Σ [−0.87 0.869 9.68e−04]");
  }

  @Test
  void everyInputKeepsItsValue() throws Exception {
    Tensor a = Tensor.input("a", DType.F64, Shape.scalar());
    Tensor b = Tensor.input("b", DType.F64, Shape.scalar());
    GraphPicture open = GraphPicture.of(a.mul(b)).withGradients();
    GraphPicture fed = open.withValue(a, 3).withValue("b", 4);
    assertThat(texts(fed.toSvg(), "value")).containsExactlyInAnyOrder("3", "4", "12");
    assertThat(texts(fed.toSvg(), "gradient")).containsExactlyInAnyOrder("4", "3", "1");
    assertThat(texts(fed.withValue(b, 5).toSvg(), "value")).contains("3", "5", "15");
    assertThat(texts(open.toSvg(), "value")).isEmpty();
  }

  @Test
  void aModelIsDrawnWithItsNumbers() throws Exception {
    Model model = Sequential.of(Dense.of(1)).build(Shape.of(2), 1);
    model.store().write(model.parameters().get(0), 2, -1);
    model.store().write(model.parameters().get(1), 0.5f);
    Tensor input = Tensor.input("x", DType.F32, Shape.of(1, 2));
    Tensor y = model.forward(input, PlanContext.forInference());
    String svg =
        GraphPicture.of(y)
            .withGradients()
            .withParameters(model.store())
            .withValue(input, 3, 4)
            .toSvg();
    assertThat(texts(svg, "value")).contains("[2 −1]", "[3 4]", "0.5", "2.5");
    assertThat(texts(svg, "gradient")).contains("[3 4]", "[3; 4]", "[2 −1]");
    assertThat(texts(svg, "middle")).contains("0.weight", "0.bias", "x");
    Model other = Sequential.of(Dense.of(1)).build(Shape.of(2), 1);
    assertThatThrownBy(() -> GraphPicture.of(y).withParameters(other.store()))
        .isInstanceOf(CotangentException.class)
        .hasMessageContaining("0.weight");
  }

  @Test
  void valuesThatALeafCannotHoldAreRefused() {
    Tensor ids = Tensor.input("ids", DType.I32, Shape.of(2));
    GraphPicture drawn = GraphPicture.of(ids.cast(DType.F32).sum());
    assertThatThrownBy(() -> drawn.withValue(ids, 1, 0.5))
        .isInstanceOf(CotangentException.class)
        .hasMessageContaining("ids", "0.5");
    assertThatThrownBy(() -> drawn.withValue("idz", 1, 2))
        .isInstanceOf(CotangentException.class)
        .hasMessageContainingAll("'idz'", "[ids]");
    assertThatThrownBy(() -> drawn.withValue(Tensor.input("o", DType.F32, Shape.of(1)), 1))
        .isInstanceOf(CotangentException.class);
    assertThatThrownBy(() -> GraphPicture.of(Tensor.f64(1.0).greater(0)).withGradients())
        .isInstanceOf(ShapeException.class)
        .hasMessageContaining("floating-point");
  }

  @Test
  void anOpThatHasANameKeepsItsSymbol() throws Exception {
    String svg = picture().named(f, "f").toSvg();
    assertThat(texts(svg, "middle")).contains("f = ×", "+", "x");
  }

  @Test
  void largeValuesAreShortened() throws Exception {
    Tensor many = Tensor.iota(20).cast(DType.F64);
    assertThat(texts(GraphPicture.of(many.neg().sum()).toSvg(), "value"))
        .contains("[0 −1 −2 … −19]", "−190");
  }

  /** Every text lies within the paper, also the sums below leaves at the left edge. */
  @Test
  void nothingIsCutOffAtTheEdges() throws Exception {
    Tensor v = Tensor.f64(Shape.of(4), -1.234, 2.345, -3.456, 4.567);
    String svg = GraphPicture.of(v.mul(v).add(v).sum()).withGradients().toSvg();
    NodeList found = parse(svg).getElementsByTagName("text");
    double width = Double.parseDouble(parse(svg).getDocumentElement().getAttribute("width"));
    for (int i = 0; i < found.getLength(); i++) {
      Element text = (Element) found.item(i);
      double half = 0.5 * TextSize.width(text.getTextContent(), Svg.NUMBER_SIZE);
      double x = Double.parseDouble(text.getAttribute("x"));
      assertThat(text.getAttribute("text-anchor")).isEqualTo("middle");
      assertThat(x - half).as(text.getTextContent()).isPositive();
      assertThat(x + half).as(text.getTextContent()).isLessThan(width);
    }
  }

  @Test
  void coloursArePlainAttributes() throws Exception {
    String svg = picture().withGradients().toSvg();
    assertThat(svg).doesNotContain("var(", "style=").contains("prefers-color-scheme:dark");
    for (String tag : List.of("text", "rect", "path")) {
      NodeList found = parse(svg).getElementsByTagName(tag);
      for (int i = 0; i < found.getLength(); i++) {
        assertThat(((Element) found.item(i)).getAttribute("fill")).matches("none|#[0-9a-f]{6}");
      }
    }
  }

  @Test
  void namesAreWrittenEscapedAndNotTooLong() throws Exception {
    Tensor leaf = Tensor.f64(1.0);
    String svg =
        GraphPicture.of(leaf.neg()).named(leaf, "a\u001b[31m\u0007" + "z".repeat(99)).toSvg();
    assertThat(texts(svg, "middle")).anyMatch(text -> text.startsWith("a\\u001b[31m\\u0007z"));
    assertThat(texts(svg, "middle")).allMatch(text -> text.length() <= 40);
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
    assertThat(Labels.number(0.0012345)).isEqualTo("0.00123");
    assertThat(Labels.number(1e18)).isEqualTo("1e+18");
    assertThat(Labels.number(123456)).isEqualTo("123456");
    assertThat(Labels.number(Double.NaN)).isEqualTo("NaN");
    assertThat(Labels.number(Double.NEGATIVE_INFINITY)).isEqualTo("−∞");
  }

  private GraphPicture picture() {
    return GraphPicture.of(f).named(x, "x").named(y, "y").named(z, "z");
  }

  /** The words of a style; reading them also shows that the SVG is well-formed. */
  static List<String> texts(String svg, String style) throws Exception {
    NodeList found = parse(svg).getElementsByTagName("text");
    List<String> texts = new ArrayList<>();
    for (int i = 0; i < found.getLength(); i++) {
      String styles = found.item(i).getAttributes().getNamedItem("class").getNodeValue();
      if (List.of(styles.split(" ", -1)).contains(style)) {
        texts.add(found.item(i).getTextContent());
      }
    }
    return texts;
  }

  private static Document parse(String svg) throws Exception {
    return DocumentBuilderFactory.newInstance()
        .newDocumentBuilder()
        .parse(new ByteArrayInputStream(svg.getBytes(StandardCharsets.UTF_8)));
  }
}
