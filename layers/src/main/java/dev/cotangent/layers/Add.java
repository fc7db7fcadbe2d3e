package dev.cotangent.layers;

import dev.cotangent.core.graph.Tensor;
import dev.cotangent.core.spi.Attributes;
import dev.cotangent.core.spi.MultiLayer;
import dev.cotangent.core.spi.MultiLayerSpec;
import dev.cotangent.core.spi.Scope;
import dev.cotangent.core.spi.Signature;

/**
 * Element-wise sum of one or more inputs, added in order. Axes must be equal or 1; an axis of
 * length 1 is broadcast. No parameters.
 */
public record Add() implements MultiLayerSpec {

  @Override
  public String id() {
    return "add";
  }

  @Override
  public Attributes attributes() {
    return Attributes.none();
  }

  @Override
  public Add with(Attributes attributes) {
    attributes.allowOnly();
    return this;
  }

  @Override
  public MultiLayer build(Signature inputs, Scope scope) {
    return Merges.of(this, inputs, scope, x -> x.stream().reduce(Tensor::add).orElseThrow());
  }
}
