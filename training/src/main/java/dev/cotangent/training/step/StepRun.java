package dev.cotangent.training.step;

import dev.cotangent.core.CotangentException;
import dev.cotangent.core.kernel.Kernels;
import dev.cotangent.core.parameter.Parameter;
import dev.cotangent.core.plan.Run;
import dev.cotangent.core.work.Workers;
import dev.cotangent.training.data.Batch;
import dev.cotangent.training.models.Models;
import dev.cotangent.training.models.NamedParameter;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;

/**
 * A step's plan bound to the parameters of its models. Single-threaded; running allocates nothing.
 */
public final class StepRun {

  private final StepGraph graph;
  private final Run run;
  private final double operations;
  private final Ranges[][] trained;
  private final int[] stateStores;
  private final int[] stateOffsets;
  private final int[] stateSizes;
  private final float[] newStates;
  private final StepMemory memory;
  private final String[] names;
  private final int[] lengths;
  private final BatchLengths form;
  private final Object[] fed;
  private final boolean[] read;
  private final float[][] shares;
  private final boolean weighsTheSame;
  private final double constantWeight;
  private @Nullable List<GradientPlace> gradients;

  /**
   * Binds a plan.
   *
   * @param batch a batch of the lengths that the plan was compiled for
   * @param groups the groups of weights, whose ranges are kept
   */
  public StepRun(
      StepGraph graph,
      Models models,
      ParameterGroups groups,
      Batch batch,
      StepMemory memory,
      RandomWords words,
      Timing timing) {
    this.graph = graph;
    this.memory = memory;
    this.run = timing.newRun(graph.plan(), memory);
    this.operations = graph.plan().cost();
    this.trained = new Ranges[models.count()][];
    Arrays.setAll(
        trained,
        model ->
            Ranges.ofGroups(
                memory.stores().get(model), groups.split(trained(graph, models, model))));
    List<Parameter> states = graph.states();
    this.stateStores = states.stream().mapToInt(memory::store).toArray();
    this.stateOffsets =
        states.stream()
            .mapToInt(state -> memory.stores().get(memory.store(state)).offset(state))
            .toArray();
    this.stateSizes = states.stream().mapToInt(state -> state.shape().size()).toArray();
    this.newStates = new float[Arrays.stream(stateSizes).sum()];
    this.names = new String[batch.size()];
    this.lengths = new int[batch.size()];
    this.fed = new Object[batch.size()];
    this.read = new boolean[batch.size()];
    this.form = BatchLengths.of(batch);
    Arrays.setAll(names, batch::name);
    for (int i = 0; i < read.length; i++) {
      read[i] = run.hasInput(names[i]);
    }
    Arrays.setAll(lengths, batch::length);
    this.shares = new float[graph.parts().size()][1];
    for (int part = 0; part < shares.length; part++) {
      StepTensors.feed(run, StepTensors.share(part), shares[part]);
    }
    words.feed(run);
    this.weighsTheSame = graph.parts().stream().allMatch(part -> part.weight().isPresent());
    this.constantWeight = weighsTheSame ? heaviest() : Double.NaN;
  }

  private static List<NamedParameter> trained(StepGraph graph, Models models, int model) {
    return models.parameters(model).stream()
        .filter(each -> graph.trained().contains(each.parameter()))
        .toList();
  }

  /** The ranges of the trained weights in each model and group. */
  public Ranges[][] trained() {
    return trained;
  }

  Kernels kernels() {
    return run.kernels();
  }

  /** Changes the kernels of the next execution. */
  void use(Kernels kernels) {
    run.use(kernels);
  }

  /** The floating-point operations of an execution. */
  double operations() {
    return operations;
  }

  /** The rows of the batch. */
  public int rows() {
    return graph.rows();
  }

  /** The array lengths of the run. */
  public BatchLengths form() {
    return form;
  }

  /** Whether the plan accepts a batch with these arrays. */
  boolean fits(Batch batch) {
    if (batch.size() != lengths.length) {
      return false;
    }
    for (int i = 0; i < lengths.length; i++) {
      if (batch.length(i) != lengths[i] || !isNamed(batch.name(i), names[i])) {
        return false;
      }
    }
    return true;
  }

  @SuppressWarnings("ReferenceEquality") // a fast path: identical in a steady state
  private static boolean isNamed(String name, String expected) {
    return name == expected || name.equals(expected);
  }

  /** Computes the total, the gradients and the new states; does not change the models. */
  public float execute(Batch batch, Workers workers) {
    feed(batch);
    run.execute(workers);
    int at = 0;
    for (int i = 0; i < stateSizes.length; i++) {
      run.read(i + 1, newStates, at);
      at += stateSizes[i];
    }
    return run.readScalar(0);
  }

