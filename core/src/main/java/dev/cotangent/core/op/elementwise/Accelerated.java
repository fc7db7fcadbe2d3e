package dev.cotangent.core.op.elementwise;

import dev.cotangent.core.TensorType;
import dev.cotangent.core.graph.Cotangents;
import dev.cotangent.core.graph.Tensor;
import dev.cotangent.core.graph.Values;
import dev.cotangent.core.kernel.Kernels;
import dev.cotangent.core.op.ElementFunction;
import dev.cotangent.core.op.Elementwise;
import dev.cotangent.core.op.rule.Types;
import dev.cotangent.core.plugin.PluginKind;
import dev.cotangent.core.plugin.RegistryEntry;
import java.util.List;
import java.util.Optional;

/**
 * y = f(x) for an activation with scalar code; the expansion is its tensor expression. Any shape.
 * All kernel sets run the same loops, so the activation determines the bits.
 *
 * @param function the activation f
 */
public record Accelerated(ElementFunction function) implements Elementwise {

  @Override
  public String id() {
    return "accelerated_" + function.id();
  }

  @Override
  public RegistryEntry owner() {
    return RegistryEntry.of(PluginKind.ACTIVATION, function.id(), function);
  }

  @Override
  public TensorType infer(List<TensorType> inputs) {
    return Types.floating(this, inputs.get(0));
  }

  @Override
  public void reference(List<Values> inputs, Values output) {
    for (int i = 0; i < output.data().length; i++) {
      output.set(i, function.value(inputs.get(0).at(i)));
    }
  }

  @Override
  public void run(
      Kernels kernels,
      float[] a,
      int aOffset,
      float[] b,
      int bOffset,
      float[] c,
      int cOffset,
      float[] y,
      int yOffset,
      int n) {
    kernels.apply(function, a, aOffset, y, yOffset, n);
  }

  @Override
  public void vjp(Tensor y, Tensor upstream, Cotangents cotangents) {
    cotangents.add(0, new AcceleratedGrad(function).on(y.input(0), y, upstream));
  }

  @Override
  public Optional<Tensor> expand(List<Tensor> inputs) {
    return Optional.of(function.apply(inputs.get(0)));
  }
}
