package dev.cotangent.training;

import dev.cotangent.core.Tensor;
import dev.cotangent.core.kernel.Kernels;
import dev.cotangent.core.model.PlanContext;
import dev.cotangent.core.plan.OpException;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Says which op of a failed step it was, and which layer, plugin and jar the op comes from: by a
 * second graph of the step, which remembers who made its nodes.
 */
final class StepExplanation {

  private static final Logger LOG = LoggerFactory.getLogger(StepExplanation.class);

  private final Models models;
  private final StepSettings settings;
  private final Supplier<Kernels> kernels;
  private final BiFunction<StepGraph, StepBatch, StepRun> binding;

  /**
   * Explains steps.
   *
   * @param kernels in use
   * @param binding binds a graph to the parameters and to the step's random numbers
   */
  StepExplanation(
      Models models,
      StepSettings settings,
      Supplier<Kernels> kernels,
      BiFunction<StepGraph, StepBatch, StepRun> binding) {
    this.models = models;
    this.settings = settings;
    this.kernels = kernels;
    this.binding = binding;
  }

  /** The first op whose result is not finite, in words for the end of a message; empty if none. */
  String ofNonFinite(StepBatch batch) {
    return orNothing(
        () -> {
          PlanContext context = PlanContext.forTraining().traced();
          return FirstNonFinite.of(tensors(batch, context).results(), batch, run(batch))
              .map(node -> "; the first op with such a result is " + describe(node, context))
              .orElse("");
        });
  }

  private Function<List<Tensor>, StepRun> run(StepBatch batch) {
    return results -> binding.apply(StepGraph.of(results, kernels.get()), batch);
  }

  private String describe(Tensor node, PlanContext context) {
    return node.op().id()
        + " "
        + node.shape()
        + " of "
        + String.join(", ", node.inputs().stream().map(Tensor::toString).toList())
        + context.origins().explain(node, models.plugins());
  }

  /** Where a failed op comes from, in words for the end of a message; empty if unknown. */
  String of(OpException failure, StepBatch batch) {
    return orNothing(
        () -> {
          PlanContext context = PlanContext.forTraining().traced();
          List<Tensor> results = tensors(batch, context).results();
          return context.origins().explain(failure, results, models.plugins());
        });
  }

  private StepTensors tensors(StepBatch batch, PlanContext context) {
    return StepTensors.of(settings.objective(), settings.groups(), batch, context, false);
  }

  /** An explanation that fails itself must not hide what it explains. */
  private static String orNothing(Supplier<String> explanation) {
    try {
      return explanation.get();
    } catch (Throwable failure) { // of a plugin, or for lack of memory
      LOG.debug("no explanation was found", failure);
      return "";
    }
  }
}