  /** Sets the watcher that learns of each phase that runs. */
  void watch(IntConsumer watcher) {
    run.watch(watcher);
  }

  /** Ends the watching. */
  void unwatch() {
    run.watch(phase -> {});
  }

  /** The last phase that computes elements of a gradient array; −1 if none does. */
  int phaseOf(int store, int from, int to) {
    if (gradients == null) {
      gradients = graph.trained().stream().map(this::gradient).toList();
    }
    int last = -1;
    for (GradientPlace each : gradients) {
      if (each.store == store && each.from < to && each.to > from) {
        last = Math.max(last, each.phase);
      }
    }
    return last;
  }

  private GradientPlace gradient(Parameter parameter) {
    int store = memory.store(parameter);
    int from = memory.stores().get(store).offset(parameter);
    int to = from + parameter.shape().size();
    return new GradientPlace(store, from, to, run.lastPhaseOf(parameter));
  }

  private record GradientPlace(int store, int from, int to, int phase) {}

  /** An output of the last run. */
  public double[] output(int index) {
    return run.read(index);
  }

  /**
   * Feeds the arrays, which are read when the plan runs, so unchanged ones are fed only once. A
   * loss may leave its targets unused, and a layer its input.
   */
  private void feed(Batch batch) {
    for (int i = 0; i < fed.length; i++) {
      Object array = batch.array(i);
      if (fed[i] != array) {
        fed[i] = array;
        feed(i, array);
      }
    }
  }

  private void feed(int input, Object array) {
    if (!read[input]) {
      return;
    }
    if (array instanceof float[] numbers) {
      run.feed(names[input], numbers, 0);
    } else {
      run.feed(names[input], (int[]) array, 0);
    }
  }

  /** The value of a named output in the last run. */
  public float[] output(String name) {
    int index = graph.outputs().indexOf(name);
    if (index < 0) {
      throw new CotangentException(
          "the objective has no output '" + name + "', expected one of " + graph.outputs());
    }
    double[] values = run.read(graph.firstOutput() + index);
    float[] floats = new float[values.length];
    for (int i = 0; i < floats.length; i++) {
      floats[i] = (float) values[i];
    }
    return floats;
  }

  public int parts() {
    return graph.parts().size();
  }

  public String partName(int part) {
    return graph.parts().get(part).name();
  }

  /** The factor of a part's mean in the total. */
  double partFactor(int part) {
    return graph.parts().get(part).factor();
  }

  /** The mean of a part in the last run, without its factor. */
  public float partMean(int part) {
    return run.readScalar(graph.parts().get(part).mean());
  }

  /** The divisor of a part's sum. */
  double partWeight(int part) {
    StepGraph.PartPlace place = graph.parts().get(part);
    return place.weight().isPresent()
        ? place.weight().getAsDouble()
        : run.readScalar(place.weightOutput());
  }

  /** Sets the batch's share of a part's weight, if the graph has an input for it. */
  void share(int part, float share) {
    shares[part][0] = share;
  }

  /** Whether all batches of these lengths give the parts the same weights. */
  public boolean weighsTheSame() {
    return weighsTheSame;
  }

  /** The largest weight of a part; of a single part, the divisor of its sum. */
  public double weight() {
    return weighsTheSame ? constantWeight : heaviest();
  }

  private double heaviest() {
    double weight = 0;
    for (int part = 0; part < graph.parts().size(); part++) {
      weight = Math.max(weight, partWeight(part));
    }
    return weight;
  }

  /** The index of the first state with a non-finite new value; −1 if there is none. */
  public int nonFiniteState() {
    int at = 0;
    for (int i = 0; i < stateSizes.length; i++) {
      for (int end = at + stateSizes[i]; at < end; at++) {
        if (!Float.isFinite(newStates[at])) {
          return i;
        }
      }
    }
    return -1;
  }

  public Parameter state(int index) {
    return graph.states().get(index);
  }

  /** Copies the new value of each state to its place among all. */
  void copyNewStates(AveragedStates all, float[] into) {
    int from = 0;
    for (int i = 0; i < stateSizes.length; i++) {
      int at = all.at(stateStores[i], stateOffsets[i]);
      System.arraycopy(newStates, from, into, at, stateSizes[i]);
      from += stateSizes[i];
    }
  }

  /** The states that a step changes, in the order of their new values. */
  List<Parameter> states() {
    return graph.states();
  }

  /** Writes the new states to the models. */
  public void writeStates() {
    int at = 0;
    for (int i = 0; i < stateSizes.length; i++) {
      float[] values = memory.stores().get(stateStores[i]).array();
      System.arraycopy(newStates, at, values, stateOffsets[i], stateSizes[i]);
      at += stateSizes[i];
    }
  }

  /** Adds the calls of each kernel set that served this run. */
  void count(KernelCalls calls) {
    run.countCalls(calls::add);
  }
}
