package dev.cotangent.conformance;

import dev.cotangent.core.DType;
import dev.cotangent.core.Shape;
import dev.cotangent.core.graph.Op;
import dev.cotangent.core.graph.Tensor;
import dev.cotangent.core.op.recurrent.LstmGrad;
import dev.cotangent.core.op.recurrent.LstmTrace;
import dev.cotangent.core.op.rows.Standardize;
import dev.cotangent.core.op.rows.StandardizeGrad;
import java.util.List;
import java.util.Optional;

/** Expands ops with fused kernels into simpler ops, in the order in which the kernels compute. */
final class KernelForms {

  private KernelForms() {}

  static Optional<Tensor> of(Tensor node) {
    Op op = node.op();
    List<Tensor> inputs = node.inputs();
    if (op instanceof Standardize standardize) {
      Tensor centred = centred(inputs.get(0));
      return Optional.of(centred.mul(scale(centred, standardize.epsilon())));
    }
    if (op instanceof StandardizeGrad grad) {
      return Optional.of(standardizeGrad(inputs.get(0), inputs.get(1), grad.epsilon()));
    }
    if (op instanceof LstmTrace) {
      return Optional.of(LstmForms.trace(inputs));
    }
    return op instanceof LstmGrad grad
        ? Optional.of(LstmForms.gradient(grad.of(), inputs))
        : Optional.empty();
  }

  private static Tensor standardizeGrad(Tensor x, Tensor upstream, double epsilon) {
    Tensor centred = centred(x);
    Tensor scale = scale(centred, epsilon);
    Tensor y = centred.mul(scale);
    Tensor g = centred(upstream);
    Tensor slope = g.mul(y).mean(List.of(-1), true);
    return g.sub(y.mul(slope)).mul(scale);
  }

  /** Subtracts the first element, then the mean of the result. */
  private static Tensor centred(Tensor x) {
    Tensor shifted = x.sub(x.slice(-1, 0, 1));
    return shifted.sub(shifted.mean(List.of(-1), true));
  }

  private static Tensor scale(Tensor centred, double epsilon) {
    return centred.square().mean(List.of(-1), true).add(epsilon).sqrt().reciprocal();
  }

  /** a·b + c as one chain that begins with c: [c, a] times the identity stacked on b. */
  static Tensor accumulated(Tensor c, Tensor a, Tensor b) {
    int n = c.shape().dim(-1);
    Tensor row = Tensor.iota(n).reshape(Shape.of(1, n));
    Tensor column = Tensor.iota(n).reshape(Shape.of(n, 1));
    Tensor unit = column.equalTo(row).cast(DType.F64);
    return Tensor.concat(1, c, a).matmul(Tensor.concat(0, unit, b));
  }
}
