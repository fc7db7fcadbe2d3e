package dev.cotangent.layers;

import dev.cotangent.core.CotangentException;
import dev.cotangent.core.Tensor;
import dev.cotangent.core.model.Attributes;
import dev.cotangent.core.model.ForwardContext;
import dev.cotangent.core.model.ForwardingContext;
import dev.cotangent.core.model.LayerSpec;
import dev.cotangent.core.model.MultiLayer;
import dev.cotangent.core.model.MultiLayerSpec;
import dev.cotangent.core.model.Scope;
import dev.cotangent.core.model.Signature;
import dev.cotangent.core.parameter.Parameter;
import java.util.List;

/**
 * A layer that is in inference mode in training, too: no dropout, and batch norms use their running
 * statistics and leave them as they are. Its weights are trained unless they are frozen. The
 * layer's path is that of this one, so that wrapping it changes no name.
 *
 * <p>A body that was trained before and is to stay as it is: {@code
 * Sequential.of(Inference.of(body), Dense.units(3))}, with {@code Trainer.freeze("0.*")}.
 *
 * @param layer what is in inference mode; saved as {@code layer}
 */
public record Inference(LayerSpec layer) implements MultiLayerSpec {

  /** No layer; for {@link java.util.ServiceLoader}. */
  public Inference() {
    this(new Sequential());
  }

  /** A layer in inference mode. */
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
    return MultiLayer.of(built.outputs(), (x, context) -> built.forward(x, new Resting(context)));
  }

  /** The context of a layer that predicts. */
  private static final class Resting extends ForwardingContext {

    Resting(ForwardContext inner) {
      super(inner);
    }

    @Override
    public boolean training() {
      return false;
    }

    @Override
    public void update(Parameter state, Tensor value) {
      throw new CotangentException("state " + state + " cannot change in inference mode");
    }
  }
}
