package dev.cotangent.layers;

import dev.cotangent.core.DType;
import dev.cotangent.core.Shape;
import dev.cotangent.core.ShapeException;
import dev.cotangent.core.graph.Tensor;
import dev.cotangent.core.spi.Attributes;
import dev.cotangent.core.spi.MultiLayer;
import dev.cotangent.core.spi.MultiLayerSpec;
import dev.cotangent.core.spi.Port;
import dev.cotangent.core.spi.Scope;
import dev.cotangent.core.spi.Signature;
import dev.cotangent.core.spi.Tensors;
import java.util.Arrays;
import java.util.List;

/**
 * Masked mean pooling: the mean over the tokens of a sequence; input {@code x} [t, ..] becomes
 * [..]. With the optional input {@code mask} [t], I32 or BOOL, only tokens whose mask is not 0
 * (true) count: padding tokens are ignored, whatever their values, and get no gradient; if all are
 * padding, y is 0. No parameters.
 *
 * <pre>{@code
 * Graph.of(g -> {
 *   GraphNode words = g.apply("words", new Embedding(1000, 32), g.input("tokens"));
 *   g.output("topic", g.apply("mean", new MeanPool(), words, g.input("mask")));
 * })
 * }</pre>
 */
public record MeanPool() implements MultiLayerSpec {

  private static final String X = "x";
  private static final String MASK = "mask";

  @Override
  public String id() {
    return "mean_pool";
  }

  @Override
  public List<String> inputNames() {
    return List.of(X, MASK);
  }

  @Override
  public Attributes attributes() {
    return Attributes.none();
  }

  @Override
  public MeanPool with(Attributes attributes) {
    attributes.allowOnly();
    return this;
  }

  @Override
  public MultiLayer build(Signature inputs, Scope scope) {
    check(inputs, scope);
    Shape sample = inputs.port(X).sample();
    Signature output = Signature.of(Signature.OUTPUT, sample.without(0));
    boolean masked = inputs.has(MASK);
    return MultiLayer.of(
        output,
        (x, context) ->
            Tensors.of(
                output, masked ? mean(x.get(X), x.get(MASK)) : x.get(X).mean(List.of(1), false)));
  }

  private static void check(Signature inputs, Scope scope) {
    boolean tokens = inputs.has(X) && inputs.port(X).dtype() == DType.F32;
    if (!tokens || inputs.port(X).sample().rank() < 2 || inputs.port(X).sample().dim(0) < 1) {
      throw new ShapeException(
          place(scope) + inputs + ", expected x F32[t, ..] with at least one token");
    }
    Shape length = Shape.of(inputs.port(X).sample().dim(0));
    if (inputs.has(MASK) && !isMask(inputs.port(MASK), length)) {
      throw new ShapeException(
          place(scope) + inputs + ", expected a mask I32" + length + " or BOOL" + length);
    }
  }

  private static boolean isMask(Port port, Shape length) {
    return port.dtype() != DType.F32 && port.sample().equals(length);
  }

  private static String place(Scope scope) {
    return "mean_pool '" + scope.path() + "': ";
  }

  /** The mask selects rather than multiplies, so that NaN in padding does not spread. */
  private static Tensor mean(Tensor x, Tensor mask) {
    Shape shape = x.shape();
    Tensor padding = mask.cast(DType.I32).equalTo(0);
    int[] each = new int[shape.rank()];
    Arrays.fill(each, 1);
    each[0] = shape.dim(0);
    each[1] = shape.dim(1);
    Tensor left = padding.cast(x.dtype()).sum(1).neg().add(shape.dim(1));
    Tensor count = left.maximum(Tensor.full(left.type(), 1));
    Tensor selected = padding.reshape(Shape.of(each)).where(Tensor.full(x.type(), 0), x);
    return selected.sum(1).div(count.reshape(Shape.of(each).without(1)));
  }
}
