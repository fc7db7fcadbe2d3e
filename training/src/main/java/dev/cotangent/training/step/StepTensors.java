package dev.cotangent.training.step;

import dev.cotangent.core.CotangentException;
import dev.cotangent.core.DType;
import dev.cotangent.core.Shape;
import dev.cotangent.core.graph.Gradients;
import dev.cotangent.core.graph.Tensor;
import dev.cotangent.core.model.PlanContext;
import dev.cotangent.core.plan.ParameterGradient;
import dev.cotangent.core.plan.Run;
import dev.cotangent.training.data.Batch;
import dev.cotangent.training.models.Models;
import dev.cotangent.training.models.NamedParameter;
import dev.cotangent.training.objective.Forward;
import dev.cotangent.training.objective.Objective;
import dev.cotangent.training.objective.Part;
import java.util.ArrayList;
import java.util.List;

/**
 * The tensors of a step, from the batch to the loss and back to the gradients.
 *
 * @param total sum of the parts' means, each times its factor
 * @param means means of the parts, in order
 */
public record StepTensors(
    Tensor total, List<Tensor> means, Forward forward, List<ParameterGradient> gradients) {

  /**
   * Builds the tensors of a step.
   *
   * @param shared whether each mean is multiplied by an input, the batch's {@linkplain #share
   *     share} of the part's weight
   */
  public static StepTensors of(
      Objective objective,
      ParameterGroups groups,
      Batch batch,
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
        context.training()
            ? gradients(Models.of(objective.models()), groups, context, total)
            : List.of();
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

  /**
   * Feeds an input if the plan reads it: a loss may leave its targets unused, and a layer its
   * input.
   */
  public static void feed(Run run, String name, Object values) {
    if (!run.hasInput(name)) {
      return;
    }
    if (values instanceof float[] numbers) {
      run.feed(name, numbers, 0);
    } else {
      run.feed(name, (int[]) values, 0);
    }
  }

  private static List<ParameterGradient> gradients(
      Models models, ParameterGroups groups, PlanContext context, Tensor total) {
    List<NamedParameter> weights = models.parameters().stream().filter(groups::trains).toList();
    List<Tensor> read = weights.stream().map(each -> context.read(each.parameter())).toList();
    Gradients all = context.gradients(total, read);
    List<ParameterGradient> found = new ArrayList<>();
    for (int i = 0; i < read.size(); i++) {
      NamedParameter weight = weights.get(i);
      all.find(read.get(i))
          .ifPresent(gradient -> found.add(new ParameterGradient(weight.parameter(), gradient)));
    }
    if (found.isEmpty()) {
      throw new CotangentException(
          "no gradient flows to any weight of "
              + models
              + ", expected a loss that depends on at least one");
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
