package dev.cotangent.core.plan;

import dev.cotangent.core.plan.figures.PartTimer;
import dev.cotangent.core.plan.figures.TimedTask;
import dev.cotangent.core.plan.step.Step;
import dev.cotangent.core.plan.step.Task;
import dev.cotangent.core.work.Work;
import dev.cotangent.core.work.Workers;
import java.util.ArrayList;
import java.util.List;

/**
 * Decides whether a run is timed; chosen when it binds its steps, so that running has no checks.
 */
interface RunTimers {

  /** The task of a step on the kernels of that id, or a timed wrapper of it. */
  Task around(Step step, Task task, String kernels);

  /** Binds the run's work to workers; each call of the result executes it. */
  Runnable bind(Workers workers, Work work);

  /** No timing. */
  record None() implements RunTimers {

    @Override
    public Task around(Step step, Task task, String kernels) {
      return task;
    }

    @Override
    public Runnable bind(Workers workers, Work work) {
      return workers.bind(work);
    }
  }

  /** Times steps and phases. */
  final class On implements RunTimers {

    private final Profiler profiler;
    private final List<PartTimer> steps = new ArrayList<>();

    On(Profiler profiler) {
      this.profiler = profiler;
    }

    @Override
    public Task around(Step step, Task task, String kernels) {
      PartTimer timer = new PartTimer(profiler.step(step, kernels), false);
      steps.add(timer);
      return new TimedTask(task, timer);
    }

    @Override
    public Runnable bind(Workers workers, Work work) {
      List<PartTimer> phases = new ArrayList<>();
      for (int phase = 0; phase < work.phases(); phase++) {
        phases.add(new PartTimer(profiler.span("plan, phase " + phase), true));
      }
      return profiler.bind(workers, work, phases, steps);
    }
  }
}
