package dev.cotangent.core.plan;

import dev.cotangent.core.kernel.Kernels;
import dev.cotangent.core.kernel.Scratch;
import dev.cotangent.core.plan.compile.Schedule;
import dev.cotangent.core.plan.figures.StepFigures;
import dev.cotangent.core.plan.step.Node;
import dev.cotangent.core.plan.step.Slot;
import dev.cotangent.core.plan.step.Step;
import dev.cotangent.core.plan.step.Task;
import dev.cotangent.core.work.Rows;
import dev.cotangent.core.work.Work;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.IntConsumer;

/** A schedule bound to buffers, as {@link Work} that workers share. */
final class PlanWork implements Work {

  /** Distance between two workers' counters, so that they do not share a cache line. */
  private static final int COUNTER_STRIDE = 16;

  private final Schedule.Part[][] parts;
  private final Stretch[][][] stretches;
  private final Task[][][][] tasks;
  private final int[][] kernelSteps;
  private IntConsumer watcher = phase -> {};
  private Scratch[] scratch = {};
  private long[] kernelCalls = {};

  PlanWork(
      Schedule schedule,
      Kernels kernels,
      Function<Node, Slot> slots,
      BiFunction<Step, Task, Task> around) {
    int phases = schedule.phases.size();
    BiFunction<Step, Boolean, Task> binding =
        (step, panels) ->
            around.apply(
                step, panels ? step.bindPanels(kernels, slots) : step.bind(kernels, slots));
    parts = new Schedule.Part[phases][];
    stretches = new Stretch[phases][][];
    tasks = new Task[phases][][][];
    kernelSteps = new int[phases][];
    for (int phase = 0; phase < phases; phase++) {
      List<Schedule.Part> list = schedule.phases.get(phase);
      parts[phase] = list.toArray(Schedule.Part[]::new);
      stretches[phase] = new Stretch[list.size()][];
      tasks[phase] = new Task[list.size()][][];
      kernelSteps[phase] = new int[list.size()];
      for (int part = 0; part < list.size(); part++) {
        bind(phase, part, binding);
      }
    }
    prepare(1);
  }

  private void bind(int phase, int number, BiFunction<Step, Boolean, Task> binding) {
    Schedule.Part part = parts[phase][number];
    List<Stretch> cut = Stretch.of(part);
    stretches[phase][number] = cut.toArray(Stretch[]::new);
    tasks[phase][number] = new Task[cut.size()][];
    for (int i = 0; i < cut.size(); i++) {
      tasks[phase][number][i] =
          cut.get(i).steps().stream()
              .map(step -> binding.apply(step, part.panels))
              .toArray(Task[]::new);
    }
    kernelSteps[phase][number] = (int) part.steps.stream().filter(Step::usesKernels).count();
  }

  /** Ensures that there is scratch memory for at least that many workers. */
  void prepare(int workers) {
    int before = scratch.length;
    if (workers > before) {
      scratch = java.util.Arrays.copyOf(scratch, workers);
      for (int worker = before; worker < workers; worker++) {
        scratch[worker] = Scratch.of();
      }
      kernelCalls = java.util.Arrays.copyOf(kernelCalls, workers * COUNTER_STRIDE);
    }
  }

  /** Uses the scratch memory of other work, which does not run at the same time. */
  void share(PlanWork other) {
    if (scratch.length < other.scratch.length) {
      kernelCalls = java.util.Arrays.copyOf(kernelCalls, other.kernelCalls.length);
    }
    scratch = other.scratch.length < scratch.length ? scratch : other.scratch;
  }

  long kernelCalls() {
    long sum = 0;
    for (long calls : kernelCalls) {
      sum += calls;
    }
    return sum;
  }

  /** Sets the watcher that any worker tells, often, which phase is running. */
  void watch(IntConsumer newWatcher) {
    watcher = newWatcher;
  }

  @Override
  public int phases() {
    return parts.length;
  }

  @Override
  public int parts(int phase) {
    return parts[phase].length;
  }

  @Override
  public Rows rows(int phase, int part) {
    return parts[phase][part].rows;
  }

  @Override
  public int units(int phase, int part) {
    return parts[phase][part].units;
  }

  @Override
  public double cost(int phase, int part) {
    return parts[phase][part].steps.stream().mapToDouble(Step::cost).sum();
  }

  @Override
  public double bytes(int phase, int part) {
    return parts[phase][part].steps.stream()
        .mapToDouble(step -> StepFigures.of(step).bytes())
        .sum();
  }

  @Override
  public void run(int phase, int part, int from, int to, int worker) {
    watcher.accept(phase);
    Stretch[] cut = stretches[phase][part];
    for (int i = 0; i < cut.length; i++) {
      run(cut[i], tasks[phase][part][i], from, to, scratch[worker]);
    }
    kernelCalls[worker * COUNTER_STRIDE] += kernelSteps[phase][part];
  }

  private static void run(Stretch stretch, Task[] tasks, int from, int to, Scratch memory) {
    int end;
    for (int start = from; start < to; start = end) {
      end = Math.min(to, start + stretch.rows());
      for (int i = 0; i < tasks.length; i++) {
        try {
          tasks[i].run(start, end, memory);
        } catch (Throwable failure) {
          throw OpException.of(stretch.steps().get(i), failure);
        }
      }
    }
  }

  @Override
  public String describe(int phase, int part) {
    return parts[phase][part] + " (" + parts[phase][part].rows + ")";
  }
}
