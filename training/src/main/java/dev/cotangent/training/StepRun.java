package dev.cotangent.training;

import dev.cotangent.core.kernel.Kernels;
import dev.cotangent.core.model.PlanContext;
import dev.cotangent.core.parameter.ParameterStore;
import dev.cotangent.core.plan.Run;
import dev.cotangent.core.work.Workers;
import java.util.Arrays;
import java.util.List;

/** A step's plan bound to a model's parameters. For one thread; running allocates nothing. */
final class StepRun {

  private final StepGraph graph;
  private final Run run;
  private final Ranges[] trained;
  private final int[] stateOffsets;
  private final int[] stateSizes;
  private final float[] newStates;
  private float[] features = {};
  private int[] labels = {};
  private float[] targets = {};
  private float[] weights = {};

  StepRun(
      StepGraph graph,
      ParameterStore store,
      float[] gradients,
      int[] seed,
      int[] step,
      int[] firstRow,
      Timing timing) {
    this.graph = graph;
    this.run = timing.newRun(graph.plan(), store, gradients);
    this.trained = Ranges.ofGroups(store, graph.groups().split(graph.trained()));
    this.stateOffsets = graph.states().stream().mapToInt(store::offset).toArray();
    this.stateSizes = graph.states().stream().mapToInt(state -> state.shape().size()).toArray();
    this.newStates = new float[Arrays.stream(stateSizes).sum()];
    feedReserved(seed, step, firstRow);
  }

  private void feedReserved(int[] seed, int[] step, int[] firstRow) {
    for (String name : List.of(PlanContext.SEED, PlanContext.STEP, PlanContext.ROW)) {
      if (run.hasInput(name)) {
        int[] value = name.equals(PlanContext.SEED) ? seed : step;
        run.feed(name, name.equals(PlanContext.ROW) ? firstRow : value, 0);
      }
    }
  }

  /** Where the weights of each group lie that a gradient flows to. */
  Ranges[] trained() {
    return trained;
  }

  BatchForm form() {
    return graph.form();
  }

  Kernels kernels() {
    return graph.kernels();
  }

  /** Computes loss, gradients and new states; nothing of the model changes. */
  float execute(Batch batch, Workers workers) {
    feed(batch);
    run.execute(workers);
    int at = 0;
    for (int i = 0; i < stateSizes.length; i++) {
      run.read(i + 1, newStates, at);
      at += stateSizes[i];
    }
    return run.readScalar(0);
  }

  /** A result of the last run. */
  double[] output(int index) {
    return run.read(index);
  }

  /** Arrays are read when the plan runs, so the same ones are fed once. */
  private void feed(Batch batch) {
    if (features != batch.features()) {
      features = batch.features();
      StepTensors.feed(run, StepTensors.FEATURES, features);
    }
    if (labels != batch.labels() && batch.labels().length > 0) {
      labels = batch.labels();
      StepTensors.feed(run, StepTensors.TARGET, labels);
    }
    if (targets != batch.targets() && batch.targets().length > 0) {
      targets = batch.targets();
      StepTensors.feed(run, StepTensors.TARGET, targets);
    }
    if (weights != batch.weights() && batch.weights().length > 0) {
      weights = batch.weights();
      StepTensors.feed(run, StepTensors.WEIGHTS, weights);
    }
  }

  /** The sum of the weights of the batch's losses, by which their mean was divided. */
  double weight() {
    return graph.weight().isPresent()
        ? graph.weight().getAsDouble()
        : run.readScalar(stateSizes.length + 1);
  }

  /** The name of a state whose new value is not finite; empty if there is none. */
  String nonFiniteState() {
    int at = 0;
    for (int i = 0; i < stateSizes.length; i++) {
      for (int end = at + stateSizes[i]; at < end; at++) {
        if (!Float.isFinite(newStates[at])) {
          return graph.states().get(i).name();
        }
      }
    }
    return "";
  }

  /** Gives the model its new states. */
  void writeStates(float[] values) {
    int at = 0;
    for (int i = 0; i < stateSizes.length; i++) {
      System.arraycopy(newStates, at, values, stateOffsets[i], stateSizes[i]);
      at += stateSizes[i];
    }
  }

  long kernelCalls() {
    return run.kernelCalls();
  }
}
