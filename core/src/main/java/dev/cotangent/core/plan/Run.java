package dev.cotangent.core.plan;

import dev.cotangent.core.CotangentException;
import dev.cotangent.core.MemoryException;
import dev.cotangent.core.kernel.Kernels;
import dev.cotangent.core.op.leaf.Constant;
import dev.cotangent.core.op.leaf.Input;
import dev.cotangent.core.parameter.Parameter;
import dev.cotangent.core.plan.compile.Buffers;
import dev.cotangent.core.plan.compile.Schedule;
import dev.cotangent.core.plan.step.Node;
import dev.cotangent.core.plan.step.ParameterMemory;
import dev.cotangent.core.plan.step.Slot;
import dev.cotangent.core.plan.step.Step;
import dev.cotangent.core.text.Nearest;
import dev.cotangent.core.work.Work;
import dev.cotangent.core.work.Workers;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;

/**
 * A plan with its own buffers, which can be fed, executed and read repeatedly, by one thread at a
 * time. In steady state, feeding, executing and reading into an array allocate nothing.
 *
 * <p>Fed arrays are not copied: they are read while {@link #execute} runs, and so are parameters.
 */
public final class Run {

  private final Plan plan;
  private final IdentityHashMap<Node, Slot> slots = new IdentityHashMap<>();
  private final Map<String, RunInput> inputs = new HashMap<>();
  private final List<Slot> buffers = new ArrayList<>();
  private final List<Node> unfed = new ArrayList<>();
  private final Slot[] outputs;
  private final List<Binding> bindings = new ArrayList<>();
  private Binding binding;
  private final RunTimers timers;
  private @Nullable Workers boundTo;
  private Runnable bound = () -> {};

  Run(Plan plan, ParameterSlots parameters, RunTimers timers) {
    this.plan = plan;
    this.timers = timers;
    plan.leaves.forEach(leaf -> slots.put(leaf, leafSlot(leaf, parameters)));
    IdentityHashMap<Node, Slot> external = gradientSlots(parameters);
    allocate(plan.constantSchedule, plan.constantBuffers, external, new ArrayList<>());
    allocate(plan.schedule, plan.buffers, external, buffers);
    this.outputs = plan.outputs.stream().map(this::slot).toArray(Slot[]::new);
    PlanWork constants =
        new PlanWork(plan.constantSchedule, plan.kernels, this::slot, (step, task) -> task);
    Workers.serial().bind(constants).run();
    this.binding = bind(plan.kernels);
    bindings.add(binding);
  }

  /** The plan's work on one kernel set, in the run's memory. */
  private record Binding(Kernels kernels, PlanWork work) {}

  private Binding bind(Kernels kernels) {
    PlanWork work =
        new PlanWork(
            plan.schedule,
            kernels,
            this::slot,
            (step, task) -> timers.around(step, task, kernels.id()));
    return new Binding(kernels, work);
  }

  /** The kernels of the next execution. */
  public Kernels kernels() {
    return binding.kernels;
  }

  /**
   * Changes the kernels from the next execution on, in the same memory; all sets compute the same
   * bits. Returning to earlier kernels allocates nothing.
   */
  public void use(Kernels kernels) {
    if (kernels == binding.kernels) {
      return;
    }
    Binding next = bindingOf(kernels);
    next.work.share(binding.work);
    binding = next;
    boundTo = null;
  }

  private Binding bindingOf(Kernels kernels) {
    for (Binding each : bindings) {
      if (each.kernels == kernels) {
        return each;
      }
    }
    Binding made = bind(kernels);
    bindings.add(made);
    return made;
  }

  private Slot leafSlot(Node leaf, ParameterSlots parameters) {
    if (leaf.op instanceof Constant constant) {
      return constantSlot(constant);
    }
    if (leaf.op instanceof ParameterMemory memory) {
      return parameters.value(memory.parameter());
    }
    String name = ((Input) leaf.op).name();
    return inputs.computeIfAbsent(name, first -> new RunInput(unfed)).add(leaf);
  }

  private static Slot constantSlot(Constant constant) {
    Slot slot = new Slot();
    switch (constant.type().dtype()) {
      case F64 -> slot.doubles = (double[]) constant.array();
      case I32 -> slot.ints = (int[]) constant.array();
      default -> slot.floats = (float[]) constant.array();
    }
    return slot;
  }

  private IdentityHashMap<Node, Slot> gradientSlots(ParameterSlots parameters) {
    IdentityHashMap<Node, Slot> external = new IdentityHashMap<>();
    for (int i = 0; i < plan.gradientNodes.size(); i++) {
      Slot slot = parameters.gradient(plan.gradients.get(i).parameter());
      external.put(plan.gradientNodes.get(i).base(), slot);
    }
    return external;
  }

