package dev.cotangent.training.step;

import dev.cotangent.core.model.PlanContext;
import dev.cotangent.core.plan.Plan;
import dev.cotangent.core.plan.Profile;
import dev.cotangent.core.plan.Profiler;
import dev.cotangent.core.plan.Run;
import dev.cotangent.core.work.Work;
import dev.cotangent.core.work.Workers;
import java.util.Optional;

/** The optional profiler of a training; without one, no clock is read for profiling. */
public record Timing(Optional<Profiler> profiler) {

  public static Timing of(boolean wanted) {
    return new Timing(wanted ? Optional.of(Profiler.of()) : Optional.empty());
  }

  /** The context of a step's graph, which records the layers of its nodes if they are timed. */
  public PlanContext context() {
    PlanContext context = PlanContext.forTraining();
    return profiler.isPresent() ? context.traced() : context;
  }

  Run newRun(Plan plan, StepMemory memory) {
    return profiler
        .map(used -> plan.newRun(memory.stores(), memory.gradients(), used))
        .orElseGet(() -> plan.newRun(memory.stores(), memory.gradients()));
  }

  public Runnable bind(Workers workers, Work work) {
    return profiler.map(used -> used.bind(workers, work)).orElseGet(() -> workers.bind(work));
  }

  public Stopwatch stopwatch(String name) {
    return new Stopwatch(profiler.map(used -> used.section(name)));
  }

  public Optional<Profile> profile() {
    return profiler.map(Profiler::profile);
  }
}
