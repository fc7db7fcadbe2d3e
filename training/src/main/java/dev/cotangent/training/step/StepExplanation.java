package dev.cotangent.training.step;

import dev.cotangent.core.graph.Tensor;
import dev.cotangent.core.kernel.Kernels;
import dev.cotangent.core.model.PlanContext;
import dev.cotangent.core.plan.OpException;
import dev.cotangent.training.data.Batch;
import dev.cotangent.training.models.Models;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Explains a failed step: which op failed, and which layer, plugin and jar the op comes from. Uses
 * a second graph of the step that records the origin of its nodes.
 */
public final class StepExplanation {

  private static final Logger LOG = LoggerFactory.getLogger(StepExplanation.class);

  private final Models models;
  private final StepSettings settings;
  private final Supplier<Kernels> kernels;
  private final BiFunction<StepGraph, Batch, StepRun> binding;

  /**
   * Creates an explanation.
   *
   * @param kernels the kernels in use
   * @param binding binds a graph to the parameters and to the step's random numbers
   */
  public StepExplanation(
      Models models,
      StepSettings settings,
      Supplier<Kernels> kernels,
      BiFunction<StepGraph, Batch, StepRun> binding) {
    this.models = models;
    this.settings = settings;
    this.kernels = kernels;
    this.binding = binding;
  }

  /**
   * Describes the first op with a non-finite result, for the end of a message; empty if there is
   * none.
   */
  String ofNonFinite(Batch batch) {
    return orNothing(
        () -> {
          PlanContext context = PlanContext.forTraining().traced();
          return FirstNonFinite.of(tensors(batch, context).results(), batch, run(batch))
              .map(node -> "; the first op with such a result is " + describe(node, context))
              .orElse("");
        });
  }

  private Function<List<Tensor>, StepRun> run(Batch batch) {
    return results -> binding.apply(StepGraph.of(results, kernels.get()), batch);
  }

  private String describe(Tensor node, PlanContext context) {
    return node.op().id()
        + " "
        + node.shape()
        + " of "
        + String.join(", ", node.inputs().stream().map(Tensor::toString).toList())
        + context.explain(node, models.plugins());
  }

  /** Describes the origin of a failed op, for the end of a message; empty if unknown. */
  public String of(OpException failure, Batch batch) {
    return orNothing(
        () -> {
          PlanContext context = PlanContext.forTraining().traced();
          List<Tensor> results = tensors(batch, context).results();
          return context.explain(failure, results, models.plugins());
        });
  }

  private StepTensors tensors(Batch batch, PlanContext context) {
    return StepTensors.of(settings.objective(), settings.groups(), batch, context, false);
  }

  /** An explanation that itself fails must not hide the original failure. */
  private static String orNothing(Supplier<String> explanation) {
    try {
      return explanation.get();
    } catch (Throwable failure) { // in a plugin, or out of memory
      LOG.debug("no explanation was found", failure);
      return "";
    }
  }
}
