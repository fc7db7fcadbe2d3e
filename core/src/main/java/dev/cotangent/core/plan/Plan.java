package dev.cotangent.core.plan;

import dev.cotangent.core.TensorType;
import dev.cotangent.core.event.Events;
import dev.cotangent.core.event.Span;
import dev.cotangent.core.graph.Tensor;
import dev.cotangent.core.kernel.Kernels;
import dev.cotangent.core.op.leaf.Constant;
import dev.cotangent.core.op.leaf.Input;
import dev.cotangent.core.op.shape.Reshape;
import dev.cotangent.core.parameter.ParameterStore;
import dev.cotangent.core.plan.compile.Buffers;
import dev.cotangent.core.plan.compile.Fusion;
import dev.cotangent.core.plan.compile.Lowering;
import dev.cotangent.core.plan.compile.Schedule;
import dev.cotangent.core.plan.compile.StepRules;
import dev.cotangent.core.plan.figures.Quantity;
import dev.cotangent.core.plan.step.Node;
import dev.cotangent.core.plan.step.Step;
import dev.cotangent.core.work.Rows;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A compiled graph: a schedule of kernel calls over preassigned buffers, shared by any number of
 * runs.
 *
 * <p>Dead nodes are dropped and equal ones merged; elementwise chains run block by block, on the
 * rows of a matrix product if they follow one; buffers are shared by lifetime. None of this changes
 * a bit of the result. Nodes that depend on constants alone are computed once per {@link Run}.
 * Immutable and safe for use by many threads.
 */
public final class Plan {

  final Kernels kernels;
  final List<Node> outputs = new ArrayList<>();
  final List<Node> leaves = new ArrayList<>();
  final List<ParameterGradient> gradients;
  final List<Node> gradientNodes = new ArrayList<>();
  final List<Step> constantSteps = new ArrayList<>();
  final Schedule schedule;
  final Schedule constantSchedule;
  final Buffers buffers;
  final Buffers constantBuffers;
  private final List<TensorType> outputTypes;

  private Plan(
      List<Tensor> tensors,
      List<ParameterGradient> gradients,
      Kernels kernels,
      Lowering lowering,
      boolean optimize) {
    this.kernels = kernels;
    this.gradients = List.copyOf(gradients);
    this.outputTypes = tensors.stream().map(Tensor::type).toList();
    for (Tensor tensor : tensors) {
      outputs.add(lowering.lower(tensor));
    }
    for (ParameterGradient gradient : gradients) {
      Node node =
          lowering.transpose(
              lowering.lower(gradient.gradient()), gradient.parameter().storageOrder());
      gradientNodes.add(ownMemory(node, lowering));
    }
    List<Node> wanted = new ArrayList<>(outputs);
    wanted.addAll(gradientNodes);
    Fusion fusion = new Fusion(lowering.nodes(), wanted, optimize);
    List<Step> steps = emit(lowering.nodes(), fusion, optimize);
    Set<Node> kept = bases(outputs);
    Set<Node> slices = bases(gradientNodes);
    schedule = new Schedule(steps);
    buffers = new Buffers(schedule, kept, slices, optimize);
    constantSchedule = new Schedule(constantSteps);
    constantBuffers = new Buffers(constantSchedule, kept, slices, false);
  }

  /**
   * Compiles the outputs.
   *
   * @param kernels the kernel set that runs float32 ops
   */
  public static Plan compile(List<Tensor> outputs, Kernels kernels) {
    return compile(outputs, List.of(), kernels);
  }

  /**
   * Compiles outputs, and gradients that are written to their parameters' slices of a gradient
   * array.
   */
  public static Plan compile(
      List<Tensor> outputs, List<ParameterGradient> gradients, Kernels kernels) {
    return compiled(outputs, gradients, kernels, new Lowering(true));
  }

  /**
   * Like {@link #compile(List, List, Kernels)}, with a function that names the place of a tensor,
   * such as the path of its layer, or returns an empty string: for a {@link Profile}.
   */
  public static Plan compile(
      List<Tensor> outputs,
      List<ParameterGradient> gradients,
      Kernels kernels,
      Function<Tensor, String> places) {
    return compiled(outputs, gradients, kernels, new Lowering(true, places));
  }

  private static Plan compiled(
      List<Tensor> outputs, List<ParameterGradient> gradients, Kernels kernels, Lowering lowering) {
    @Nullable Span event = Events.plan();
    Plan plan = new Plan(outputs, gradients, kernels, lowering, true);
    if (event != null) {
      Events.planned(event, kernels.id(), plan.stepCount(), plan.bytes(), plan.cost());
    }
    return plan;
  }

  /**
   * Compiles without optimization: node by node, each in its own buffer. Every plan must agree with
   * this one to the bit.
   */
  public static Plan unoptimized(
      List<Tensor> outputs, List<ParameterGradient> gradients, Kernels kernels) {
    return new Plan(outputs, gradients, kernels, new Lowering(false), false);
  }

  /** A run without parameters. */
  public Run newRun() {
    return newRun(ParameterStore.of(List.of()));
  }

  /** A run that reads its parameters from a store. */
  public Run newRun(ParameterStore store) {
    return newRun(store, new float[gradients.isEmpty() ? 0 : store.trainableSize()]);
  }

  /**
   * A run that reads its parameters from a store and writes gradients into an array with the
   * store's layout.
   *
   * @throws dev.cotangent.core.CotangentException if the store lacks a parameter that the plan
   *     needs
   */
  public Run newRun(ParameterStore store, float[] gradientArray) {
    return newRun(List.of(store), List.of(gradientArray));
  }

