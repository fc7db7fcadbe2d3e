package dev.cotangent.pictures;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cotangent.core.DType;
import dev.cotangent.core.Shape;
import dev.cotangent.core.ShapeException;
import dev.cotangent.core.check.OpExample;
import dev.cotangent.core.check.example.OpExamples;
import dev.cotangent.core.graph.Gradients;
import dev.cotangent.core.graph.Tensor;
import dev.cotangent.core.graph.Values;
import dev.cotangent.core.loss.Loss;
import dev.cotangent.core.model.F64Context;
import dev.cotangent.core.model.Model;
import dev.cotangent.core.registry.Registry;
import dev.cotangent.core.spi.IndexInput;
import dev.cotangent.core.spi.LayerSpec;
import dev.cotangent.core.spi.MultiLayerSpec;
import dev.cotangent.core.spi.Signature;
import dev.cotangent.core.spi.Tensors;
import dev.cotangent.layers.Activate;
import dev.cotangent.layers.Graph;
import dev.cotangent.layers.GraphNode;
import dev.cotangent.layers.MeanPool;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.xml.sax.InputSource;

/**
 * The pictures of every op that has an example, of every activation, layer and loss that the
 * registry finds, and of random graphs that broadcast: at every node stands the gradient that
 * {@link Gradients#of} gives, in the node's own shape; along its edges stand parts that add up to
 * it; and SVG and DOT come out.
 */
class EveryGraphIsDrawnTest {

  private static final Registry REGISTRY = Registry.standard();
  private static final int COMPOSITIONS = 300;

  /** Samples from few axes to many: a layer is drawn with each that it takes. */
  private static final List<Shape> SAMPLES =
      List.of(Shape.of(2), Shape.of(4), Shape.of(3, 4), Shape.of(2, 4, 3), Shape.of(2, 2, 3, 3));

  @Test
  void everyOp() throws Exception {
    for (OpExample example : OpExamples.all()) {
      for (long seed = 0; seed < 3; seed++) {
        OpExample.OpCase drawn = example.draw(seed);
        Tensor shared = drawn.points().get(0).sum();
        check(drawn.toString(), drawn.doubles(drawn.points()).mul(shared).mul(0.5).sum());
      }
    }
  }

  @Test
  void everyActivation() throws Exception {
    for (String id : REGISTRY.activations()) {
      Tensor x = Tensor.f64(Shape.of(2, 4), 0.3, -1.2, 0.7, 2.5, -0.4, 0.1, 1.1, -2.2);
      check(id, REGISTRY.activation(id).apply(x).mul(x.slice(1, 0, 1)).sum());
    }
  }

  @Test
  void everyLayer() throws Exception {
    for (String id : REGISTRY.layers()) {
      LayerSpec spec = REGISTRY.layer(id);
      int wired = spec instanceof MultiLayerSpec several ? several.inputNames().size() : 1;
      int drawn = 0;
      for (; drawn == 0 && wired >= 0; wired--) { // an input that is no number is optional
        for (Shape sample : SAMPLES) {
          drawn += layer(ofOneInput(spec, wired), sample);
        }
      }
      assertThat(drawn).as("samples that %s takes", id).isPositive();
    }
  }

  @Test
  void aMaskedMean() throws Exception {
    Signature inputs = Signature.of("x", Shape.of(3, 4)).and("mask", DType.I32, Shape.of(3));
    Model model = Model.build(new MeanPool(), inputs, 3, REGISTRY);
    Tensor x = input(model.spec(), Shape.of(2, 3, 4));
    Tensor mask = Tensor.of(Shape.of(2, 3), 1, 0, 1, 0, 0, 0).cast(DType.I32);
    Tensors both = Tensors.of(model.inputs(), x, mask);
    Tensor y = model.forward(both, F64Context.of(true, model.store())).only();
    check("mean_pool with a mask", y.mul(y).sum().add(x.square().mean()));
  }

  /** A layer of which several inputs are wired gets one and functions of it. */
  private static LayerSpec ofOneInput(LayerSpec spec, int wired) {
    if (!(spec instanceof MultiLayerSpec several) || several.inputNames().size() < 2) {
      return spec;
    }
    return Graph.of(
        g -> {
          List<GraphNode> nodes = new ArrayList<>(List.of(g.input("x")));
          while (nodes.size() < wired) {
            nodes.add(g.apply(Activate.with("tanh"), nodes.get(nodes.size() - 1)));
          }
          g.output("y", g.apply("layer", spec, nodes.toArray(GraphNode[]::new)));
        });
  }

