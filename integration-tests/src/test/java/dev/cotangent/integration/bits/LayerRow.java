package dev.cotangent.integration.bits;

import dev.cotangent.core.Shape;
import dev.cotangent.core.spi.LayerSpec;
import dev.cotangent.core.spi.MultiLayerSpec;
import dev.cotangent.layers.Activate;
import dev.cotangent.layers.AdaptiveAvgPool2d;
import dev.cotangent.layers.Add;
import dev.cotangent.layers.AvgPool2d;
import dev.cotangent.layers.BatchNorm1d;
import dev.cotangent.layers.BatchNorm2d;
import dev.cotangent.layers.Bilinear;
import dev.cotangent.layers.Concat;
import dev.cotangent.layers.Conv1d;
import dev.cotangent.layers.Conv2d;
import dev.cotangent.layers.Dense;
import dev.cotangent.layers.Dot;
import dev.cotangent.layers.Dropout;
import dev.cotangent.layers.Embedding;
import dev.cotangent.layers.Flatten;
import dev.cotangent.layers.Graph;
import dev.cotangent.layers.GraphBuilder;
import dev.cotangent.layers.GraphNode;
import dev.cotangent.layers.Inference;
import dev.cotangent.layers.LayerNorm;
import dev.cotangent.layers.Lstm;
import dev.cotangent.layers.MaxPool1d;
import dev.cotangent.layers.MaxPool2d;
import dev.cotangent.layers.MeanPool;
import dev.cotangent.layers.Multiply;
import dev.cotangent.layers.Parallel;
import dev.cotangent.layers.Permute;
import dev.cotangent.layers.Prelu;
import dev.cotangent.layers.Residual;
import dev.cotangent.layers.RmsNorm;
import dev.cotangent.layers.Sequential;
import dev.cotangent.layers.Slice;
import dev.cotangent.layers.Tied;
import dev.cotangent.layers.Upsample2d;
import dev.cotangent.training.data.Normalize;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A layer and the sample it takes.
 *
 * @param sample shape, without the batch axis
 */
public record LayerRow(LayerSpec spec, Shape sample) {

  /** At least one row for each layer of this project, by its id. */
  public static final SortedMap<String, List<LayerRow>> BY_ID = rows();

  private static SortedMap<String, List<LayerRow>> rows() {
    SortedMap<String, List<LayerRow>> rows = new TreeMap<>();
    for (LayerRow row : all()) {
      rows.computeIfAbsent(row.id(), id -> new ArrayList<>()).add(row);
    }
    return Collections.unmodifiableSortedMap(rows);
  }

