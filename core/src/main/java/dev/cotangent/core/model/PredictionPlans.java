package dev.cotangent.core.model;

import dev.cotangent.core.CotangentException;
import dev.cotangent.core.DType;
import dev.cotangent.core.Given;
import dev.cotangent.core.Shape;
import dev.cotangent.core.ShapeException;
import dev.cotangent.core.Tensor;
import dev.cotangent.core.kernel.Kernels;
import dev.cotangent.core.op.Sigmoid;
import dev.cotangent.core.parameter.ParameterStore;
import dev.cotangent.core.plan.OpException;
import dev.cotangent.core.plan.Plan;
import dev.cotangent.core.work.WorkException;
import dev.cotangent.core.work.Workers;
import java.util.Arrays;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * A predictor's plans, one for each number of rows, made when they are first asked for. At most
 * {@value #CAPACITY} are kept; then the one that was made first goes.
 *
 * <p>Safe for use by many threads: the array is replaced, never changed.
 */
final class PredictionPlans {

  private static final int CAPACITY = 16;
  static final String INPUT = "x";
  private static final String LAST_STEP = "the predictor's last step: ";

  private final Model model;
  private final ParameterStore store;
  private final Kernels kernels;
  private final Workers workers;
  private final UnaryOperator<Tensor> lastStep;
  private final Shape outputShape;
  private volatile PredictionPlan[] plans = {};

  PredictionPlans(
      Model model,
      ParameterStore store,
      Kernels kernels,
      Workers workers,
      UnaryOperator<Tensor> lastStep) {
    this.model = model;
    this.store = store;
    this.kernels = kernels;
    this.workers = workers;
    this.lastStep = lastStep;
    this.outputShape = output(1).shape().without(0);
  }

  private PredictionPlans(PredictionPlans other, ParameterStore store) {
    this.model = other.model;
    this.store = store;
    this.kernels = other.kernels;
    this.workers = other.workers;
    this.lastStep = other.lastStep;
    this.outputShape = other.outputShape;
    this.plans =
        Arrays.stream(other.plans).map(plan -> plan.with(store)).toArray(PredictionPlan[]::new);
  }

  /** The same plans for other values of the parameters. */
  PredictionPlans with(ParameterStore values) {
    return new PredictionPlans(this, values);
  }

  /**
   * A prediction begins.
   *
   * @return the state of the parameters, for {@link #end}
   * @throws CotangentException if a training step runs
   */
  int begin() {
    int state = store.mark().now();
    if (store.mark().isWriting()) {
      throw new CotangentException(
          "the live predictor was called while a training step runs on its parameters, expected a"
              + " call between steps; Model.published() serves other threads");
    }
    return state;
  }

  /**
   * A prediction is done.
   *
   * @throws CotangentException if the parameters have changed meanwhile
   */
  void end(int state) {
    if (!store.mark().isSame(state)) {
      throw new CotangentException(
          "a training step has changed the parameters during a prediction of the live predictor,"
              + " which may mix two states; Model.published() serves other threads");
    }
  }

  /** Plans for the same predictions that workers share. */
  PredictionPlans on(Workers others) {
    return new PredictionPlans(model, store, kernels, others, lastStep);
  }

  Shape outputShape() {
    return outputShape;
  }

  /** Whether predictions come out of a sigmoid, or are those of a model that ends in a hard one. */
  boolean endInSigmoid() {
    Tensor x = Tensor.input(INPUT, DType.F32, model.sampleShape().prepend(1));
    Tensor own = model.forward(x, PlanContext.forInference());
    Tensor prediction = lastStep.apply(own);
    return prediction.op() instanceof Sigmoid || (prediction == own && endsInHardSigmoid());
  }

  private boolean endsInHardSigmoid() {
    List<PluginUse> uses = model.plugins();
    return !uses.isEmpty() && uses.get(uses.size() - 1).plugin().id().equals("hard_sigmoid");
  }

  PredictionPlan of(int rows) {
    @Nullable PredictionPlan found = find(rows);
    return found == null ? make(rows) : found;
  }

  private @Nullable PredictionPlan find(int rows) {
    for (PredictionPlan plan : plans) {
      if (plan.rows() == rows) {
        return plan;
      }
    }
    return null;
  }

  private synchronized PredictionPlan make(int rows) {
    @Nullable PredictionPlan present = find(rows);
    if (present != null) {
      return present;
    }
    PredictionPlan made =
        new PredictionPlan(rows, Plan.compile(List.of(output(rows)), kernels), store, workers);
    PredictionPlan[] old = plans;
    int from = old.length == CAPACITY ? 1 : 0;
    PredictionPlan[] all = new PredictionPlan[old.length - from + 1];
    System.arraycopy(old, from, all, 0, old.length - from);
    all[all.length - 1] = made;
    plans = all;
    return made;
  }

  /** A failure of a prediction, with the layer and plugin that the failed op comes from. */
  WorkException explained(WorkException failure, int rows) {
    try {
      PlanContext context = PlanContext.forInference().traced();
      List<Tensor> results = List.of(output(rows, context));
      return OpException.in(failure)
          .map(op -> failure.with(context.origins().explain(op, results, model.plugins())))
          .orElse(failure);
    } catch (Throwable unexplained) { // must not hide what it was to explain
      failure.addSuppressed(unexplained);
      return failure;
    }
  }

  private Tensor output(int rows) {
    return output(rows, PlanContext.forInference());
  }

  private Tensor output(int rows, PlanContext context) {
    Tensor x = Tensor.input(INPUT, DType.F32, model.sampleShape().prepend(rows));
    Tensor output = lastStep(model.forward(x, context));
    if (output.dtype() != DType.F32
        || output.shape().rank() == 0
        || output.shape().dim(0) != rows) {
      throw new ShapeException(
          LAST_STEP + "gives " + output.type() + ", expected F32 with one row for each sample");
    }
    return output;
  }

  private Tensor lastStep(Tensor output) {
    try {
      return Given.of("the result", lastStep.apply(output));
    } catch (ShapeException failure) {
      throw new ShapeException(LAST_STEP + failure.getMessage(), failure);
    } catch (Throwable failure) {
      throw new CotangentException(LAST_STEP + CotangentException.saidBy(failure), failure);
    }
  }
}
