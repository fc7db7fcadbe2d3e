package dev.cotangent.core.model;

import dev.cotangent.core.parameter.ParameterStore;
import dev.cotangent.core.plan.Plan;
import dev.cotangent.core.plan.Run;
import dev.cotangent.core.work.Workers;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/**
 * The plan for one number of rows and the runs that wait for work.
 *
 * <p>A call takes a run that waits or makes one, and gives it back if there is room: many threads
 * share few runs, and a thread that ends leaves nothing behind.
 */
final class PredictionPlan {

  private final PredictionGraph graph;
  private final String input;
  private final int rows;
  private final boolean rowwise;
  private final double bytes;
  private final Plan plan;
  private final ParameterStore store;
  private final Workers workers;
  private final AtomicReferenceArray<@Nullable Run> waiting =
      new AtomicReferenceArray<>(Math.max(16, 2 * Runtime.getRuntime().availableProcessors()));

  PredictionPlan(
      PredictionGraph graph, int rows, Plan plan, ParameterStore store, Workers workers) {
    this.graph = graph;
    this.input = graph.inputName(0);
    this.rows = rows;
    this.plan = plan;
    this.rowwise = plan.rowwise();
    this.bytes = plan.bytes();
    this.store = store;
    this.workers = workers;
  }

  /** The same plan for other values of the parameters. */
  PredictionPlan with(ParameterStore values) {
    return new PredictionPlan(graph, rows, plan, values, workers);
  }

  /** How many rows the plan takes. */
  int rows() {
    return rows;
  }

  /** Whether the rows of a batch do not see each other. */
  boolean rowwise() {
    return rowwise;
  }

  /** How much memory a run takes. */
  double bytes() {
    return bytes;
  }

  /** Predicts for the rows from one place of an array to a place of another. */
  void run(float[] in, int inOffset, float[] out, int outOffset) {
    Run run = take();
    if (run.hasInput(input)) { // not every function looks at it
      run.feed(input, in, inOffset);
    }
    run.execute(workers);
    run.read(0, out, outOffset);
    giveBack(run); // not after a failure, which may leave a run in any state
  }

  /** Predicts for rows of several arrays, whole samples each, in the order of the ports. */
  void run(Object[] in, float[][] out, int row) {
    Run run = take();
    for (int i = 0; i < in.length; i++) {
      feed(run, graph.inputName(i), in[i], row * graph.inputs().port(i).sample().size());
    }
    run.execute(workers);
    for (int i = 0; i < out.length; i++) {
      run.read(i, out[i], row * graph.outputs().port(i).sample().size());
    }
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

  private Run take() {
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
