package dev.cotangent.core.plan;

import dev.cotangent.core.work.Work;
import dev.cotangent.core.work.Workers;
import java.util.ArrayList;
import java.util.List;

/** Whether and how a run is timed; decided when it binds its steps, so that running never asks. */
interface RunTimers {

  /** The task that does a step, or one around it. */
  Task around(Step step, Task task);

  /** What does the run's work each time it is called. */
  Runnable bind(Workers workers, Work work);

  /** Nothing is timed. */
  record None() implements RunTimers {

    @Override
    public Task around(Step step, Task task) {
      return task;
    }

    @Override
    public Runnable bind(Workers workers, Work work) {
      return workers.bind(work);
    }
  }

  /** Steps and phases are timed. */
  final class On implements RunTimers {

    private final Profiler profiler;
    private final Plan plan;
    private final List<PartTimer> steps = new ArrayList<>();

    On(Profiler profiler, Plan plan) {
      this.profiler = profiler;
      this.plan = plan;
    }

    @Override
    public Task around(Step step, Task task) {
      PartTimer timer = new PartTimer(profiler.step(step, plan.kernels.id()), false);
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
