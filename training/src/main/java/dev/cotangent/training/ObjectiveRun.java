package dev.cotangent.training;

import dev.cotangent.core.Tensor;
import dev.cotangent.core.kernel.Kernels;
import dev.cotangent.core.model.PlanContext;
import dev.cotangent.core.plan.Plan;
import dev.cotangent.core.plan.Run;
import dev.cotangent.core.work.Workers;
import java.util.ArrayList;
import java.util.List;

/** The sums and weights of an objective's parts for a number of rows. For one thread. */
final class ObjectiveRun {

  private final int rows;
  private final Kernels kernels;
  private final List<Part> parts;
  private final Run run;

  ObjectiveRun(Objective objective, StepBatch batch, int rows, Kernels kernels, RandomWords words) {
    this.rows = rows;
    this.kernels = kernels;
    PlanContext context = PlanContext.forInference();
    Forward forward = new Forward(objective.models(), batch, context);
    objective.define(forward);
    this.parts = forward.parts();
    forward.checkInputs();
    List<Tensor> outputs = new ArrayList<>();
    for (Part part : parts) {
      outputs.add(part.terms().sum());
      outputs.add(part.terms().weight());
    }
    List<float[]> none = objective.models().stores().stream().map(store -> new float[0]).toList();
    this.run = Plan.compile(outputs, kernels).newRun(objective.models().stores(), none);
    words.feed(run);
  }

  void execute(StepBatch batch, Workers workers) {
    for (int i = 0; i < batch.size(); i++) {
      StepTensors.feed(run, batch.name(i), batch.array(i));
    }
    run.execute(workers);
  }

  boolean fits(int wantedRows, Kernels wantedKernels) {
    return rows == wantedRows && kernels == wantedKernels;
  }

  /** The parts, in their order. */
  List<Part> parts() {
    return parts;
  }

  double sum(int part) {
    return run.readScalar(2 * part);
  }

  double weight(int part) {
    return run.readScalar(2 * part + 1);
  }

  Kernels kernels() {
    return kernels;
  }

  long kernelCalls() {
    return run.kernelCalls();
  }
}
