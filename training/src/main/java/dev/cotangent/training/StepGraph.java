package dev.cotangent.training;

import dev.cotangent.core.CotangentException;
import dev.cotangent.core.DType;
import dev.cotangent.core.Gradients;
import dev.cotangent.core.Tensor;
import dev.cotangent.core.kernel.Kernels;
import dev.cotangent.core.loss.Loss;
import dev.cotangent.core.model.Model;
import dev.cotangent.core.model.PlanContext;
import dev.cotangent.core.model.StateUpdate;
import dev.cotangent.core.parameter.Parameter;
import dev.cotangent.core.plan.ParameterGradient;
import dev.cotangent.core.plan.Plan;
import java.util.ArrayList;
import java.util.List;

/**
 * The plan of a step for one number of rows: the mean loss is output 0, the new states follow, and
 * gradients go into the slices of their parameters.
 *
 * @param plan for the whole mini-batch
 * @param states what outputs 1, 2, … are the new values of, in the order of their memory
 * @param trained the weights that a gradient flows to
 */
record StepGraph(
    int rows, Kernels kernels, Plan plan, List<Parameter> states, List<Parameter> trained) {

  static final String FEATURES = "features";
  static final String TARGET = "target";

  static StepGraph compile(Model model, Loss loss, int rows, Kernels kernels) {
    PlanContext context = PlanContext.forTraining();
    Tensor x = Tensor.input(FEATURES, DType.F32, model.sampleShape().prepend(rows));
    Tensor prediction = model.forward(x, context);
    Tensor mean = loss.terms(prediction, target(loss, prediction)).mean();
    List<Tensor> outputs = new ArrayList<>(List.of(mean));
    for (StateUpdate update : context.updates()) {
      outputs.add(inMemoryOrder(update));
    }
    List<ParameterGradient> gradients = gradients(model, context, mean);
    return new StepGraph(
        rows,
        kernels,
        Plan.compile(outputs, gradients, kernels),
        context.updates().stream().map(StateUpdate::state).toList(),
        gradients.stream().map(ParameterGradient::parameter).toList());
  }

  /** The input for the targets of predictions. */
  static Tensor target(Loss loss, Tensor prediction) {
    return Tensor.input(TARGET, loss.targetType(), loss.targetShape(prediction.shape()));
  }

  private static Tensor inMemoryOrder(StateUpdate update) {
    List<Integer> order = update.state().storageOrder();
    return order.size() < 2 ? update.value() : update.value().transpose(order);
  }

  private static List<ParameterGradient> gradients(Model model, PlanContext context, Tensor mean) {
    List<Parameter> weights = model.parameters().stream().filter(Parameter::trainable).toList();
    Gradients all = Gradients.of(mean, weights.stream().map(context::read).toList());
    List<ParameterGradient> found = new ArrayList<>();
    for (Parameter weight : weights) {
      all.find(context.read(weight))
          .ifPresent(gradient -> found.add(new ParameterGradient(weight, gradient)));
    }
    if (found.isEmpty()) {
      throw new CotangentException("no gradient flows to any weight of " + model);
    }
    return found;
  }
}
