package dev.cotangent.core.model;

import dev.cotangent.core.DType;
import dev.cotangent.core.kernel.Kernels;
import dev.cotangent.core.parameter.ParameterStore;
import dev.cotangent.core.plan.Plan;
import dev.cotangent.core.plan.Run;
import dev.cotangent.core.plan.figures.Quantity;
import dev.cotangent.core.spi.Port;
import dev.cotangent.core.work.Workers;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The plan for one number of rows, with a pool of idle runs.
 *
 * <p>A call takes an idle run or creates one, and returns it to the pool if there is room: many
 * threads share few runs, and a thread that ends leaves nothing behind.
 */
final class PredictionPlan {

  private final PredictionGraph graph;
  private final String input;
  private final int rows;
  private final boolean rowwise;
  private final double bytes;
  private final Plan plan;
  private final PlanKernels kernels;
  private final ParameterStore store;
  private final Workers workers;
  private final Supplier<Run> fed = this::fed;
  private final AtomicReferenceArray<@Nullable Run> waiting =
      new AtomicReferenceArray<>(Math.max(16, 2 * Runtime.getRuntime().availableProcessors()));

  PredictionPlan(
      PredictionGraph graph,
      int rows,
      Plan plan,
      PlanKernels kernels,
      ParameterStore store,
      Workers workers) {
    this.graph = graph;
    this.input = graph.inputName(0);
    this.rows = rows;
    this.plan = plan;
    this.kernels = kernels;
    this.rowwise = plan.rowwise();
    this.bytes = plan.bytes();
    this.store = store;
    this.workers = workers;
  }

  /** The same plan with other parameter values. */
  PredictionPlan with(ParameterStore values) {
    return new PredictionPlan(graph, rows, plan, kernels, values, workers);
  }

  /** The number of rows of the plan. */
  int rows() {
    return rows;
  }

  /** Whether rows are computed independently of each other. */
  boolean rowwise() {
    return rowwise;
  }

  /** The kernels of the next prediction. */
  Kernels kernels() {
    return kernels.current();
  }

  /** The memory of a run in bytes. */
  double bytes() {
    return bytes;
  }

  /** Predicts rows from an offset of one array to an offset of another. */
  void run(float[] in, int inOffset, float[] out, int outOffset) {
    Run run = take();
    if (run.hasInput(input)) { // absent if the outputs do not depend on it
      run.feed(input, in, inOffset);
    }
    run.execute(workers);
    run.read(0, out, outOffset);
    kernels.served(fed);
    giveBack(run); // not after a failure, which leaves the run in an undefined state
  }

  /** Predicts rows of several arrays of whole samples, in the order of the ports. */
  void run(Object[] in, float[][] out, int row) {
    Run run = take();
    for (int i = 0; i < in.length; i++) {
      feed(run, graph.inputName(i), in[i], row * graph.inputs().port(i).sample().size());
    }
    run.execute(workers);
    for (int i = 0; i < out.length; i++) {
      run.read(i, out[i], row * graph.outputs().port(i).sample().size());
    }
    kernels.served(fed);
    giveBack(run);
  }

  private static void feed(Run run, String name, Object in, int offset) {
    if (!run.hasInput(name)) {
      return;
    }
    if (in instanceof float[] numbers) {
      run.feed(name, numbers, offset);
    } else {
      run.feed(name, (int[]) in, offset);
    }
  }

  @Override
  public String toString() {
    return Quantity.count(rows, "row") + " on " + kernels.current().id();
  }

  /** A run for samples of zeros. */
  private Run fed() {
    Run run = plan.newRun(store);
    for (int i = 0; i < graph.inputs().size(); i++) {
      Port port = graph.inputs().port(i);
      int size = rows * port.sample().size();
      Object zeros = port.dtype() == DType.I32 ? new int[size] : new float[size];
      feed(run, graph.inputName(i), zeros, 0);
    }
    return run;
  }

  private Run take() {
    Run run = idle();
    run.use(kernels.current());
    return run;
  }

  private Run idle() {
    for (int i = 0; i < waiting.length(); i++) {
      @Nullable Run run = waiting.get(i) == null ? null : waiting.getAndSet(i, null);
      if (run != null) {
        return run;
      }
    }
    return plan.newRun(store);
  }

  private void giveBack(Run run) {
    for (int i = 0; i < waiting.length(); i++) {
      if (waiting.get(i) == null && waiting.compareAndSet(i, null, run)) {
        return;
      }
    }
  }
}
