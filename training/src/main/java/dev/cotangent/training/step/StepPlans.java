package dev.cotangent.training.step;

import dev.cotangent.core.graph.Tensor;
import dev.cotangent.core.kernel.Kernels;
import dev.cotangent.core.model.PlanContext;
import dev.cotangent.core.plan.Plan;
import dev.cotangent.training.data.Batch;
import dev.cotangent.training.models.Models;
import dev.cotangent.training.objective.Objective;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;

/** The plans of a step for batches of different lengths, bound to its memory. Single-threaded. */
final class StepPlans {

  private final Models models;
  private final StepSettings settings;
  private final StepMemory memory;
  private final RandomWords words;
  private final Timing timing;
  private final Supplier<Kernels> kernels;
  private final StepRuns means;
  private final StepRuns shares;
  private final StepRuns weights;
  private final StepRuns evaluations;

  StepPlans(
      Models models,
      StepSettings settings,
      StepMemory memory,
      RandomWords words,
      Timing timing,
      Supplier<Kernels> kernels) {
    this.models = models;
    this.settings = settings;
    this.memory = memory;
    this.words = words;
    this.timing = timing;
    this.kernels = kernels;
    Objective objective = settings.objective();
    this.means = new StepRuns((batch, used) -> run(batch, used, timing.context(), false));
    this.shares = new StepRuns((batch, used) -> run(batch, used, timing.context(), true));
    this.weights =
        new StepRuns((batch, used) -> bind(StepGraph.ofWeights(objective, batch, used), batch));
    this.evaluations =
        new StepRuns((batch, used) -> run(batch, used, PlanContext.forInference(), false));
  }

  private StepRun run(Batch batch, Kernels used, PlanContext context, boolean shared) {
    return bind(
        StepGraph.compile(settings.objective(), settings.groups(), batch, used, context, shared),
        batch);
  }

  /** Binds a graph to parameters, gradients and random words. */
  StepRun bind(StepGraph graph, Batch batch) {
    return new StepRun(graph, models, settings.groups(), batch, memory, words, timing);
  }

  /** A run that computes other tensors of the objective than a step does. */
  StepRun of(List<Tensor> results, Batch batch) {
    return bind(StepGraph.of(results, kernels.get()), batch);
  }

  /** Runs whose gradients are those of the mean loss. */
  StepRuns means() {
    return means;
  }

  /** Runs whose gradients are those of the batch's share of the mean loss of a larger one. */
  StepRuns shares() {
    return shares;
  }

  /** Runs that compute the weights of the parts alone. */
  StepRuns weights() {
    return weights;
  }

  /** Runs in inference mode, without gradients. */
  StepRuns evaluations() {
    return evaluations;
  }

  /** The plan of a batch, without memory. */
  Plan plan(Batch batch) {
    return StepGraph.compile(settings.objective(), settings.groups(), batch, kernels.get()).plan();
  }

  /** The number of calls that each kernel set has served in training, by its id. */
  Map<String, Long> kernelCalls() {
    Map<String, Long> calls = new TreeMap<>(means.kernelCalls());
    shares.kernelCalls().forEach((id, count) -> calls.merge(id, count, Long::sum));
    return calls;
  }
}
