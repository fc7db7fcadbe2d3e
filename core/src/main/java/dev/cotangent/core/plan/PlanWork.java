package dev.cotangent.core.plan;

import dev.cotangent.core.CotangentException;
import dev.cotangent.core.kernel.Kernels;
import dev.cotangent.core.kernel.Scratch;
import dev.cotangent.core.op.Rows;
import dev.cotangent.core.work.Work;
import java.util.List;
import java.util.function.Function;

/** A schedule bound to buffers, as work for workers. */
final class PlanWork implements Work {

  /** Distance between two workers' counters, so that they do not share a cache line. */
  private static final int COUNTER_STRIDE = 16;

  private final Schedule.Part[][] parts;
  private final Task[][][] tasks;
  private final int[][] kernelSteps;
  private Scratch[] scratch = {};
  private long[] kernelCalls = {};

  PlanWork(Schedule schedule, Kernels kernels, Function<Node, Slot> slots) {
    int phases = schedule.phases.size();
    parts = new Schedule.Part[phases][];
    tasks = new Task[phases][][];
    kernelSteps = new int[phases][];
    for (int phase = 0; phase < phases; phase++) {
      List<Schedule.Part> list = schedule.phases.get(phase);
      parts[phase] = list.toArray(Schedule.Part[]::new);
      tasks[phase] = new Task[list.size()][];
      kernelSteps[phase] = new int[list.size()];
      for (int part = 0; part < list.size(); part++) {
        List<Step> steps = list.get(part).steps;
        tasks[phase][part] =
            steps.stream().map(step -> step.bind(kernels, slots)).toArray(Task[]::new);
        kernelSteps[phase][part] = (int) steps.stream().filter(Step::usesKernels).count();
      }
    }
    prepare(1);
  }

  /** Makes working memory for that many workers. */
  void prepare(int workers) {
    int before = scratch.length;
    if (workers > before) {
      scratch = java.util.Arrays.copyOf(scratch, workers);
      for (int worker = before; worker < workers; worker++) {
        scratch[worker] = new Scratch();
      }
      kernelCalls = java.util.Arrays.copyOf(kernelCalls, workers * COUNTER_STRIDE);
    }
  }

  long kernelCalls() {
    long sum = 0;
    for (long calls : kernelCalls) {
      sum += calls;
    }
    return sum;
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
  public void run(int phase, int part, int from, int to, int worker) {
    Task[] steps = tasks[phase][part];
    Scratch memory = scratch[worker];
    for (int i = 0; i < steps.length; i++) {
      try {
        steps[i].run(from, to, memory);
      } catch (RuntimeException | Error failure) {
        throw new CotangentException(
            "op " + parts[phase][part].steps.get(i) + " failed: " + failure, failure);
      }
    }
    kernelCalls[worker * COUNTER_STRIDE] += kernelSteps[phase][part];
  }

  @Override
  public String describe(int phase, int part) {
    return parts[phase][part] + " (" + parts[phase][part].rows + ")";
  }
}
