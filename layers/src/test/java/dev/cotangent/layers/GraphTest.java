package dev.cotangent.layers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cotangent.core.DType;
import dev.cotangent.core.MemoryException;
import dev.cotangent.core.Shape;
import dev.cotangent.core.ShapeException;
import dev.cotangent.core.graph.Tensor;
import dev.cotangent.core.model.F64Context;
import dev.cotangent.core.model.Model;
import dev.cotangent.core.parameter.Parameter;
import dev.cotangent.core.registry.Registry;
import dev.cotangent.core.spi.LayerSpec;
import dev.cotangent.core.spi.Signature;
import dev.cotangent.core.spi.Tensors;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;

class GraphTest {

  private static final Signature TOWN_AND_NUMBERS =
      Signature.of("numbers", Shape.of(4)).and("town", DType.I32, Shape.scalar());

  private final Registry registry = Registry.standard();

  private static Graph towers() {
    return Graph.of(
        g -> {
          GraphNode numbers = g.apply("dense", Dense.of(3), g.input("numbers"));
          GraphNode town = g.apply("towns", Embedding.of(5, 2), g.input("town"));
          g.output("price", g.apply("head", Dense.of(1), g.apply(Concat.last(), numbers, town)));
        });
  }

  @Test
  void joinsNumbersAndWholeNumbers() {
    Model model = towers().build(TOWN_AND_NUMBERS, 7);

    assertThat(model.parameters())
        .extracting(Parameter::name)
        .containsExactly("dense.weight", "dense.bias", "towns.weight", "head.weight", "head.bias");
    assertThat(model.outputs()).isEqualTo(Signature.of("price", Shape.of(1)));
    F64Context context = F64Context.of(false, model.store());
    Tensor numbers = Tensor.f64(Shape.of(2, 4), new double[] {1, 2, 3, 4, -1, 0, 1, 2});
    Tensor town = Tensor.i32(Shape.of(2), 4, 0);
    Tensor dense =
        numbers
            .matmul(context.read(model.parameter("dense.weight")).transpose())
            .add(context.read(model.parameter("dense.bias")));
    Tensor rows = context.read(model.parameter("towns.weight")).gather(town);
    Tensor expected =
        Tensor.concat(1, dense, rows)
            .matmul(context.read(model.parameter("head.weight")).transpose())
            .add(context.read(model.parameter("head.bias")));

    // in any order
    Tensors found = model.forward(Tensors.of("town", town).and("numbers", numbers), context);

    assertThat(found.get("price").toDoubles()).isEqualTo(expected.toDoubles());
  }

  @Test
  void isDataThatSaysAllOfIt() {
    Graph graph = towers();

    assertThat(graph.inputs()).containsExactly("numbers", "town");
    assertThat(graph.nodes())
        .containsExactly("dense(numbers)", "towns(town)", "2(dense,towns)", "head(2)");
    assertThat(graph.outputs()).containsExactly("price=head");
    assertThat(new Graph().with(graph.attributes())).isEqualTo(graph);
    assertThat(graph.toString()).contains("2(dense,towns)").contains("Embedding");
  }

  @Test
  void aLayerThatIsAppliedAgainHasOneSetOfWeights() {
    Graph siamese =
        Graph.of(
            g -> {
              GraphNode left = g.apply("tower", Dense.of(3), g.input("left"));
              GraphNode right = g.again("tower", g.input("right"));
              g.output("alike", g.apply("dot", Dot.cosine(), left, right));
            });
    Signature pair = Signature.of("left", Shape.of(4)).and("right", Shape.of(4));
    Model model = siamese.build(pair, 1);

    assertThat(siamese.nodes()).contains("tower#2=tower(right)");
    assertThat(model.parameters())
        .extracting(Parameter::name)
        .containsExactly("tower.weight", "tower.bias");
    Tensor x = Tensor.f64(Shape.of(1, 4), new double[] {1, 2, 3, 4});
    Tensors same =
        model.forward(Tensors.of("left", x).and("right", x), F64Context.of(false, model.store()));
    assertThat(same.get("alike").toDoubles()[0]).isCloseTo(1, offset(1e-6));
    assertThatThrownBy(
            () -> siamese.build(Signature.of("left", Shape.of(4)).and("right", Shape.of(5)), 1))
        .isInstanceOf(ShapeException.class)
        .hasMessageContaining("node 'tower#2': layer 'tower' gets 0 F32[5], expected 0 F32[4]");
  }

  private static org.assertj.core.data.Offset<Double> offset(double value) {
    return org.assertj.core.data.Offset.offset(value);
  }

