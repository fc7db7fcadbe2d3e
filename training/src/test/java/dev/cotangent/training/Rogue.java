package dev.cotangent.training;

import dev.cotangent.core.Shape;
import dev.cotangent.core.TensorType;
import dev.cotangent.core.graph.Cotangents;
import dev.cotangent.core.graph.Op;
import dev.cotangent.core.graph.Tensor;
import dev.cotangent.core.graph.Values;
import dev.cotangent.core.spi.Attributes;
import dev.cotangent.core.spi.ForwardContext;
import dev.cotangent.core.spi.Layer;
import dev.cotangent.core.spi.LayerSpec;
import dev.cotangent.core.spi.Scope;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/**
 * A layer plugin of parts, each of which can be wrong.
 *
 * @param forward what the layer does with tensors
 */
record Rogue(UnaryOperator<Tensor> forward) implements LayerSpec {

  @Override
  public String id() {
    return "rogue";
  }

  @Override
  public Attributes attributes() {
    return Attributes.none();
  }

  @Override
  public LayerSpec with(Attributes attributes) {
    return this;
  }

  @Override
  public Layer build(Shape input, Scope scope) {
    return new Built(forward, input);
  }

  private record Built(UnaryOperator<Tensor> forward, Shape outputShape) implements Layer {

    @Override
    public Tensor forward(Tensor x, ForwardContext context) {
      return forward.apply(x);
    }
  }

  /**
   * An op of the plugin's own.
   *
   * @param code computes the output of the input
   * @param backward what is sent back of the upstream gradient
   */
  record Code(BiConsumer<double[], Values> code, UnaryOperator<Tensor> backward) implements Op {

    /** y = x after something was done with x. */
    static Code copyAfter(Consumer<double[]> before) {
      return new Code(
          (in, out) -> {
            before.accept(in);
            for (int i = 0; i < in.length; i++) {
              out.set(i, in[i]);
            }
          },
          UnaryOperator.identity());
    }

    /** y = factor · x, the factor being asked for when the op runs. */
    static Code times(Supplier<Float> factor) {
      return new Code(
          (in, out) -> {
            float by = factor.get();
            for (int i = 0; i < in.length; i++) {
              out.set(i, by * in[i]);
            }
          },
          upstream -> times(factor).on(upstream));
    }

    @Override
    public String id() {
      return "rogue_code";
    }

    @Override
    public TensorType infer(List<TensorType> inputs) {
      return inputs.get(0);
    }

    @Override
    public void reference(List<Values> inputs, Values output) {
      code.accept(inputs.get(0).data(), output);
    }

    @Override
    public void vjp(Tensor y, Tensor upstream, Cotangents cotangents) {
      cotangents.add(0, backward.apply(upstream));
    }
  }
}
