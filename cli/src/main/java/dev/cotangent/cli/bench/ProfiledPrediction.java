package dev.cotangent.cli.bench;

import dev.cotangent.core.DType;
import dev.cotangent.core.graph.Tensor;
import dev.cotangent.core.kernel.Kernels;
import dev.cotangent.core.model.Model;
import dev.cotangent.core.model.PlanContext;
import dev.cotangent.core.plan.Plan;
import dev.cotangent.core.plan.PlanFigures;
import dev.cotangent.core.plan.Profile;
import dev.cotangent.core.plan.Profiler;
import dev.cotangent.core.plan.Run;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Prediction of a whole batch, profiled operation by operation, as a predictor runs it. */
final class ProfiledPrediction extends Task {

  private static final String INPUT = "x";

  private final Kernels kernels;
  private final float[][] batches;
  private final PlanFigures figures;
  private final Run run;
  private final Profiler profiler = Profiler.of();

  ProfiledPrediction(Model model, Kernels kernels, int rows, float[][] batches) {
    this.kernels = kernels;
    this.batches = batches;
    Plan plan = plan(model, kernels, rows);
    figures = plan.figures();
    run = plan.newRun(List.of(model.store()), List.of(new float[0]), profiler);
  }

  /** The plan of a batch with that many rows. */
  static Plan plan(Model model, Kernels kernels, int rows) {
    Tensor x = Tensor.input(INPUT, DType.F32, model.sampleShape().prepend(rows));
    PlanContext context = PlanContext.forInference().traced();
    Tensor y = model.forward(x, context);
    return Plan.compile(List.of(y), List.of(), kernels, context::place);
  }

  @Override
  void run(int call) {
    run.feed(INPUT, batches[call % BATCHES], 0);
    run.execute();
  }

  @Override
  Map<String, Long> kernelCalls() {
    return Map.of(kernels.id(), run.kernelCalls());
  }

  @Override
  PlanFigures figures() {
    return figures;
  }

  @Override
  Optional<Profile> profile() {
    return Optional.of(profiler.profile());
  }
}