  @Test
  void givesSeveralOutputsToGraphsAroundIt() {
    Graph heads =
        Graph.of(
            g -> {
              GraphNode x = g.input("x");
              g.output("class", g.apply("class", Dense.of(3), x));
              g.output("number", g.apply("number", Dense.of(1), x));
            });
    Graph outer =
        Graph.of(
            g -> {
              GraphNode both = g.apply("heads", heads, g.input("x"));
              g.output("number", both.port("number"));
              g.output("sum", g.apply("sum", new Add(), both.port("class"), both.port("number")));
            });
    Model model = outer.build(Shape.of(4), 1);

    assertThat(outer.nodes()).containsExactly("heads(x)", "sum(heads.class,heads.number)");
    assertThat(model.outputs().toString()).isEqualTo("number F32[1], sum F32[3]");
    assertThat(model.toString())
        .endsWith("features F32[4] -> number F32[1], sum F32[3], 20 weights]");
    assertThat(model.parameters().get(0).name()).isEqualTo("heads.class.weight");
    assertThatThrownBy(model::outputShape)
        .hasMessage("the model has the outputs number F32[1], sum F32[3], expected one output");
    assertThatThrownBy(
            () ->
                Graph.of(g -> g.output("y", g.apply("heads", heads, g.input("x"))))
                    .build(Shape.of(4), 1))
        .hasMessageContaining(
            "output 'y' takes 'heads', expected one of the outputs of 'heads': [heads.class,"
                + " heads.number]");
  }

  @Test
  void standsWhereALayerOfOneInputDoes() {
    Graph skip =
        Graph.of(
            g -> {
              GraphNode x = g.input("image");
              GraphNode y = g.apply("inner", Activate.with("tanh"), x);
              g.output("joined", g.apply("join", Concat.of(0), x, y));
            });
    Model model =
        Sequential.of(Conv2d.of(2, 3).withPadding(1), new Residual(Conv2d.of(2, 1)), skip)
            .build(Shape.of(1, 4, 4), 3);

    assertThat(model.outputShape()).isEqualTo(Shape.of(4, 4, 4));
    float[] y = model.predictor().predict(new float[16]);
    for (int i = 0; i < 32; i++) {
      assertThat(y[32 + i]).isCloseTo((float) Math.tanh(y[i]), floatOffset(1e-6f));
    }
  }

  private static org.assertj.core.data.Offset<Float> floatOffset(float value) {
    return org.assertj.core.data.Offset.offset(value);
  }

  @Test
  void aSequenceMayBeginWithAMergeAndTakeWholeNumbers() {
    Model sum =
        Sequential.of(new Multiply(), Dense.of(2))
            .build(Signature.of("a", Shape.of(3)).and("b", Shape.of(1)), 5);
    Model words =
        Sequential.of(Embedding.of(9, 4), new Flatten(), Dense.of(2))
            .build(Signature.of("words", DType.I32, Shape.of(3)), 5);

    assertThat(sum.outputs().only().sample()).isEqualTo(Shape.of(2));
    Tensor indices = Tensor.i32(Shape.of(1, 3), 8, 0, 3);
    F64Context context = F64Context.of(false, words.store());
    assertThat(words.forward(indices, context).toDoubles())
        .isEqualTo(words.forward(indices.cast(DType.F64), context).toDoubles());
    assertThatThrownBy(
            () -> Model.build(Dense.of(2), Signature.of("words", DType.I32, Shape.of(3)), 1))
        .isInstanceOf(ShapeException.class)
        .hasMessageContaining("dense '': inputs words I32[3]: matmul: the input is I32[");
  }

  @Test
  void mergesAreWhatTheySay() {
    Signature pair = Signature.of("a", Shape.of(2, 3)).and("b", Shape.of(1, 3));
    double[] a = {1, 2, 3, 4, 5, 6};
    double[] b = {10, 20, 30};

    assertThat(merged(new Add(), pair, a, b)).containsExactly(11, 22, 33, 14, 25, 36);
    assertThat(merged(new Multiply(), pair, a, b)).containsExactly(10, 40, 90, 40, 100, 180);
    assertThat(merged(Concat.of(0), pair, a, b)).containsExactly(1, 2, 3, 4, 5, 6, 10, 20, 30);
    Signature equal = Signature.of("a", Shape.of(3)).and("b", Shape.of(3));
    double[] first = {1, 2, 3};
    assertThat(merged(new Dot(), equal, first, b)).containsExactly(140);
    assertThat(merged(Dot.cosine(), equal, first, b)[0]).isCloseTo(1, offset(1e-6));
  }

  private static double[] merged(LayerSpec merge, Signature inputs, double[]... values) {
    Model model = Model.build(merge, inputs, 1);
    Tensors x = Tensors.of("a", batch(inputs, 0, values[0]));
    return model
        .forward(x.and("b", batch(inputs, 1, values[1])), F64Context.of(false, model.store()))
        .get(0)
        .toDoubles();
  }

  private static Tensor batch(Signature inputs, int index, double[] values) {
    double[] numbers = DoubleStream.of(values).toArray();
    return Tensor.f64(inputs.port(index).sample().prepend(1), numbers);
  }

