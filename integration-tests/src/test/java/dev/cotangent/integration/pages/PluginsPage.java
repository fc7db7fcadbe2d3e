package dev.cotangent.integration.pages;

import dev.cotangent.core.ShapeException;
import dev.cotangent.core.model.Attributes;
import dev.cotangent.core.model.MultiLayer;
import dev.cotangent.core.model.MultiLayerSpec;
import dev.cotangent.core.model.Scope;
import dev.cotangent.core.model.Signature;
import dev.cotangent.core.model.Tensors;
import java.util.List;

/** The code of docs/plugins.md that is in no project of its own. */
public final class PluginsPage {

  private PluginsPage() {}

  /** y = value · σ(gate). */
  public record Gate() implements MultiLayerSpec {

    @Override
    public String id() {
      return "gate";
    }

    @Override
    public List<String> inputNames() {
      return List.of("value", "gate");
    }

    @Override
    public Attributes attributes() {
      return Attributes.none();
    }

    @Override
    public Gate with(Attributes attributes) {
      attributes.allowOnly();
      return this;
    }

    @Override
    public MultiLayer build(Signature inputs, Scope scope) {
      if (!inputs.port("value").equals(inputs.port("gate"))) {
        throw new ShapeException(
            "gate '" + scope.path() + "' takes two inputs of one shape, not " + inputs);
      }
      Signature output = Signature.of("y", inputs.port("value").sample());
      return MultiLayer.of(
          output, (x, context) -> Tensors.of(output, x.get("value").mul(x.get("gate").sigmoid())));
    }
  }
}