  private static List<LayerRow> all() {
    return List.of(
        row(Activate.with("tanh"), 3),
        row(Activate.with("relu"), 2, 2),
        row(new AdaptiveAvgPool2d(), 2, 3, 2),
        row(AdaptiveAvgPool2d.of(2, 3), 1, 5, 4),
        row(AvgPool2d.of(2), 2, 4, 5),
        row(
            AvgPool2d.of(3, 2).withStride(2, 1).withPadding(1, 1).withoutCountingPadding(),
            1,
            4,
            3),
        row(new BatchNorm1d(0.1, 0.1), 3),
        row(new BatchNorm1d(0.1, 0.1), 2, 3),
        row(new BatchNorm2d(0.1, 0.1), 2, 2, 3),
        row(Bilinear.of(2, 3, 2), 5),
        row(new Bilinear(1, 2, 1, false), 2, 3),
        row(Conv1d.of(2, 3), 2, 5),
        row(Conv1d.of(4, 2).withStride(2).withPadding(1).withGroups(2).withoutBias(), 2, 4),
        row(twoWays(Concat.of(0), Dense.of(3)), 2, 3),
        row(twoWays(new Multiply(), Dense.of(1)), 2, 3),
        row(twoWays(new Add(), Dense.of(3)), 3),
        row(twoWays(new Dot(), Dense.of(3)), 3),
        row(twoWays(Dot.cosine(), Dense.of(3)), 2, 3),
        row(Graph.of(g -> g.output("y", g.again("f", twice(g)))), 3),
        row(Embedding.of(5, 3), 4),
        row(MaxPool1d.of(2), 2, 5),
        row(new MaxPool1d(3, 2, 1), 1, 4),
        row(new MeanPool(), 3, 2),
        row(Parallel.concat(Dense.of(2), Dense.of(1)), 3),
        row(Parallel.add(Dense.of(2), Sequential.of(Slice.of(0, 1), Dense.of(2))), 3),
        row(Permute.of(1, 2, 0), 2, 3, 2),
        row(new Prelu(), 4),
        row(Prelu.of(2), 2, 3),
        row(Tied.of(Sequential.of(Dense.of(3), Dense.of(3)), "1.weight", "0.weight"), 3),
        row(Tied.of(Sequential.of(Dense.of(2), Dense.of(3)), "1.weight", "0.weight^T"), 3),
        row(Inference.of(Sequential.of(Dense.of(2), new BatchNorm1d(0.1, 0.1))), 3),
        row(Residual.of(Dense.of(3), Activate.with("tanh")), 3),
        row(new RmsNorm().withEpsilon(0.1), 5),
        row(new RmsNorm(2, 0.1), 2, 3),
        row(Slice.of(1, 3), 4),
        row(new Slice(0, 0, 1), 2, 3),
        row(Conv2d.of(2, 3), 2, 4, 5),
        row(Conv2d.of(4, 2, 3).withStride(2, 1).withPadding(1, 2).withGroups(2), 2, 4, 3),
        row(Conv2d.of(1, 2).withDilation(2, 1).withoutBias(), 1, 3, 2),
        row(Dense.of(3), 4),
        row(Dense.of(1).withoutBias(), 1),
        row(Dense.of(2), 3, 5),
        row(Dropout.of(0.4), 6),
        row(Dropout.of(0), 2, 3),
        row(new Flatten(), 2, 3, 2),
        // an epsilon at which differences see the curvature of rows that are nearly constant
        row(new LayerNorm().withEpsilon(0.1), 5),
        row(LayerNorm.of(2).withEpsilon(0.1), 2, 2, 3),
        row(Lstm.of(2), 3, 2),
        row(Lstm.of(1).withReturnSequences(), 2, 3),
        row(MaxPool2d.of(2), 2, 4, 5),
        row(MaxPool2d.of(3, 2).withStride(2, 1).withPadding(1), 1, 4, 3),
        row(Upsample2d.of(2), 2, 2, 3),
        row(Upsample2d.of(3, 2).withBilinear(), 1, 2, 3),
        row(Normalize.of(Normalize.Kind.ZSCORE), 4),
        row(Sequential.of(Dense.of(4), Activate.with("sigmoid"), Dropout.of(0.3), Dense.of(2)), 3));
  }

  /** The layer's id, or that of the merge in a graph that gives it its inputs. */
  private String id() {
    List<LayerSpec> parts = spec instanceof Graph graph ? graph.layers() : List.of(spec);
    return parts.stream()
        .filter(part -> part instanceof MultiLayerSpec)
        .map(LayerSpec::id)
        .findFirst()
        .orElse(spec.id());
  }

  /** A merge of a sample and a layer's output for it. */
  private static Graph twoWays(LayerSpec merge, LayerSpec other) {
    return Graph.of(
        g -> {
          GraphNode x = g.input("x");
          g.output("y", g.apply("merge", merge, x, g.apply("other", other, x)));
        });
  }

  private static GraphNode twice(GraphBuilder g) {
    return g.apply("f", Dense.of(3), g.input("x"));
  }

  private static LayerRow row(LayerSpec spec, int... sample) {
    return new LayerRow(spec, Shape.of(sample));
  }
}
