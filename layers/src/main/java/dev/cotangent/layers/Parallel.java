package dev.cotangent.layers;

import dev.cotangent.core.Shape;
import dev.cotangent.core.ShapeException;
import dev.cotangent.core.argument.Given;
import dev.cotangent.core.graph.Tensor;
import dev.cotangent.core.model.ModelSpec;
import dev.cotangent.core.spi.Attributes;
import dev.cotangent.core.spi.ForwardContext;
import dev.cotangent.core.spi.Layer;
import dev.cotangent.core.spi.LayerSpec;
import dev.cotangent.core.spi.Scope;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Applies layers in parallel to the same input and concatenates their outputs along the last axis
 * or adds them. The path of the i-th layer ends in i, from 0. Combined with {@link Slice} the
 * layers can be branches for parts of the input.
 *
 * @param layers the layers, at least one; saved as {@code layers}
 * @param merge how outputs are combined; saved as {@code merge}, by default {@code concat}
 */
public record Parallel(List<LayerSpec> layers, Merge merge) implements ModelSpec {

  /** The way to combine the outputs. */
  public enum Merge {
    /** Concatenate along the last axis; the other axes must be equal. */
    CONCAT,
    /** Add; all shapes must be equal. */
    ADD;

    /** The lower-case name used in files. */
    public String id() {
      return name().toLowerCase(java.util.Locale.ROOT);
    }

    static Merge of(String id) {
      Require.that(List.of("concat", "add").contains(id), "parallel", "merge", id, "concat or add");
      return id.equals("add") ? ADD : CONCAT;
    }
  }

  /** Validates and copies the list. */
  public Parallel {
    layers = Given.all("parallel: layer", layers);
    Require.that(!layers.isEmpty(), "parallel", "layers", layers, "at least one layer");
  }

  /** A single identity branch; required by {@link java.util.ServiceLoader}. */
  public Parallel() {
    this(List.of(new Sequential()), Merge.CONCAT);
  }

  /** Concatenates the outputs of the layers along the last axis. */
  public static Parallel concat(LayerSpec... layers) {
    return new Parallel(
        Arrays.asList(Given.of("parallel: the array of layers", layers)), Merge.CONCAT);
  }

  /** Adds the outputs of the layers. */
  public static Parallel add(LayerSpec... layers) {
    return new Parallel(
        Arrays.asList(Given.of("parallel: the array of layers", layers)), Merge.ADD);
  }

  @Override
  public String id() {
    return "parallel";
  }

  @Override
  public Attributes attributes() {
    return Attributes.none().with("layers", layers).with("merge", merge.id());
  }

  @Override
  public Parallel with(Attributes attributes) {
    attributes.allowOnly("layers", "merge");
    return new Parallel(
        attributes.layers("layers"), Merge.of(attributes.text("merge", Merge.CONCAT.id())));
  }

  @Override
  public Layer build(Shape input, Scope scope) {
    List<Layer> built = new ArrayList<>();
    for (LayerSpec layer : layers) {
      built.add(scope.layer(Integer.toString(built.size()), layer, input));
    }
    return new Built(List.copyOf(built), merge, output(built, scope));
  }

  private Shape output(List<Layer> built, Scope scope) {
    Shape first = built.get(0).outputShape();
    int length = 0;
    for (Layer layer : built) {
      Shape shape = layer.outputShape();
      boolean joins = merge == Merge.CONCAT && first.rank() > 0 && shape.rank() == first.rank();
      if (!(joins ? shape.with(-1, first.dim(-1)) : shape).equals(first)) {
        throw new ShapeException(
            "parallel '"
                + scope.path()
                + "' cannot "
                + merge.id()
                + " "
                + first
                + " and "
                + shape
                + ", expected equal shapes"
                + (merge == Merge.CONCAT ? " but for the last axis" : ""));
      }
      length += joins ? shape.dim(-1) : 0;
    }
    return merge == Merge.ADD ? first : first.with(-1, length);
  }

  private record Built(List<Layer> layers, Merge merge, Shape outputShape) implements Layer {

    @Override
    public Tensor forward(Tensor x, ForwardContext context) {
      List<Tensor> outputs = layers.stream().map(layer -> layer.forward(x, context)).toList();
      return merge == Merge.CONCAT
          ? Tensor.concat(-1, outputs.toArray(Tensor[]::new))
          : outputs.stream().reduce(Tensor::add).orElseThrow();
    }
  }
}
