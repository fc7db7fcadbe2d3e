package dev.cotangent.core.model;

import dev.cotangent.core.CotangentException;
import dev.cotangent.core.event.Events;
import dev.cotangent.core.event.Span;
import dev.cotangent.core.foreign.RecordMethods;
import dev.cotangent.core.graph.Tensor;
import dev.cotangent.core.kernel.Kernels;
import dev.cotangent.core.parameter.ParameterStore;
import dev.cotangent.core.plan.OpException;
import dev.cotangent.core.plan.Plan;
import dev.cotangent.core.work.WorkException;
import dev.cotangent.core.work.Workers;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A predictor's plans, one for each number of rows, compiled on first use. At most {@value
 * #CAPACITY} are kept; the oldest is dropped first.
 *
 * <p>Thread-safe: the array is replaced, never modified.
 */
final class PredictionPlans {

  private static final int CAPACITY = 16;
  private static final int[] CHUNKS = {256, 64, 16, 4, 1};

  /**
   * Samples in a batch that shows whether they depend on each other; the smallest chunk of many.
   */
  private static final int SOME_ROWS = 4;

  /** A run may use 1/SHARE of the heap; a larger one serves fewer rows at a time. */
  private static final double SHARE = 8;

  private final PredictionGraph graph;
  private final ParameterStore store;
  private final PredictorKernels kernels;
  private final Workers workers;
  private volatile PredictionPlan[] plans = {};

  PredictionPlans(
      PredictionGraph graph, ParameterStore store, PredictorKernels kernels, Workers workers) {
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

  /** The same plans with other parameter values. */
  PredictionPlans with(ParameterStore values) {
    return new PredictionPlans(this, values);
  }

  /**
   * Begins a prediction.
   *
   * @return the version of the store, for {@link #end}
   * @throws CotangentException if a training step runs
   */
  int begin() {
    int state = store.version();
    if (store.isBeingWritten()) {
      throw new CotangentException(
          "the live predictor was called while a training step runs on its parameters, expected a"
              + " call between steps; Model.published() serves other threads");
    }
    return state;
  }

  /**
   * Ends a prediction.
   *
   * @throws CotangentException if the parameters have been written since
   */
  void end(int state) {
    if (!store.isAt(state)) {
      throw new CotangentException(
          "a training step changed the parameters while the live predictor ran, expected a call between"
              + " steps; Model.published() serves other threads");
    }
  }

  /** Plans for the same graph that share their work out to workers. */
  PredictionPlans on(Workers others) {
    return new PredictionPlans(graph, store, kernels, others);
  }

  /** Plans for the same model with a last step after one of its outputs. */
  PredictionPlans after(String output, UnaryOperator<Tensor> lastStep) {
    return new PredictionPlans(graph.after(output, lastStep), store, kernels, workers);
  }

  /** The graph that the plans compute. */
  PredictionGraph graph() {
    return graph;
  }

  /**
   * Predicts samples of arrays in the order of the ports.
   *
   * @throws WorkException if a plugin's code fails, naming op, layer, plugin and jar
   */
  void predict(Object[] in, float[][] out, int rows) {
    @Nullable Span event = Events.prediction();
    int state = begin();
    int row = 0;
    while (row < rows) {
      PredictionPlan plan = serving(rows - row, rows);
      try {
        plan.run(in, out, row);
      } catch (WorkException failure) {
        throw explained(failure, plan.rows());
      }
      row += plan.rows();
    }
    end(state);
    if (event != null) {
      Events.predicted(event, rows, this);
    }
  }

  /**
   * The first step that makes samples of a batch depend on each other, with its layer; empty if
   * there is none.
   */
  Optional<String> coupling() {
    PlanContext context = PlanContext.forInference().traced();
    List<Tensor> results = graph.outputs(SOME_ROWS, context);
    return Plan.compile(results, List.of(), kernels.first(), context::place).coupling();
  }

  /** The kernels that the plans use now, and those of plans to come. */
  Set<Kernels> kernelsInUse() {
    Set<Kernels> used = new LinkedHashSet<>();
    used.add(kernels.first());
    Arrays.stream(plans).forEach(plan -> used.add(plan.kernels()));
    return used;
  }

  /** Plans for the model's own outputs, without last steps, on one kernel set. */
  PredictionPlans bare(Kernels used) {
    PredictionGraph own = graph.plain();
    return new PredictionPlans(own, store, PredictorKernels.always(used), Workers.serial());
  }

  /** The parameter values. */
  ParameterStore store() {
    return store;
  }

  /**
   * The plan for the next chunk of a batch with so many rows left. A batch whose samples depend on
   * each other is one chunk, and so is a small one: a plan for one sample cannot tell.
   */
  PredictionPlan serving(int left, int rows) {
    boolean first = left == rows;
    PredictionPlan plan = of(first && rows < SOME_ROWS ? rows : largest(left));
    if (first && !plan.rowwise()) {
      return of(rows);
    }
    while (plan.rows() > 1 && plan.bytes() > Runtime.getRuntime().maxMemory() / SHARE) {
      plan = of(largest(plan.rows() - 1));
    }
    return plan;
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
    Plan plan = Plan.compile(results(rows), kernels.first());
    PredictionPlan made = new PredictionPlan(graph, rows, plan, kernels.of(plan), store, workers);
    PredictionPlan[] old = plans;
    int from = old.length == CAPACITY ? 1 : 0;
    PredictionPlan[] all = new PredictionPlan[old.length - from + 1];
    System.arraycopy(old, from, all, 0, old.length - from);
    all[all.length - 1] = made;
    plans = all;
    RecordMethods.forgetOwn();
    return made;
  }

  /** Adds the layer and plugin of the failed op to a failure. */
  WorkException explained(WorkException failure, int rows) {
    try {
      PlanContext context = PlanContext.forInference().traced();
      List<Tensor> results = graph.outputs(rows, context);
      return OpException.in(failure)
          .map(op -> failure.with(context.explain(op, results, graph.model().plugins())))
          .orElse(failure);
    } catch (Throwable unexplained) { // must not hide the failure itself
      failure.addSuppressed(unexplained);
      return failure;
    }
  }

  /** The model's inputs and outputs, its parameters, and the plans with their kernels. */
  @Override
  public String toString() {
    String served = Arrays.stream(plans).map(Object::toString).collect(Collectors.joining(", "));
    return ModelInputs.arrow(graph.inputs(), graph.outputs())
        + ", "
        + store.trainableSize()
        + " weights"
        + (served.isEmpty() ? "" : ", " + served);
  }

  private List<Tensor> results(int rows) {
    return graph.outputs(rows, PlanContext.forInference());
  }
}