  private static int layer(LayerSpec spec, Shape sample) throws Exception {
    Model model;
    try {
      model = Model.build(spec, sample, 3, REGISTRY);
    } catch (ShapeException wrongSample) {
      return 0;
    }
    Tensor batch = input(spec, sample.prepend(3));
    for (boolean training : new boolean[] {true, false}) {
      Tensor y = model.forward(batch, F64Context.of(training, model.store()));
      check(spec.id() + sample, y.mul(y).sum().add(batch.square().mean()));
    }
    return 1;
  }

  private static Tensor input(LayerSpec spec, Shape shape) {
    Tensor steps = Tensor.iota(shape.size()).reshape(shape).cast(DType.F64);
    return spec instanceof IndexInput indexed
        ? steps.mul(0).add(Math.min(1, indexed.indices() - 1)).eval()
        : steps.mul(0.37).sin().eval();
  }

  @Test
  void everyLoss() throws Exception {
    for (String id : REGISTRY.losses()) {
      Loss loss = REGISTRY.loss(id);
      Tensor z = Tensor.iota(18).cast(DType.F64).mul(0.37).sin().eval().reshape(Shape.of(3, 6));
      Tensor prediction = z.sub(z.mean()).sigmoid();
      check(id, loss.terms(prediction, target(loss, prediction.shape())).mean());
    }
  }

  private static Tensor target(Loss loss, Shape prediction) {
    if (loss.targetType() == DType.I32) {
      return Tensor.of(Shape.of(3), new int[] {2, 0, 5});
    }
    double[] values = new double[loss.targetShape(prediction).size()];
    Arrays.fill(values, 0.25);
    return Tensor.f64(loss.targetShape(prediction), values);
  }

  @Test
  void randomCompositionsWithBroadcasting() throws Exception {
    for (long seed = 0; seed < COMPOSITIONS; seed++) {
      check("graph of seed " + seed, RandomGraphs.of(seed));
    }
  }

  private static void check(String what, Tensor result) throws Exception {
    GraphPicture picture = GraphPicture.of(result).withGradients();
    List<Tensor> nodes = picture.graph().nodes();
    EdgeGradients drawn = new EdgeGradients(result, nodes);
    Gradients gradients = Gradients.of(result, nodes);
    GraphValues values = new GraphValues();
    for (Tensor node : nodes) {
      gradients
          .find(node)
          .ifPresent(
              gradient -> {
                Values shown = values.of(drawn.total(node).orElseThrow()).orElseThrow();
                assertThat(shown.type()).as(what).isEqualTo(node.type());
                close(what, shown.data(), gradient.toDoubles());
                close(what, parts(nodes, node, result, drawn, values), gradient.toDoubles());
              });
    }
    DocumentBuilderFactory.newInstance()
        .newDocumentBuilder()
        .parse(new InputSource(new StringReader(picture.toSvg())));
    assertThat(picture.toDot()).startsWith("digraph").contains("n" + (nodes.size() - 1) + " [");
  }

  /** The sum of what comes back along a node's edges. */
  private static double[] parts(
      List<Tensor> nodes, Tensor node, Tensor result, EdgeGradients drawn, GraphValues values) {
    double[] sum = new double[node.shape().size()];
    if (node == result) {
      sum[0] = 1;
    }
    for (Tensor user : nodes) {
      for (int input = 0; input < user.inputs().size(); input++) {
        if (user.inputs().get(input) == node && drawn.part(user, input).isPresent()) {
          Tensor part = drawn.part(user, input).orElseThrow();
          assertThat(part.shape()).isEqualTo(node.shape());
          double[] numbers = values.of(part).orElseThrow().data();
          for (int i = 0; i < sum.length; i++) {
            sum[i] += numbers[i];
          }
        }
      }
    }
    return sum;
  }

  private static void close(String what, double[] shown, double[] gradient) {
    assertThat(shown).as(what).hasSameSizeAs(gradient);
    for (int i = 0; i < shown.length; i++) {
      boolean equal = Double.compare(shown[i] + 0.0, gradient[i] + 0.0) == 0;
      double error = equal ? 0 : Math.abs(shown[i] - gradient[i]);
      assertThat(error).as(what).isLessThanOrEqualTo(1e-9 * (1 + Math.abs(gradient[i])));
    }
  }
}
