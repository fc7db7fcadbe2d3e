package dev.cotangent.training.measure;

import dev.cotangent.core.graph.Tensor;
import dev.cotangent.core.kernel.Kernels;
import dev.cotangent.core.metric.MetricBatch;
import dev.cotangent.core.plan.Plan;
import dev.cotangent.core.plan.Run;
import dev.cotangent.core.work.Workers;
import dev.cotangent.training.data.Batch;
import dev.cotangent.training.metric.OutputMetric;
import dev.cotangent.training.models.Models;
import dev.cotangent.training.objective.Forward;
import dev.cotangent.training.objective.Objective;
import dev.cotangent.training.objective.Part;
import dev.cotangent.training.step.BatchLengths;
import dev.cotangent.training.step.RandomWords;
import dev.cotangent.training.step.StepTensors;
import java.util.ArrayList;
import java.util.List;

/**
 * Computes the sums and weights of an objective's parts, and the values for its metrics, for
 * batches of fixed lengths. Single-threaded.
 */
final class ObjectiveRun {

  private final BatchLengths form;
  private final Kernels kernels;
  private final int rows;
  private final List<Part> parts;
  private final List<BoundMetric> metrics;
  private final Run run;

  ObjectiveRun(
      Objective objective,
      List<OutputMetric> metrics,
      BoundMetric.TargetNaming names,
      Batch batch,
      Kernels kernels,
      RandomWords words) {
    this.form = BatchLengths.of(batch);
    this.kernels = kernels;
    Forward forward = Forward.forInference(objective, batch);
    this.rows = forward.countedRows();
    this.parts = forward.parts();
    List<Tensor> outputs = new ArrayList<>();
    for (Part part : parts) {
      outputs.add(part.terms().sum());
      outputs.add(part.terms().weight());
    }
    this.metrics = BoundMetric.all(metrics, forward, outputs, names);
    List<float[]> none =
        Models.of(objective.models()).stores().stream().map(store -> new float[0]).toList();
    this.run = Plan.compile(outputs, kernels).newRun(Models.of(objective.models()).stores(), none);
    words.feed(run);
  }

  void execute(Batch batch, Workers workers) {
    for (int i = 0; i < batch.size(); i++) {
      StepTensors.feed(run, batch.name(i), batch.array(i));
    }
    run.execute(workers);
  }

  boolean fits(BatchLengths wanted, Kernels wantedKernels) {
    return form.equals(wanted) && kernels == wantedKernels;
  }

  /** The rows of the batch. */
  public int rows() {
    return rows;
  }

  /** The parts, in order. */
  List<Part> parts() {
    return parts;
  }

  double sum(int part) {
    return run.readScalar(2 * part);
  }

  double weight(int part) {
    return run.readScalar(2 * part + 1);
  }

  /** The metrics, in order. */
  List<BoundMetric> metrics() {
    return metrics;
  }

  /** The values for a metric from the last executed batch. */
  MetricBatch batch(int metric, Batch batch) {
    return metrics.get(metric).batch(run, batch);
  }

  Kernels kernels() {
    return kernels;
  }

  long kernelCalls() {
    return run.kernelCalls();
  }
}
