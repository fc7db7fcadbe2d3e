package dev.cotangent.core.plan;

import dev.cotangent.core.CotangentException;
import dev.cotangent.core.argument.Given;
import dev.cotangent.core.graph.Tensor;
import dev.cotangent.core.kernel.portable.PortableKernels;
import dev.cotangent.core.plan.step.Node;
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
    Plan plan = Plan.compile(List.of(tensor), PortableKernels.of());
    for (Node leaf : plan.leaves) {
      if (!(leaf.op instanceof dev.cotangent.core.op.leaf.Constant)) {
        throw new CotangentException(
            "the value of "
                + tensor
                + " depends on "
                + leaf.op.id()
                + " "
                + leaf.type
                + ", expected constants only; a Run is fed with inputs, a Predictor has parameters");
      }
    }
    Run run = plan.newRun();
    run.execute();
    return run.read(0);
  }
}
