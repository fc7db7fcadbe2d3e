package dev.cotangent.layers;

import dev.cotangent.core.ShapeException;
import dev.cotangent.core.graph.Tensor;
import dev.cotangent.core.spi.Attributes;
import dev.cotangent.core.spi.MultiLayer;
import dev.cotangent.core.spi.MultiLayerSpec;
import dev.cotangent.core.spi.Scope;
import dev.cotangent.core.spi.Signature;
import java.util.List;

/**
 * Dot product y = Σ aᵢ·bᵢ over the last axis of two inputs of equal shape [.., n], which becomes
 * [.., 1]; with {@code normalize} the cosine similarity Σ aᵢ·bᵢ / √(Σ aᵢ² · Σ bᵢ² + 10⁻¹²), as for
 * comparing embeddings. No parameters.
 *
 * @param normalize whether to compute the cosine similarity; saved as {@code normalize}, by default
 *     false
 */
public record Dot(boolean normalize) implements MultiLayerSpec {

  private static final double EPSILON = 1e-12;

  /** Without normalization; required by {@link java.util.ServiceLoader}. */
  public Dot() {
    this(false);
  }

  /** Cosine similarity. */
  public static Dot cosine() {
    return new Dot(true);
  }

  @Override
  public String id() {
    return "dot";
  }

  @Override
  public List<String> inputNames() {
    return List.of("a", "b");
  }

  @Override
  public Attributes attributes() {
    return Attributes.none().with("normalize", normalize);
  }

  @Override
  public Dot with(Attributes attributes) {
    attributes.allowOnly("normalize");
    return new Dot(attributes.bool("normalize", false));
  }

  @Override
  public MultiLayer build(Signature inputs, Scope scope) {
    if (inputs.size() != 2
        || inputs.port(0).sample().isScalar()
        || !inputs.port(0).equals(inputs.port(1))) {
      throw new ShapeException(
          "dot '" + scope.path() + "': inputs " + inputs + ", expected two of equal shape [.., n]");
    }
    return Merges.of(this, inputs, scope, x -> dot(x.get(0), x.get(1)));
  }

  private Tensor dot(Tensor a, Tensor b) {
    Tensor dot = sum(a.mul(b));
    return normalize ? dot.mul(sum(a.square()).mul(sum(b.square())).add(EPSILON).rsqrt()) : dot;
  }

  private static Tensor sum(Tensor x) {
    return x.sum(List.of(-1), true);
  }
}
