package dev.cotangent.training.step;

import dev.cotangent.core.foreign.CodePlace;
import dev.cotangent.core.model.PluginUse;
import dev.cotangent.core.work.Splitting;
import dev.cotangent.core.work.Work;
import dev.cotangent.core.work.Workers;
import dev.cotangent.core.work.watch.ForwardingWork;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Workers that record what each of them is doing, for the error message about a step that does not
 * end.
 */
public final class Activity implements Workers {

  private final Workers workers;
  private final List<PluginUse> plugins;
  private final WorkerActivity[] activities;

  /**
   * Watches workers.
   *
   * @param plugins the plugins whose code the workers run
   */
  Activity(Workers workers, List<PluginUse> plugins) {
    this.workers = workers;
    this.plugins = plugins;
    this.activities = new WorkerActivity[workers.count()];
    Arrays.setAll(activities, worker -> new WorkerActivity());
  }

  /** The current work of one worker; reused. */
  private static final class WorkerActivity {

    private int phase;
    private int part;
    private int from;
    private int to;
    private volatile @Nullable Work work;
    private volatile @Nullable Thread thread;
  }

  private final class Watched extends ForwardingWork {

    private Watched(Work work) {
      super(work);
    }

    @Override
    public void run(int phase, int part, int from, int to, int worker) {
      WorkerActivity now = activities[worker];
      now.phase = phase;
      now.part = part;
      now.from = from;
      now.to = to;
      now.work = this;
      now.thread = Thread.currentThread();
      try {
        super.run(phase, part, from, to, worker);
      } finally {
        now.thread = null;
      }
    }
  }

  @Override
  public int count() {
    return workers.count();
  }

  @Override
  public void spareProcessor(boolean spare) {
    workers.spareProcessor(spare);
  }

  @Override
  public Runnable bind(Work work) {
    return workers.bind(new Watched(work));
  }

  @Override
  public Splitting splitting() {
    return workers.splitting();
  }

  @Override
  public String toString() {
    return workers.toString();
  }

  @Override
  public void close() {
    workers.close();
  }

  /**
   * Describes the code that is being executed, for the end of a message.
   *
   * @param caller the thread to look at if no work is in progress
   */
  String describe(Thread caller) {
    String works = Arrays.stream(activities).map(this::describe).collect(Collectors.joining());
    return works.isEmpty() ? "; it is at " + place(caller) : works;
  }

  private String describe(WorkerActivity now) {
    Work work = now.work;
    Thread thread = now.thread;
    return work == null || thread == null
        ? ""
        : "; "
            + work.describe(now.phase, now.part)
            + ", units "
            + now.from
            + " to "
            + (now.to - 1)
            + ", is at "
            + place(thread);
  }

  /** The innermost call of plugin code, otherwise the innermost outside the JDK. */
  private String place(Thread thread) {
    for (StackTraceElement frame : thread.getStackTrace()) {
      for (PluginUse use : plugins) {
        if (isIn(frame.getClassName(), use.plugin().className())) {
          return CodePlace.describe(frame) + " of " + uses(use);
        }
      }
    }
    return CodePlace.of(thread).map(CodePlace::describe).orElse("its end");
  }

  private static boolean isIn(String name, String outer) {
    return name.equals(outer) || name.startsWith(outer + "$");
  }

  /** A plugin with all its places, since a call does not tell which of them it is. */
  private String uses(PluginUse found) {
    return found.plugin()
        + plugins.stream()
            .filter(use -> use.plugin().equals(found.plugin()) && !use.path().isEmpty())
            .map(use -> "'" + use.path() + "'")
            .distinct()
            .collect(Collectors.collectingAndThen(Collectors.joining(" or "), Activity::at));
  }

  private static String at(String places) {
    return places.isEmpty() ? "" : " at " + places;
  }
}
