package dev.cotangent.layers;

import dev.cotangent.core.DType;
import dev.cotangent.core.ShapeException;
import dev.cotangent.core.graph.Tensor;
import dev.cotangent.core.spi.LayerSpec;
import dev.cotangent.core.spi.MultiLayer;
import dev.cotangent.core.spi.Port;
import dev.cotangent.core.spi.Scope;
import dev.cotangent.core.spi.Signature;
import dev.cotangent.core.spi.Tensors;
import java.util.List;
import java.util.function.Function;

/** Builds layers that merge several inputs into one, sample by sample, without parameters. */
final class Merges {

  private Merges() {}

  /**
   * Builds a merge of float inputs whose samples have the same number of axes.
   *
   * @param merge merges batches; run on batches of one to infer the shape of the result
   */
  static MultiLayer of(
      LayerSpec spec, Signature inputs, Scope scope, Function<List<Tensor>, Tensor> merge) {
    int rank = inputs.port(0).sample().rank();
    for (Port port : inputs.ports()) {
      if (port.dtype() != DType.F32 || port.sample().rank() != rank) {
        throw refused(spec, inputs, scope, ", expected numbers with the same number of axes");
      }
    }
    Tensor sample;
    try {
      sample = merge.apply(inputs.inputs(1).list());
    } catch (ShapeException misfit) {
      throw refused(spec, inputs, scope, ": " + misfit.getMessage());
    }
    Signature output = Signature.of(Signature.OUTPUT, sample.shape().without(0));
    return MultiLayer.of(output, (x, context) -> Tensors.of(output, merge.apply(x.list())));
  }

  static ShapeException refused(LayerSpec spec, Signature inputs, Scope scope, String why) {
    return new ShapeException(spec.id() + " '" + scope.path() + "': inputs " + inputs + why);
  }
}
