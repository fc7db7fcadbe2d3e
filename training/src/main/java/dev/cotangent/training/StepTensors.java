package dev.cotangent.training;

import dev.cotangent.core.CotangentException;
import dev.cotangent.core.DType;
import dev.cotangent.core.Shape;
import dev.cotangent.core.graph.Gradients;
import dev.cotangent.core.graph.Tensor;
import dev.cotangent.core.loss.Loss;
import dev.cotangent.core.loss.LossTerms;
import dev.cotangent.core.model.Model;
import dev.cotangent.core.model.PlanContext;
import dev.cotangent.core.model.PluginUse;
import dev.cotangent.core.plan.ParameterGradient;
import dev.cotangent.core.plan.Run;
import dev.cotangent.core.plugin.PluginException;
import dev.cotangent.core.plugin.PluginKind;
import dev.cotangent.core.plugin.RegistryEntry;
import java.util.ArrayList;
import java.util.List;

/**
 * The tensors of a step, from the batch to the loss and back to the gradients.
 *
 * @param total sum of the parts' means, each times its factor
 * @param means means of the parts, in order
 */
record StepTensors(
    Tensor total, List<Tensor> means, Forward forward, List<ParameterGradient> gradients) {

  static final String FEATURES = "features";
  static final String TARGET = "target";
  static final String WEIGHTS = "weights";

  /** Whether an input has the name of a data set's targets. */
  static boolean isTarget(String input) {
    return input.equals(TARGET) || input.startsWith(TARGET + ".");
  }

  /**
   * Builds the tensors of a step.
   *
   * @param shared whether each mean is multiplied by an input, the batch's {@linkplain #share
   *     share} of the part's weight
   */
  static StepTensors of(
      Objective objective,
      ParameterGroups groups,
      StepBatch batch,
      PlanContext context,
      boolean shared) {
    Forward forward = Forward.of(objective, batch, context);
    List<Part> parts = forward.parts();
    boolean alone = parts.size() == 1 && !shared;
    List<Tensor> means = parts.stream().map(part -> part.mean(alone)).toList();
    Tensor total = addend(parts, means, 0, shared);
    for (int i = 1; i < means.size(); i++) {
      total = total.add(addend(parts, means, i, shared));
    }
    List<ParameterGradient> gradients =
        context.training() ? gradients(objective.models(), groups, context, total) : List.of();
    return new StepTensors(total, means, forward, gradients);
  }

  private static Tensor addend(List<Part> parts, List<Tensor> means, int part, boolean shared) {
    Tensor mean = means.get(part);
    return parts
        .get(part)
        .scaled(shared ? mean.mul(Tensor.input(share(part), DType.F32, Shape.scalar())) : mean);
  }

  /** The name of the input for the batch's share of a part's weight. */
  static String share(int part) {
    return "#share" + part;
  }

  /** Defines the objective of a model and a loss. */
  static void define(Model model, Loss loss, Forward f) {
    Tensor prediction =
        model.inputs().isSingle()
            ? f.apply(model, f.input(FEATURES, model.sampleShape()))
            : f.apply(model, f.inputs(model)).only();
    int rows = f.rows();
    Tensor target = Tensor.input(TARGET, loss.targetType(), targetShape(loss, prediction.shape()));
    f.declare(TARGET, target);
    LossTerms terms = terms(loss, prediction, target, rows, f.plan());
    if (f.has(WEIGHTS)) {
      terms = terms.weighted(f.weights(WEIGHTS, terms.elements().shape()));
    }
    f.part("loss", terms, 1);
  }

  private static Shape targetShape(Loss loss, Shape prediction) {
    return RegistryEntry.of(PluginKind.LOSS, loss.id(), loss)
        .callNaming("targetShape", () -> loss.targetShape(prediction));
  }

  /**
   * Feeds an input if the plan reads it: a loss may leave its targets unused, and a layer its
   * input.
   */
  static void feed(Run run, String name, Object values) {
    if (!run.hasInput(name)) {
      return;
    }
    if (values instanceof float[] numbers) {
      run.feed(name, numbers, 0);
    } else {
      run.feed(name, (int[]) values, 0);
    }
  }

  /** The model's prediction for the samples of a batch. */
  static Tensor prediction(Model model, BatchForm form, PlanContext context) {
    if (model.inputs().isSingle()) {
      Shape shape = model.sampleShape().prepend(form.rows());
      return model.forward(Tensor.input(FEATURES, DType.F32, shape), context);
    }
    return model.forward(model.inputs().inputs(form.rows()), context).only();
  }

  /** The loss terms of a prediction, with inputs for targets and weights. */
  static LossTerms terms(Loss loss, Tensor prediction, BatchForm form, PlanContext context) {
    Tensor target = Tensor.input(TARGET, loss.targetType(), targetShape(loss, prediction.shape()));
    LossTerms terms = terms(loss, prediction, target, form.rows(), context);
    if (form.weights() == 0) {
      return terms;
    }
    Shape losses = terms.elements().shape();
    return terms.weighted(Tensor.input(WEIGHTS, DType.F32, form.weightShape(losses)));
  }

  private static LossTerms terms(
      Loss loss, Tensor prediction, Tensor target, int rows, PlanContext context) {
    RegistryEntry plugin = RegistryEntry.of(PluginKind.LOSS, loss.id(), loss);
    LossTerms terms = plugin.callNaming("terms", () -> loss.terms(prediction, target));
    Shape losses = terms.elements().shape();
    if (losses.rank() == 0 || losses.dim(0) != rows) {
      throw new PluginException(
          plugin, "terms returns " + losses + " for " + rows + " rows, expected one row for each");
    }
    context.made(new PluginUse("", plugin), prediction, terms.elements());
    return terms;
  }

  private static List<ParameterGradient> gradients(
      Models models, ParameterGroups groups, PlanContext context, Tensor total) {
    List<NamedParameter> weights = models.parameters().stream().filter(groups::trains).toList();
    List<Tensor> read = weights.stream().map(each -> context.read(each.parameter())).toList();
    Gradients all = Gradients.of(total, read, context.origins());
    List<ParameterGradient> found = new ArrayList<>();
    for (int i = 0; i < read.size(); i++) {
      NamedParameter weight = weights.get(i);
      all.find(read.get(i))
          .ifPresent(gradient -> found.add(new ParameterGradient(weight.parameter(), gradient)));
    }
    if (found.isEmpty()) {
      throw new CotangentException("no gradient flows to any weight of " + models);
    }
    return found;
  }

  /** All results, starting with the total. */
  List<Tensor> results() {
    List<Tensor> results = new ArrayList<>(List.of(total));
    gradients.forEach(each -> results.add(each.gradient()));
    return results;
  }
}
