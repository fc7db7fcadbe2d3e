package dev.cotangent.core.op.elementwise;

import dev.cotangent.core.TensorType;
import dev.cotangent.core.graph.Gradients;
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
 * The gradient of {@link Accelerated}: g·f′(x) for its input x, its value y and the upstream
 * gradient g. Its derivative, for second and higher order, is that of the activation's expression.
 *
 * @param function the activation f
 */
public record AcceleratedGrad(ElementFunction function) implements Elementwise {

  @Override
  public String id() {
    return "accelerated_" + function.id() + "_grad";
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
      double slope = function.derivative(inputs.get(0).at(i), inputs.get(1).at(i));
      output.set(i, inputs.get(2).at(i) * slope);
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
    kernels.applySlope(function, a, aOffset, b, bOffset, c, cOffset, y, yOffset, n);
  }

  /** The gradient of the expression; y is a function of x, so no gradient flows to y. */
  @Override
  public Optional<Tensor> expand(List<Tensor> inputs) {
    Tensor x = inputs.get(0);
    Tensor y = function.apply(x);
    return Optional.of(
        Gradients.of(y, inputs.get(2), List.of(x))
            .find(x)
            .orElseGet(() -> Tensor.full(x.type(), 0)));
  }
}