  @Test
  void mergesRefuseWhatDoesNotFit() {
    Signature unlike = Signature.of("a", Shape.of(3)).and("b", Shape.of(4));

    for (LayerSpec merge : List.of(new Add(), new Multiply())) {
      assertThatThrownBy(() -> Model.build(merge, unlike, 1))
          .isInstanceOf(ShapeException.class)
          .hasMessageContaining(merge.id() + " '': inputs a F32[3], b F32[4]: ");
    }
    assertThatThrownBy(() -> Model.build(new Dot(), unlike, 1))
        .hasMessageContaining("expected two of equal shape [.., n]");
    assertThatThrownBy(() -> Model.build(Concat.of(1), unlike, 1))
        .hasMessageContaining("expected samples with an axis 1");
    assertThatThrownBy(() -> Model.build(new Concat(), TOWN_AND_NUMBERS, 1))
        .hasMessageContaining("expected numbers with the same number of axes");
  }

  @Test
  void saysWhatIsWrongWithItsParts() {
    refuses(
        List.of("a(b)", "b(a)"),
        "node 'a' takes 'b', expected a node listed before it; the two form");
    refuses(List.of("a(b)", "b(x)"), "list nodes after those that they take");
    refuses(
        List.of("a(y)", "b(a)"),
        "node 'a' refers to the unknown node 'y', expected one of [x, a, b]");
    refuses(
        List.of("a(x)", "c(a)"),
        "node 'c' refers to the unknown layer 'c', expected one of [a, b]");
    refuses(List.of("a(x)", "b(x)"), "no output depends on node 'a'");
    refuses(List.of("b(x)"), "no output depends on layer 'a'");
    refuses(List.of("a(x)", "b(a)", "b(a)"), "two nodes have the name 'b'");
    refuses(List.of("a()", "b(a)"), "the name '', expected 1 to 100 letters");
    refuses(List.of("a", "b(a)"), "'a' is not a node, expected layer(wire,...)");
    refuses(List.of("a(x)", "b(a)", "a#x=a(x)"), "the node name is 'a#x', expected letters");
    Consumer<GraphBuilder> twice =
        g -> {
          GraphNode x = g.input("x");
          g.apply("a", Dense.of(1), x);
          g.apply("a", Dense.of(2), x);
        };
    assertThatThrownBy(() -> Graph.of(twice))
        .hasMessageContaining("the name 'a' is taken by Dense");
    assertThatThrownBy(() -> Graph.of(g -> g.input("x")))
        .hasMessage(
            "graph: it has no output, expected at least one; add it with GraphBuilder.output");
  }

  private static void refuses(List<String> nodes, String message) {
    List<LayerSpec> layers = List.of(new Flatten(), new Flatten());
    assertThatThrownBy(
            () -> new Graph(List.of("x"), List.of("a", "b"), layers, nodes, List.of("y=b")))
        .hasMessageContaining(message);
  }

  @Test
  void namesInputsThatAreMissingOrUnknown() {
    assertThatThrownBy(
            () -> towers().build(Signature.of("numbers", Shape.of(4)).and("twon", Shape.of(1)), 1))
        .hasMessageContaining("no input 'twon', expected [numbers, town]; did you mean 'town'?");
    Model model = towers().build(TOWN_AND_NUMBERS, 1);
    F64Context context = F64Context.of(false, model.store());
    Tensor numbers = Tensor.f64(Shape.of(1, 4), new double[4]);
    Tensor town = Tensor.i32(Shape.of(1), 0);

    assertThatThrownBy(() -> model.forward(Tensors.of("numbers", numbers), context))
        .hasMessage("the model: input 'town' is missing, expected numbers F32[4], town I32[]");
    assertThatThrownBy(
            () -> model.forward(Tensors.of("numbers", numbers).and("town", numbers), context))
        .hasMessage("the model: input 'town' is F64[1, 4], expected a batch of samples I32[]");
    assertThatThrownBy(
            () ->
                model.forward(
                    Tensors.of("numbers", Tensor.f64(Shape.of(2, 4), new double[8]))
                        .and("town", town),
                    context))
        .hasMessage("the model's input 'town' has 1 rows, expected 2 as in 'numbers'");
    assertThatThrownBy(() -> model.forward(numbers, context))
        .hasMessage("the model has the inputs numbers F32[4], town I32[], expected one input");
  }

  @Test
  void aLayerThatDoublesItselfIsRefusedBeforeItIsDrawnUp() {
    LayerSpec doubled = Activate.with("tanh");
    for (int depth = 0; depth < 40; depth++) {
      LayerSpec inner = doubled;
      doubled = Graph.of(g -> g.output("y", g.again("f", g.apply("f", inner, g.input("x")))));
    }
    LayerSpec all = doubled;

    assertThatThrownBy(() -> Model.build(all, Shape.of(1), 1, registry))
        .isInstanceOf(MemoryException.class)
        .hasMessageContaining("layers and activations up to 'f");
  }
}
