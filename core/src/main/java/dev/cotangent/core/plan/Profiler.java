package dev.cotangent.core.plan;

import dev.cotangent.core.plan.figures.PartTimer;
import dev.cotangent.core.plan.figures.StepFigures;
import dev.cotangent.core.plan.figures.Tally;
import dev.cotangent.core.plan.figures.TimedWork;
import dev.cotangent.core.plan.step.Step;
import dev.cotangent.core.work.Work;
import dev.cotangent.core.work.Workers;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongConsumer;

/**
 * Measures the time of plan steps, of phases of other work and of sections of a thread. It starts
 * when it is created; {@link #profile} returns what was collected so far.
 *
 * <p>A run must be created with the profiler ({@link Plan#newRun(java.util.List, java.util.List,
 * Profiler)}), since its steps read the clock; a run without a profiler never does. Results are the
 * same bits with and without. Safe for use by many threads.
 */
public final class Profiler {

  /** The key of a tally: steps of equal layer, name and shapes on one kernel set. */
  private record Key(String layer, String name, String kernels, String shapes) {}

  /** A key, the work of one call, and the measured times. */
  private record Entry(Key key, double operations, double bytes, Tally tally) {}

  private final long start = System.nanoTime();
  private final Map<Key, Entry> known = new HashMap<>();
  private final List<Entry> spans = new ArrayList<>();
  private final List<Entry> steps = new ArrayList<>();

  private Profiler() {
    // all fields start empty
  }

  /** Creates a profiler without measurements. */
  public static Profiler of() {
    return new Profiler();
  }

  /**
   * A section of one thread's work, reported under that name: it takes the nanoseconds of each
   * call, which count as busy. Safe for use by many threads.
   */
  public LongConsumer section(String name) {
    Tally tally = span(name);
    return nanos -> tally.add(nanos, nanos);
  }

  /**
   * Binds work to workers and times its phases, under the names that {@link Work#describe} gives to
   * their first parts.
   */
  public Runnable bind(Workers workers, Work work) {
    List<PartTimer> phases = new ArrayList<>();
    for (int phase = 0; phase < work.phases(); phase++) {
      phases.add(new PartTimer(span(work.describe(phase, 0)), true));
    }
    return bind(workers, work, phases, List.of());
  }

  /** Binds work to workers with timers for its phases and steps. */
  Runnable bind(Workers workers, Work work, List<PartTimer> phases, List<PartTimer> parts) {
    Runnable bound = workers.bind(new TimedWork(work, phases));
    return () -> {
      try {
        bound.run();
      } finally {
        phases.forEach(PartTimer::flush);
        parts.forEach(PartTimer::flush);
      }
    };
  }

  /** The tally of a named section. */
  Tally span(String name) {
    return entry(spans, new Key("", name, "", ""), Double.NaN, Double.NaN);
  }

  /** The tally of a step. */
  Tally step(Step step, String kernels) {
    StepFigures figures = StepFigures.of(step);
    Key key = new Key(step.place(), figures.kernel(), kernels, figures.shapes());
    return entry(steps, key, figures.operations(), figures.bytes());
  }

  private synchronized Tally entry(List<Entry> list, Key key, double operations, double bytes) {
    Entry entry = known.get(key);
    if (entry == null) {
      entry = new Entry(key, operations, bytes, new Tally());
      known.put(key, entry);
      list.add(entry);
    }
    return entry.tally();
  }

  /** The measurements so far. */
  public synchronized Profile profile() {
    double elapsed = Profile.NANO * (System.nanoTime() - start);
    return new Profile(
        elapsed,
        spans.stream().map(Profiler::span).toList(),
        steps.stream().map(Profiler::step).toList());
  }

  private static Profile.Section span(Entry entry) {
    Tally tally = entry.tally();
    return new Profile.Section(
        entry.key().name(),
        tally.calls(),
        Profile.NANO * tally.nanos(),
        Profile.NANO * tally.medianNanos(),
        Profile.NANO * tally.busyNanos());
  }

  private static Profile.Kernel step(Entry entry) {
    Tally tally = entry.tally();
    return new Profile.Kernel(
        entry.key().layer(),
        entry.key().name(),
        entry.key().kernels(),
        entry.key().shapes(),
        tally.calls(),
        Profile.NANO * tally.nanos(),
        Profile.NANO * tally.medianNanos(),
        entry.operations() * tally.calls(),
        entry.bytes() * tally.calls());
  }
}
