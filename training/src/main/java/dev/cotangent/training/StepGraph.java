package dev.cotangent.training;

import dev.cotangent.core.Tensor;
import dev.cotangent.core.kernel.Kernels;
import dev.cotangent.core.loss.Loss;
import dev.cotangent.core.model.Model;
import dev.cotangent.core.model.PlanContext;
import dev.cotangent.core.model.StateUpdate;
import dev.cotangent.core.op.Constant;
import dev.cotangent.core.parameter.Parameter;
import dev.cotangent.core.plan.ParameterGradient;
import dev.cotangent.core.plan.Plan;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;

/**
 * The plan of a step for one number of rows: the mean loss is output 0, the new states follow, and
 * gradients go into the slices of their parameters.
 *
 * @param plan for the whole mini-batch
 * @param states what outputs 1, 2, … are the new values of, in the order of their memory
 * @param trained the weights that a gradient flows to
 * @param weight what the sum of losses is divided by; empty if that depends on the data and is the
 *     last output
 */
record StepGraph(
    BatchForm form,
    Kernels kernels,
    Plan plan,
    List<Parameter> states,
    List<Parameter> trained,
    ParameterGroups groups,
    OptionalDouble weight) {

  static StepGraph compile(
      Model model, Loss loss, ParameterGroups groups, BatchForm form, Kernels kernels) {
    return compile(model, loss, groups, form, kernels, PlanContext.forTraining());
  }

  /** The graph in a context, which says where its nodes come from if it is traced. */
  static StepGraph compile(
      Model model,
      Loss loss,
      ParameterGroups groups,
      BatchForm form,
      Kernels kernels,
      PlanContext context) {
    StepTensors tensors = StepTensors.of(model, loss, groups, form, context);
    List<Tensor> outputs = new ArrayList<>(List.of(tensors.mean()));
    List<StateUpdate> updates =
        context.updates().stream().filter(update -> !groups.freezes(update.state())).toList();
    for (StateUpdate update : updates) {
      outputs.add(inMemoryOrder(update));
    }
    OptionalDouble weight = constant(tensors.weight());
    if (weight.isEmpty()) {
      outputs.add(tensors.weight());
    }
    return new StepGraph(
        form,
        kernels,
        Plan.compile(outputs, tensors.gradients(), kernels, context.origins()::place),
        updates.stream().map(StateUpdate::state).toList(),
        tensors.gradients().stream().map(ParameterGradient::parameter).toList(),
        groups,
        weight);
  }

  /** A graph of the same inputs, of which only some results are wanted. */
  static StepGraph of(
      List<Tensor> results, ParameterGroups groups, BatchForm form, Kernels kernels) {
    return new StepGraph(
        form,
        kernels,
        Plan.compile(results, kernels),
        List.of(),
        List.of(),
        groups,
        OptionalDouble.of(1));
  }

  private static OptionalDouble constant(Tensor weight) {
    return weight.op() instanceof Constant
        ? OptionalDouble.of(weight.item())
        : OptionalDouble.empty();
  }

  private static Tensor inMemoryOrder(StateUpdate update) {
    List<Integer> order = update.state().storageOrder();
    return order.size() < 2 ? update.value() : update.value().transpose(order);
  }
}
