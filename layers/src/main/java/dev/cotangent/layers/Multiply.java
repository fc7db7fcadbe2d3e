package dev.cotangent.layers;

import dev.cotangent.core.Tensor;
import dev.cotangent.core.model.Attributes;
import dev.cotangent.core.model.MultiLayer;
import dev.cotangent.core.model.MultiLayerSpec;
import dev.cotangent.core.model.Scope;
import dev.cotangent.core.model.Signature;

/**
 * y = the product of the inputs, one or more, from the first to the last. Axes agree or are 1: such
 * an input is repeated along the axis. No parameters.
 */
public record Multiply() implements MultiLayerSpec {

  @Override
  public String id() {
    return "multiply";
  }

  @Override
  public Attributes attributes() {
    return Attributes.none();
  }

  @Override
  public Multiply with(Attributes attributes) {
    attributes.allowOnly();
    return this;
  }

  @Override
  public MultiLayer build(Signature inputs, Scope scope) {
    return Merges.of(this, inputs, scope, x -> x.stream().reduce(Tensor::mul).orElseThrow());
  }
}