  /**
   * A run that reads the parameters of several models, each from the store that holds it, and
   * writes gradients into arrays with the layouts of these stores.
   *
   * @throws dev.cotangent.core.CotangentException if a parameter that the plan needs is in none of
   *     the stores or in two
   */
  public Run newRun(List<ParameterStore> stores, List<float[]> gradientArrays) {
    return new Run(this, new ParameterSlots(stores, gradientArrays), new RunTimers.None());
  }

  /** Like {@link #newRun(List, List)}, timed step by step. */
  public Run newRun(List<ParameterStore> stores, List<float[]> gradientArrays, Profiler profiler) {
    RunTimers timers = new RunTimers.On(profiler);
    return new Run(this, new ParameterSlots(stores, gradientArrays), timers);
  }

  /** Element type and shape of each output. */
  public List<TensorType> outputTypes() {
    return outputTypes;
  }

  /** The memory of a run in bytes, without parameters and fed arrays. */
  public double bytes() {
    return buffers.bytes() + constantBuffers.bytes();
  }

  /** Approximate number of floating-point operations of one run. */
  public double cost() {
    double cost = 0;
    for (List<Schedule.Part> phase : schedule.phases) {
      for (Schedule.Part part : phase) {
        for (Step step : part.steps) {
          cost += step.cost();
        }
      }
    }
    return cost;
  }

  private int stepCount() {
    return (int)
        schedule.phases.stream().flatMap(List::stream).mapToLong(p -> p.steps.size()).sum();
  }

  /**
   * Whether row i of every output depends on row i of the fed inputs alone, so that a batch may be
   * split.
   */
  public boolean rowwise() {
    return coupling().isEmpty();
  }

  /**
   * The first step that is in the way of {@link #rowwise}, as its ops, followed by its place if the
   * plan knows places; empty if there is none.
   */
  public Optional<String> coupling() {
    return new RowIndependence(this).breach();
  }

  /**
   * Describes the plan for a person: a summary, then a table of its steps.
   *
   * <p>The table has a line for each step, in the order in which they run: its phase, how it can be
   * split among workers, its kernel with the ops fused into it, the shapes of operands and result,
   * the buffer of the result, bytes read and written, floating-point operations, and operations per
   * byte. Equal graphs give equal text.
   */
  public String describe() {
    return PlanDescription.of(this);
  }

  /**
   * Describes the plan as {@link #describe()} does, then what bounds its time on a machine; see
   * {@link PlanFigures#describe}. Parts are divided evenly among workers.
   */
  public String describe(Machine machine) {
    return describe() + '\n' + figures().describe(machine);
  }

  /** The operations and bytes of a run, which bound its time on a machine. */
  public PlanFigures figures() {
    return PlanLoad.of(this);
  }

  private static Set<Node> bases(List<Node> nodes) {
    Set<Node> bases = Collections.newSetFromMap(new IdentityHashMap<>());
    nodes.forEach(node -> bases.add(node.base()));
    return bases;
  }

  private Node ownMemory(Node node, Lowering lowering) {
    Node base = node.base();
    boolean taken =
        base.isLeaf()
            || outputs.stream().anyMatch(output -> output.base() == base)
            || gradientNodes.stream().anyMatch(other -> other.base() == base);
    return taken ? lowering.copy(node) : node;
  }

  private List<Step> emit(List<Node> nodes, Fusion fusion, boolean optimize) {
    StepRules rules = new StepRules(nodes, fusion, optimize);
    boolean[] made = new boolean[nodes.size()];
    boolean[] constant = new boolean[nodes.size()];
    List<Step> steps = new ArrayList<>();
    for (Node node : nodes) {
      if (!fusion.isDemanded(node) || made[node.id]) {
        continue;
      }
      if (node.isLeaf()) {
        leaves.add(node);
        constant[node.id] = node.op instanceof Constant;
      } else if (node.op instanceof Reshape) {
        constant[node.id] = constant[node.base().id];
      } else {
        Step step = rules.step(node);
        step.outputs().forEach(output -> made[output.id] = true);
        emit(step, constant, steps);
      }
    }
    return steps;
  }

  private void emit(Step step, boolean[] constant, List<Step> steps) {
    boolean folds = step.operands().stream().allMatch(operand -> constant[operand.node().id]);
    if (folds && !gradientNodes.stream().anyMatch(node -> step.outputs().contains(node.base()))) {
      step.outputs().forEach(output -> constant[output.id] = true);
      constantSteps.add(step);
    } else {
      steps.add(step);
    }
  }

  /** The names of the inputs to feed before a run. */
  public List<String> inputNames() {
    return leaves.stream()
        .filter(leaf -> leaf.op instanceof Input)
        .map(leaf -> ((Input) leaf.op).name())
        .toList();
  }

  /** The fraction of the arithmetic, 0 to 1, that cannot be split among workers. */
  public double wholeShare() {
    double whole =
        schedule.phases.stream()
            .flatMap(List::stream)
            .filter(part -> part.rows == Rows.WHOLE)
            .flatMap(part -> part.steps.stream())
            .mapToDouble(Step::cost)
            .sum();
    return cost() == 0 ? 0 : whole / cost();
  }

  /** Steps, arithmetic, memory of a run and kernels, in one line. */
  @Override
  public String toString() {
    return "Plan["
        + Quantity.count(stepCount(), "step")
        + ", "
        + Quantity.of(cost(), "FLOP")
        + ", "
        + Quantity.of(bytes(), "B")
        + ", "
        + kernels.id()
        + " kernels]";
  }
}
