package dev.cotangent.core.model;

import dev.cotangent.core.CotangentException;
import dev.cotangent.core.graph.Tensor;
import dev.cotangent.core.kernel.Kernels;
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
  private static final int[] CHUNKS = {256, 64, 16, 4, 1};

  /** Of the heap, what one run may take before fewer rows are served at a time. */
  private static final double SHARE = 8;

  private final PredictionGraph graph;
  private final ParameterStore store;
  private final Kernels kernels;
  private final Workers workers;
  private volatile PredictionPlan[] plans = {};

  PredictionPlans(PredictionGraph graph, ParameterStore store, Kernels kernels, Workers workers) {
    this.graph = graph;
    this.store = store;
    this.kernels = kernels;
    this.workers = workers;
  }

  private PredictionPlans(PredictionPlans other, ParameterStore store) {
    this(other.graph, store, other.kernels, other.workers);
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
    return new PredictionPlans(graph, store, kernels, others);
  }

  /** Plans for the same model and a last step after one of its outputs. */
  PredictionPlans after(String output, UnaryOperator<Tensor> lastStep) {
    return new PredictionPlans(graph.after(output, lastStep), store, kernels, workers);
  }

  /** What the plans compute. */
  PredictionGraph graph() {
    return graph;
  }

  /** The plan for some of the rows that are left of a batch. */
  PredictionPlan serving(int left, int rows) {
    int size = largest(left);
    PredictionPlan plan = of(size);
    while (size > 1 && plan.rowwise() && plan.bytes() > Runtime.getRuntime().maxMemory() / SHARE) {
      size = largest(size - 1);
      plan = of(size);
    }
    // where samples see each other, the batch stays whole
    return plan.rowwise() || size == rows ? plan : of(rows);
  }

  private static int largest(int rows) {
    int i = 0;
    while (CHUNKS[i] > rows) {
      i++;
    }
    return CHUNKS[i];
  }

  private PredictionPlan of(int rows) {
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
        new PredictionPlan(graph, rows, Plan.compile(results(rows), kernels), store, workers);
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
      List<Tensor> results = graph.outputs(rows, context);
      return OpException.in(failure)
          .map(op -> failure.with(context.origins().explain(op, results, graph.model().plugins())))
          .orElse(failure);
    } catch (Throwable unexplained) { // must not hide what it was to explain
      failure.addSuppressed(unexplained);
      return failure;
    }
  }

  private List<Tensor> results(int rows) {
    return graph.outputs(rows, PlanContext.forInference());
  }
}
