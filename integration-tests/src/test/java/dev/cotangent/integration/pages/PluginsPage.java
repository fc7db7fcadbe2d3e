package dev.cotangent.integration.pages;

import dev.cotangent.core.ShapeException;
import dev.cotangent.core.metric.Metric;
import dev.cotangent.core.metric.MetricInput;
import dev.cotangent.core.metric.MetricState;
import dev.cotangent.core.spi.Attributes;
import dev.cotangent.core.spi.MultiLayer;
import dev.cotangent.core.spi.MultiLayerSpec;
import dev.cotangent.core.spi.Scope;
import dev.cotangent.core.spi.Signature;
import dev.cotangent.core.spi.Tensors;
import java.util.List;

/** The code of docs/plugins.md that is in no project of its own. */
public final class PluginsPage {

  private PluginsPage() {}

  /**
   * The share of outputs that are close to their targets.
   *
   * @param distance up to which one is close
   */
  public record Within(double distance) implements Metric {

    /** Within a tenth. */
    public Within() {
      this(0.1);
    }

    @Override
    public String id() {
      return "within";
    }

    @Override
    public Attributes attributes() {
      return Attributes.none().with("distance", distance);
    }

    @Override
    public Within with(Attributes attributes) {
      attributes.allowOnly("distance");
      return new Within(attributes.number("distance", distance));
    }

    @Override
    public boolean higherIsBetter() {
      return true;
    }

    @Override
    public MetricState start(MetricInput input) {
      return Metric.mean(id(), (output, target) -> Math.abs(output - target) <= distance ? 1 : 0)
          .start(input);
    }
  }

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
            "gate '" + scope.path() + "': inputs " + inputs + ", expected two of one shape");
      }
      Signature output = Signature.of("y", inputs.port("value").sample());
      return MultiLayer.of(
          output, (x, context) -> Tensors.of(output, x.get("value").mul(x.get("gate").sigmoid())));
    }
  }
}
