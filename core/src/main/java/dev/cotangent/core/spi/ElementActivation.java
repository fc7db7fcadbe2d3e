package dev.cotangent.core.spi;

import dev.cotangent.core.graph.Tensor;
import dev.cotangent.core.op.ElementFunction;

/**
 * An activation that treats each element for itself and gives value and first derivative of one
 * element, too: then a layer computes these in one pass each, where an expression of several ops
 * makes several. Higher derivatives are those of {@link #apply}, which stays the definition; the
 * test kit compares them.
 *
 * <p>To keep the bits the same everywhere use {@link StrictMath}, or plain arithmetic, and not
 * {@link Math}'s transcendental functions.
 */
public interface ElementActivation extends Activation, ElementFunction {

  @Override
  String id();

  @Override
  Tensor apply(Tensor x);
}
