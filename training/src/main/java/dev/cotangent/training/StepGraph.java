package dev.cotangent.training;

import dev.cotangent.core.CotangentException;
import dev.cotangent.core.DType;
import dev.cotangent.core.Gradients;
import dev.cotangent.core.Shape;
import dev.cotangent.core.Tensor;
import dev.cotangent.core.kernel.Kernels;
import dev.cotangent.core.loss.Loss;
import dev.cotangent.core.loss.LossTerms;
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
import java.util.function.Function;

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

  static final String FEATURES = "features";
  static final String TARGET = "target";
  static final String WEIGHTS = "weights";

  static StepGraph compile(
      Model model, Loss loss, ParameterGroups groups, BatchForm form, Kernels kernels) {
    PlanContext context = PlanContext.forTraining();
    Tensor x = Tensor.input(FEATURES, DType.F32, model.sampleShape().prepend(form.rows()));
    Tensor prediction = model.forward(x, context);
    LossTerms terms = terms(loss, prediction, form);
    Tensor mean = terms.mean();
    List<Tensor> outputs = new ArrayList<>(List.of(mean));
    for (StateUpdate update : context.updates()) {
      outputs.add(inMemoryOrder(update));
    }
    OptionalDouble weight = constant(terms.weight());
    if (weight.isEmpty()) {
      outputs.add(terms.weight());
    }
    List<ParameterGradient> gradients = gradients(model, groups, context, mean);
    return new StepGraph(
        form,
        kernels,
        Plan.compile(outputs, gradients, kernels),
        context.updates().stream().map(StateUpdate::state).toList(),
        gradients.stream().map(ParameterGradient::parameter).toList(),
        groups,
        weight);
  }

  /**
   * The first op of such a step whose result is not finite, in words for the end of a message.
   *
   * @param runs binds a graph to the parameters and to the step's random numbers
   */
  static String firstNonFinite(
      Model model,
      Loss loss,
      ParameterGroups groups,
      Batch batch,
      Kernels kernels,
      Function<StepGraph, StepRun> runs) {
    PlanContext context = PlanContext.forTraining();
    Tensor x = Tensor.input(FEATURES, DType.F32, model.sampleShape().prepend(batch.rows()));
    Tensor prediction = model.forward(x, context);
    Tensor mean = terms(loss, prediction, batch.form()).mean();
    List<Tensor> results = new ArrayList<>(List.of(mean));
    gradients(model, groups, context, mean).forEach(each -> results.add(each.gradient()));
    return FirstNonFinite.describe(
        results,
        batch,
        outputs ->
            runs.apply(
                new StepGraph(
                    batch.form(),
                    kernels,
                    Plan.compile(outputs, kernels),
                    List.of(),
                    List.of(),
                    groups,
                    OptionalDouble.of(1))));
  }

  /** The loss of predictions, with inputs for targets and weights. */
  static LossTerms terms(Loss loss, Tensor prediction, BatchForm form) {
    LossTerms terms = loss.terms(prediction, target(loss, prediction));
    if (form.weights() == 0) {
      return terms;
    }
    Shape shape = form.weightShape(terms.elements().shape());
    return terms.weighted(Tensor.input(WEIGHTS, DType.F32, shape));
  }

  private static Tensor target(Loss loss, Tensor prediction) {
    return Tensor.input(TARGET, loss.targetType(), loss.targetShape(prediction.shape()));
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

  private static List<ParameterGradient> gradients(
      Model model, ParameterGroups groups, PlanContext context, Tensor mean) {
    List<Parameter> weights = model.parameters().stream().filter(groups::trains).toList();
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