  private void allocate(
      Schedule schedule,
      Buffers assigned,
      IdentityHashMap<Node, Slot> external,
      List<Slot> allocated) {
    MemoryException.allocate(
        "a run of ".concat(Integer.toString(schedule.nodes())).concat(" operations"),
        assigned.bytes(),
        () -> {
          for (Buffers.Buffer buffer : assigned.buffers) {
            allocated.add(Slot.allocate(buffer.dtype(), buffer.size()));
          }
          return allocated;
        });
    for (List<Schedule.Part> phase : schedule.phases) {
      for (Schedule.Part part : phase) {
        for (Step step : part.steps) {
          for (Node output : step.outputs()) {
            Slot slot = external.get(output);
            slots.put(output, slot != null ? slot : allocated.get(assigned.of(output)));
          }
        }
      }
    }
  }

  private Slot slot(Node node) {
    Slot slot = slots.get(node.base());
    if (slot == null) {
      throw new IllegalStateException("no memory for " + node);
    }
    return slot;
  }

  /**
   * Feeds an F32 or BOOL input from an array, which is read during {@link #execute}, not now.
   *
   * @throws CotangentException if no input has that name
   * @throws dev.cotangent.core.ShapeException if the array is too short from {@code offset} or the
   *     input holds another type
   */
  public void feed(String name, float[] array, int offset) {
    input(name).feed(array, offset);
  }

  /** Feeds an I32 input; see {@link #feed(String, float[], int)}. */
  public void feed(String name, int[] array, int offset) {
    input(name).feed(array, offset);
  }

  /** Feeds an F64 input; see {@link #feed(String, float[], int)}. */
  public void feed(String name, double[] array, int offset) {
    input(name).feed(array, offset);
  }

  /** Whether the plan has an input of that name. */
  public boolean hasInput(String name) {
    return inputs.containsKey(name);
  }

  private RunInput input(String name) {
    RunInput input = inputs.get(name);
    if (input == null) {
      throw new CotangentException(
          "the plan has no input '"
              + name
              + "', expected one of "
              + plan.inputNames()
              + Nearest.hint(name, plan.inputNames()));
    }
    return input;
  }

  /** Runs the plan on the calling thread. */
  public void execute() {
    execute(Workers.serial());
  }

  /**
   * Runs the plan on workers; their number does not change a bit of the result.
   *
   * @throws CotangentException if an input has not been fed
   * @throws dev.cotangent.core.work.WorkException if an op fails; the message names it and the rows
   * @throws java.util.concurrent.CancellationException if the thread is interrupted
   */
  public void execute(Workers workers) {
    if (!unfed.isEmpty()) {
      Node missing = unfed.get(0);
      throw new CotangentException(
          missing.op.id()
              + " "
              + missing.type
              + " has not been fed, expected Run.feed before execute");
    }
    if (boundTo != workers) {
      binding.work.prepare(workers.count());
      bound = timers.bind(workers, binding.work);
      boundTo = workers;
    }
    bound.run();
  }

  /**
   * Sets the watcher that learns which phase is running, until another is set. Any worker calls it,
   * more than once in a phase; it must return soon. In phase p, all that phases before p write is
   * complete.
   */
  public void watch(IntConsumer watcher) {
    binding.work.watch(watcher);
  }

  /**
   * The last phase that writes or reads the gradient of a parameter; −1 if there is none, or its
   * values never change.
   */
  public int lastPhaseOf(Parameter parameter) {
    int index = plan.gradients.size() - 1;
    while (index >= 0 && plan.gradients.get(index).parameter() != parameter) {
      index--;
    }
    return index < 0 ? -1 : plan.schedule.lastPhaseOf(plan.gradientNodes.get(index));
  }

  /** The work that {@link #execute} does, for callers that split and schedule it themselves. */
  public Work work() {
    return binding.work;
  }

  /** Copies an F32 output, row-major, to {@code target} from {@code offset}. */
  public void read(int output, float[] target, int offset) {
    Slot slot = outputs[output];
    System.arraycopy(slot.floats, slot.offset, target, offset, plan.outputs.get(output).size());
  }

  /** Returns the first element of an F32 output, without allocating. */
  public float readScalar(int output) {
    Slot slot = outputs[output];
    return slot.floats[slot.offset];
  }

  /** Returns a copy of an output of any element type as doubles, row-major. */
  public double[] read(int output) {
    Node node = plan.outputs.get(output);
    double[] values = new double[node.size()];
    outputs[output].read(node.type.dtype(), values);
    return values;
  }

  /** Number of kernel calls of this run so far (one call may cover a block of rows). */
  public long kernelCalls() {
    long sum = 0;
    for (Binding each : bindings) {
      sum += each.work.kernelCalls();
    }
    return sum;
  }

  /** Passes on each kernel set that served this run, with its number of calls so far. */
  public void countCalls(BiConsumer<Kernels, Long> counter) {
    bindings.forEach(each -> counter.accept(each.kernels, each.work.kernelCalls()));
  }

  /** Fills every buffer with NaN, to reveal values that a later run fails to write. */
  public void poison() {
    buffers.forEach(Slot::poison);
  }

  /** Size of the buffers that this run owns, in bytes. */
  public long bufferBytes() {
    long bytes = 0;
    for (Slot slot : buffers) {
      bytes += 4L * slot.floats.length + 4L * slot.ints.length + 8L * slot.doubles.length;
    }
    return bytes;
  }
}
