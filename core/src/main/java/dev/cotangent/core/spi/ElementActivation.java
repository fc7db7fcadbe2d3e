package dev.cotangent.core.spi;

import dev.cotangent.core.graph.Tensor;
import dev.cotangent.core.op.ElementFunction;

/**
 * An elementwise activation that also provides value and first derivative of a single element. A
 * layer then computes each in one pass over memory, where an expression of several ops takes
 * several. {@link #apply} remains the definition and provides higher derivatives; the test kit
 * compares the two.
 *
 * <p>For the same bits on every machine, use {@link StrictMath} or plain arithmetic instead of
 * {@link Math}'s transcendental functions.
 */
public interface ElementActivation extends Activation, ElementFunction {

  @Override
  String id();

  @Override
  Tensor apply(Tensor x);
}
