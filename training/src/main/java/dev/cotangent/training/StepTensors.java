package dev.cotangent.training;

import dev.cotangent.core.CotangentException;
import dev.cotangent.core.DType;
import dev.cotangent.core.Gradients;
import dev.cotangent.core.Shape;
import dev.cotangent.core.Tensor;
import dev.cotangent.core.loss.Loss;
import dev.cotangent.core.loss.LossTerms;
import dev.cotangent.core.model.Model;
import dev.cotangent.core.model.PlanContext;
import dev.cotangent.core.model.PluginUse;
import dev.cotangent.core.parameter.Parameter;
import dev.cotangent.core.plan.ParameterGradient;
import dev.cotangent.core.plan.Run;
import dev.cotangent.core.registry.PluginException;
import dev.cotangent.core.registry.RegistryEntry;
import java.util.ArrayList;
import java.util.List;

/**
 * A step as tensors: from the batch to the mean loss and back to the gradients.
 *
 * @param weight what the sum of losses is divided by
 */
record StepTensors(Tensor mean, Tensor weight, List<ParameterGradient> gradients) {

  static final String FEATURES = "features";
  static final String TARGET = "target";
  static final String WEIGHTS = "weights";

  static StepTensors of(
      Model model, Loss loss, ParameterGroups groups, BatchForm form, PlanContext context) {
    Tensor prediction = model.forward(features(model, form), context);
    LossTerms terms = terms(loss, prediction, form, context);
    Tensor mean = terms.mean();
    return new StepTensors(mean, terms.weight(), gradients(model, groups, context, mean));
  }

  /** Feeds what the plan reads: not every loss looks at targets, nor every layer at its input. */
  static void feed(Run run, String name, float[] values) {
    if (run.hasInput(name)) {
      run.feed(name, values, 0);
    }
  }

  /** As {@link #feed(Run, String, float[])}, for labels. */
  static void feed(Run run, String name, int[] values) {
    if (run.hasInput(name)) {
      run.feed(name, values, 0);
    }
  }

  /** The input with the samples of a batch. */
  static Tensor features(Model model, BatchForm form) {
    return Tensor.input(FEATURES, DType.F32, model.sampleShape().prepend(form.rows()));
  }

  /** The loss of predictions, with inputs for targets and weights. */
  static LossTerms terms(Loss loss, Tensor prediction, BatchForm form, PlanContext context) {
    RegistryEntry plugin = RegistryEntry.of("loss", loss.id(), loss);
    LossTerms terms =
        plugin.callNaming("terms", () -> loss.terms(prediction, target(loss, prediction)));
    Shape losses = terms.elements().shape();
    if (losses.rank() == 0 || losses.dim(0) != form.rows()) {
      throw new PluginException(
          plugin, "terms gives " + losses + " for " + form.rows() + " rows, not one row for each");
    }
    context.made(new PluginUse("", plugin), prediction, terms.elements());
    if (form.weights() == 0) {
      return terms;
    }
    return terms.weighted(Tensor.input(WEIGHTS, DType.F32, form.weightShape(losses)));
  }

  private static Tensor target(Loss loss, Tensor prediction) {
    return Tensor.input(TARGET, loss.targetType(), loss.targetShape(prediction.shape()));
  }

  private static List<ParameterGradient> gradients(
      Model model, ParameterGroups groups, PlanContext context, Tensor mean) {
    List<Parameter> weights = model.parameters().stream().filter(groups::trains).toList();
    List<Tensor> read = weights.stream().map(context::read).toList();
    Gradients all = Gradients.of(mean, read, context.origins());
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

  /** All that is computed, the mean loss first. */
  List<Tensor> results() {
    List<Tensor> results = new ArrayList<>(List.of(mean));
    gradients.forEach(each -> results.add(each.gradient()));
    return results;
  }
}
