package dev.cotangent.cli.bench;

import dev.cotangent.core.Shape;
import dev.cotangent.core.graph.Tensor;
import dev.cotangent.core.parameter.Normal;
import dev.cotangent.core.parameter.Parameter;
import dev.cotangent.core.spi.Attributes;
import dev.cotangent.core.spi.ForwardContext;
import dev.cotangent.core.spi.Layer;
import dev.cotangent.core.spi.LayerSpec;
import dev.cotangent.core.spi.Scope;
import dev.cotangent.layers.Activate;
import dev.cotangent.layers.Dense;
import dev.cotangent.layers.Embedding;
import dev.cotangent.layers.Lambda;
import dev.cotangent.layers.LayerNorm;
import dev.cotangent.layers.Residual;
import dev.cotangent.layers.Sequential;
import java.util.ArrayList;
import java.util.List;

/**
 * A small GPT of plain tensor ops: token and position embeddings, pre-norm blocks of causal
 * self-attention and a GELU network of four times the width, and a score for each next token.
 */
final class Gpt {

  /** The number of different tokens. */
  static final int VOCABULARY = 65;

  /** Tokens of a sample. */
  static final int TOKENS = 64;

  private static final int WIDTH = 128;
  private static final int HEADS = 4;
  private static final int BLOCKS = 4;
  private static final int GROWTH = 4;
  private static final int PARTS = 3;

  private Gpt() {}

  /** Samples of token indices [TOKENS] to scores [TOKENS, VOCABULARY]. */
  static LayerSpec layers() {
    List<LayerSpec> layers = new ArrayList<>();
    layers.add(Embedding.of(VOCABULARY, WIDTH));
    layers.add(new Positions());
    for (int i = 0; i < BLOCKS; i++) {
      layers.add(
          Residual.of(
              LayerNorm.of(1),
              Dense.of(PARTS * WIDTH),
              Lambda.of("attention", Gpt::attention),
              Dense.of(WIDTH)));
      layers.add(
          Residual.of(
              LayerNorm.of(1), Dense.of(GROWTH * WIDTH), Activate.with("gelu"), Dense.of(WIDTH)));
    }
    layers.add(LayerNorm.of(1));
    layers.add(Dense.of(VOCABULARY));
    return new Sequential(layers);
  }

  /** Floating-point operations of the matrix products of one sample's forward pass. */
  static double forward() {
    double dense = 2.0 * WIDTH * WIDTH * (PARTS + 1 + 2 * GROWTH);
    double attention = 2 * 2.0 * TOKENS * WIDTH;
    return TOKENS * (BLOCKS * (dense + attention) + 2.0 * WIDTH * VOCABULARY);
  }

  /** Queries, keys and values [n, TOKENS, 3·WIDTH] to the attended values [n, TOKENS, WIDTH]. */
  private static Tensor attention(Tensor x) {
    Tensor queries = heads(x, 0).transpose(List.of(0, 2, 1, 3));
    Tensor keys = heads(x, 1).transpose(List.of(0, 2, 3, 1));
    Tensor values = heads(x, 2).transpose(List.of(0, 2, 1, 3));
    Tensor scores = queries.matmul(keys).mul(1 / Math.sqrt(WIDTH / (double) HEADS));
    Tensor never = Tensor.full(scores.type(), Double.NEGATIVE_INFINITY);
    Tensor attended = causal().where(scores, never).softmax().matmul(values);
    return attended
        .transpose(List.of(0, 2, 1, 3))
        .reshape(Shape.of(x.shape().dim(0), TOKENS, WIDTH));
  }

  /** One of the three parts, as [n, TOKENS, HEADS, WIDTH / HEADS]. */
  private static Tensor heads(Tensor x, int part) {
    return x.slice(2, part * WIDTH, (part + 1) * WIDTH)
        .reshape(Shape.of(x.shape().dim(0), TOKENS, HEADS, WIDTH / HEADS));
  }

  /** Whether a token (row) may attend to another (column). */
  private static Tensor causal() {
    boolean[] allowed = new boolean[TOKENS * TOKENS];
    for (int i = 0; i < allowed.length; i++) {
      allowed[i] = i % TOKENS <= i / TOKENS;
    }
    return Tensor.of(Shape.of(TOKENS, TOKENS), allowed);
  }

  /** Adds a learned vector for each position. */
  private record Positions() implements LayerSpec {

    private static final double DEVIATION = 0.02;

    @Override
    public String id() {
      return "positions";
    }

    @Override
    public Attributes attributes() {
      return Attributes.none();
    }

    @Override
    public Positions with(Attributes attributes) {
      attributes.allowOnly();
      return this;
    }

    @Override
    public Layer build(Shape input, Scope scope) {
      return new Built(scope.parameter("weight", input, new Normal(0, DEVIATION)));
    }
  }

  private record Built(Parameter weight) implements Layer {

    @Override
    public Shape outputShape() {
      return weight.shape();
    }

    @Override
    public Tensor forward(Tensor x, ForwardContext context) {
      return x.add(context.read(weight));
    }
  }
}
