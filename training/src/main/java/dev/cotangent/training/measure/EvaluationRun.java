package dev.cotangent.training.measure;

import dev.cotangent.core.graph.Tensor;
import dev.cotangent.core.kernel.Kernels;
import dev.cotangent.core.loss.Loss;
import dev.cotangent.core.loss.LossTerms;
import dev.cotangent.core.model.Model;
import dev.cotangent.core.model.PlanContext;
import dev.cotangent.core.plan.Plan;
import dev.cotangent.core.plan.Run;
import dev.cotangent.core.work.Workers;
import dev.cotangent.training.data.SampleBatch;
import dev.cotangent.training.objective.BatchLoss;
import dev.cotangent.training.step.StepTensors;
import java.util.List;

/** Computes predictions and loss for a fixed number of rows. Single-threaded. */
final class EvaluationRun {

  private static final int PREDICTION = 0;
  private static final int SUM = 1;
  private static final int WEIGHT = 2;

  private final BatchForm form;
  private final Kernels kernels;
  private final Run run;

  EvaluationRun(Model model, Loss loss, BatchForm form, Kernels kernels) {
    this.form = form;
    this.kernels = kernels;
    PlanContext context = PlanContext.forInference();
    Tensor prediction = BatchLoss.prediction(model, form.rows(), context);
    LossTerms terms = BatchLoss.terms(loss, prediction, form.rows(), form.weights(), context);
    List<Tensor> outputs = List.of(prediction, terms.sum(), terms.weight());
    run = Plan.compile(outputs, kernels).newRun(model.store());
  }

  /** Predicts a batch, and copies the predictions. */
  void execute(SampleBatch batch, Workers workers, float[] outputs, int offset) {
    for (int i = 0; i < batch.size(); i++) {
      StepTensors.feed(run, batch.name(i), batch.array(i));
    }
    run.execute(workers);
    run.read(PREDICTION, outputs, offset);
  }

  BatchForm form() {
    return form;
  }

  Kernels kernels() {
    return kernels;
  }

  double lossSum() {
    return run.readScalar(SUM);
  }

  double lossWeight() {
    return run.readScalar(WEIGHT);
  }

  long kernelCalls() {
    return run.kernelCalls();
  }
}
