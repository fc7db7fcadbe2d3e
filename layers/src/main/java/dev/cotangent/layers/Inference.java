package dev.cotangent.layers;

import dev.cotangent.core.CotangentException;
import dev.cotangent.core.argument.Given;
import dev.cotangent.core.graph.Tensor;
import dev.cotangent.core.model.ForwardingContext;
import dev.cotangent.core.parameter.Parameter;
import dev.cotangent.core.spi.Attributes;
import dev.cotangent.core.spi.ForwardContext;
import dev.cotangent.core.spi.LayerSpec;
import dev.cotangent.core.spi.MultiLayer;
import dev.cotangent.core.spi.MultiLayerSpec;
import dev.cotangent.core.spi.Scope;
import dev.cotangent.core.spi.Signature;
import java.util.List;

/**
 * Keeps a layer in inference mode during training: dropout is off, and batch norms use their
 * running statistics without updating them. Its weights are still trained unless frozen. The layer
 * keeps the path of this one, so wrapping does not rename parameters.
 *
 * <p>To fine-tune only the head of a pretrained model: {@code Sequential.of(Inference.of(body),
 * Dense.of(3))} with {@code Trainer.freeze("0.*")}.
 *
 * @param layer the layer kept in inference mode; saved as {@code layer}
 */
public record Inference(LayerSpec layer) implements MultiLayerSpec {

  /** Rejects null. */
  public Inference {
    Given.of("inference: the layer", layer);
  }

  /** Wraps no layer; required by {@link java.util.ServiceLoader}. */
  public Inference() {
    this(new Sequential());
  }

  /** Wraps a layer. */
  public static Inference of(LayerSpec layer) {
    return new Inference(layer);
  }

  @Override
  public String id() {
    return "inference";
  }

  @Override
  public Attributes attributes() {
    return Attributes.none().with("layer", layer);
  }

  @Override
  public Inference with(Attributes attributes) {
    attributes.allowOnly("layer");
    return new Inference(attributes.layer("layer"));
  }

  @Override
  public List<String> inputNames() {
    return layer instanceof MultiLayerSpec several ? several.inputNames() : List.of();
  }

  @Override
  public MultiLayer build(Signature inputs, Scope scope) {
    MultiLayer built = layer.build(inputs, scope);
    return MultiLayer.of(
        built.outputs(), (x, context) -> built.forward(x, new InferenceContext(context)));
  }

  /** A context in inference mode. */
  private static final class InferenceContext extends ForwardingContext {

    InferenceContext(ForwardContext inner) {
      super(inner);
    }

    @Override
    public boolean training() {
      return false;
    }

    @Override
    public void update(Parameter state, Tensor value) {
      throw new CotangentException(
          "state " + state + " is updated in inference mode, expected updates in training only");
    }
  }
}
