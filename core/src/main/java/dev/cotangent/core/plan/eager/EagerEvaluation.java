package dev.cotangent.core.plan.eager;

import dev.cotangent.core.CotangentException;
import dev.cotangent.core.argument.Given;
import dev.cotangent.core.graph.Tensor;
import dev.cotangent.core.kernel.portable.PortableKernels;
import dev.cotangent.core.op.leaf.Input;
import dev.cotangent.core.op.leaf.ParameterRead;
import dev.cotangent.core.order.GraphOrder;
import dev.cotangent.core.plan.Plan;
import dev.cotangent.core.plan.Run;
import java.util.List;

/** Computes one tensor with the portable kernels, by a plan that is used once. */
public final class EagerEvaluation {

  private EagerEvaluation() {}

  /**
   * The tensor's elements, row-major.
   *
   * @throws CotangentException if the tensor needs an input or a parameter; the message names it
   */
  public static double[] of(Tensor tensor) {
    Given.of("evaluation: the tensor", tensor);
    for (Tensor node : GraphOrder.of(List.of(tensor), Tensor::inputs).nodes()) {
      if (node.op() instanceof Input || node.op() instanceof ParameterRead) {
        throw new CotangentException(
            "the value of "
                + tensor
                + " depends on "
                + node
                + ", expected constants only; a Run is fed with inputs, a Predictor has parameters");
      }
    }
    Run run = Plan.compile(List.of(tensor), PortableKernels.of()).newRun();
    run.execute();
    return run.read(0);
  }
}
