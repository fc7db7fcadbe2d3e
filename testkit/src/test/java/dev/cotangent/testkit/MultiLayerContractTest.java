package dev.cotangent.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cotangent.core.DType;
import dev.cotangent.core.Shape;
import dev.cotangent.core.graph.Tensor;
import dev.cotangent.core.spi.Attributes;
import dev.cotangent.core.spi.MultiLayer;
import dev.cotangent.core.spi.MultiLayerSpec;
import dev.cotangent.core.spi.Scope;
import dev.cotangent.core.spi.Signature;
import dev.cotangent.core.spi.Tensors;
import dev.cotangent.layers.Add;
import dev.cotangent.layers.Concat;
import dev.cotangent.layers.Dense;
import dev.cotangent.layers.Embedding;
import dev.cotangent.layers.Graph;
import dev.cotangent.layers.GraphNode;
import dev.cotangent.layers.MeanPool;
import java.util.List;
import java.util.function.BinaryOperator;
import org.junit.jupiter.api.Test;

/** Layers of several inputs: sound ones pass, and what is wrong with others is found. */
class MultiLayerContractTest {

  /** A merge of two inputs that announces the shape of the first. */
  private record Merge(String id, BinaryOperator<Tensor> function) implements MultiLayerSpec {

    @Override
    public List<String> inputNames() {
      return List.of("a", "b");
    }

    @Override
    public Attributes attributes() {
      return Attributes.none();
    }

    @Override
    public Merge with(Attributes attributes) {
      attributes.allowOnly();
      return this;
    }

    @Override
    public MultiLayer build(Signature inputs, Scope scope) {
      Signature output = Signature.of("y", inputs.port("a").sample());
      inputs.port("b");
      return MultiLayer.of(
          output, (x, context) -> Tensors.of(output, function.apply(x.get("a"), x.get("b"))));
    }
  }

  private static List<String> failures(BinaryOperator<Tensor> function) {
    return LayerContract.of(new Merge("merge", function)).report().failures();
  }

  @Test
  void aSoundMergePasses() {
    assertThat(failures((a, b) -> a.mul(b.tanh()))).isEmpty();
  }

  @Test
  void anOptionalInputMayBeThereOrNot() {
    LayerContract pool = LayerContract.of(MeanPool.class);
    pool.report().assertPassed();
    pool.on(Signature.of("x", Shape.of(4, 3)).and("mask", DType.I32, Shape.of(4)))
        .report()
        .assertPassed();
  }

  @Test
  void aGradientThatMissesOneInputIsFound() {
    assertThat(failures((a, b) -> a.mul(b.detach())))
        .anyMatch(failure -> failure.contains("gradient"));
  }

  @Test
  void samplesThatSeeEachOtherAreFound() {
    assertThat(failures((a, b) -> a.add(b.sub(b.mean(List.of(0), true)))))
        .anyMatch(failure -> failure.contains("rows"));
  }

  @Test
  void anotherShapeThanAnnouncedIsFound() {
    assertThat(failures((a, b) -> a.mul(b).sum(List.of(-1), true)))
        .anyMatch(failure -> failure.contains("shape"));
  }

  @Test
  void aGraphOfNumbersAndWholeNumbersPasses() {
    Graph graph =
        Graph.of(
            g -> {
              GraphNode x = g.apply("x", Dense.of(2), g.input("numbers"));
              GraphNode town = g.apply("towns", Embedding.of(2, 2), g.input("town"));
              g.output("sum", g.apply("sum", new Add(), x, town));
              g.output("both", g.apply("both", Concat.last(), x, town));
            });
    Signature inputs = Signature.of("numbers", Shape.of(3)).and("town", DType.I32, Shape.scalar());

    ContractReport report = LayerContract.of(graph).on(inputs).report();

    assertThat(report.failures()).as(report.toString()).isEmpty();
  }
}
