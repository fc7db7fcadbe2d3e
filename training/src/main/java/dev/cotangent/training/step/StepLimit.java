package dev.cotangent.training.step;

import dev.cotangent.core.CotangentException;
import dev.cotangent.core.model.PluginUse;
import dev.cotangent.core.plugin.PluginKind;
import dev.cotangent.core.plugin.RegistryEntry;
import dev.cotangent.core.work.Workers;
import dev.cotangent.training.failure.TrainingException;
import dev.cotangent.training.models.Models;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A thread that steps run on, so that the caller can continue if a step does not end.
 *
 * <p>Java cannot stop code that ignores interrupts: code that exceeds the limit is interrupted and
 * abandoned on a daemon thread. It can no longer change the model, since changes require the
 * permission of {@link #beginUpdate}. A caller that is interrupted interrupts the step and waits
 * for it.
 *
 * <p>For one caller at a time. Running allocates nothing.
 */
public final class StepLimit implements AutoCloseable {

  private static final int IDLE = 0;
  private static final int RUNNING = 1;
  private static final int UPDATING = 2;
  private static final int DONE = 3;
  private static final int ABANDONED = 4;

  /**
   * Upper bound on the class-loading time during planning that does not count towards the limit.
   */
  private static final long MOST_LOADING = 10_000_000_000L;

  /** Interval of checks for class loading. */
  private static final long SAMPLE = 5_000_000;

  private static final Duration LONGEST = Duration.ofNanos(Long.MAX_VALUE);

  private final long nanos;
  private final Activity activity;
  private final Thread thread;
  private final AtomicInteger stage = new AtomicInteger();
  private @Nullable Runnable code;
  private @Nullable Throwable failure;
  private volatile Thread caller;
  private volatile boolean interruptWanted;
  private volatile boolean closed;

  /**
   * Creates a limit for each run.
   *
   * @param limit the time limit, above 0
   * @param activity reports what is running
   */
  StepLimit(Duration limit, Activity activity) {
    this.nanos = limit.compareTo(LONGEST) > 0 ? Long.MAX_VALUE : limit.toNanos();
    this.activity = activity;
    this.caller = Thread.currentThread();
    this.thread = new Thread(this::serve, "cotangent-step");
    thread.setDaemon(true);
    thread.start();
  }

  /** Creates a limit for the steps of a training. */
  public static StepLimit of(Duration limit, Workers workers, StepSettings settings) {
    List<PluginUse> plugins = new ArrayList<>(Models.of(settings.objective().models()).plugins());
    settings
        .objective()
        .loss()
        .ifPresent(loss -> plugins.add(use(PluginKind.LOSS, loss.id(), loss)));
    settings
        .groups()
        .rules()
        .forEach(rule -> plugins.add(use(PluginKind.OPTIMIZER, rule.id(), rule)));
    return new StepLimit(limit, new Activity(workers, plugins));
  }

  private static PluginUse use(PluginKind kind, String id, Object plugin) {
    return new PluginUse("", RegistryEntry.of(kind, id, plugin));
  }

  /** Plans a step, within the limit if there is one. */
  public static <T> T get(Optional<StepLimit> limit, Supplier<T> planning) {
    if (limit.isEmpty()) {
      return planning.get();
    }
    AtomicReference<T> result = new AtomicReference<>();
    try {
      limit.get().run(() -> result.set(planning.get()), MOST_LOADING);
    } catch (OverdueException overdue) {
      throw new TrainingException("the planning of a step has " + overdue.getMessage(), 0, overdue);
    }
    return Objects.requireNonNull(result.get());
  }

  /** The workers to run on. */
  public Activity activity() {
    return activity;
  }

  /**
   * Runs code and waits for it.
   *
   * @throws OverdueException if it does not end in time; nothing can be run afterwards
   * @throws RuntimeException what the code throws
   */
  public void run(Runnable newCode) {
    run(newCode, 0);
  }

  /**
   * Like {@link #run(Runnable)}, without counting the time in which the JVM loads classes.
   *
   * @param mostLoading upper bound on that time, in nanoseconds
   */
  private void run(Runnable newCode, long mostLoading) {
    if (stage.get() == ABANDONED) {
      throw new CotangentException(
          "no step can run after one that exceeded the time limit, expected a new TrainStep");
    }
    code = newCode;
    caller = Thread.currentThread();
    interruptWanted = Thread.interrupted();
    stage.set(RUNNING);
    LockSupport.unpark(thread);
    await(mostLoading);
    stage.set(IDLE);
    if (interruptWanted) {
      Thread.currentThread().interrupt();
    }
    rethrow();
  }

  /** Waits until the code is done, and passes interrupts on to it. */
  private void await(long mostLoading) {
    long end = System.nanoTime() + nanos;
    long spare = mostLoading;
    while (stage.get() != DONE) {
      long now = System.nanoTime();
      long left = end - now;
      if (left <= 0 && mayGiveUp()) {
        throw overdue();
      }
      LockSupport.parkNanos(this, left <= 0 ? nanos : spare > 0 ? Math.min(left, SAMPLE) : left);
      if (spare > 0 && isLoading(thread)) {
        long passed = System.nanoTime() - now;
        end += passed;
        spare -= passed;
      }
      if (Thread.interrupted()) {
        interruptWanted = true;
        thread.interrupt();
      }
    }
  }

  /** Whether a thread loads or links a class. */
  private static boolean isLoading(Thread thread) {
    for (StackTraceElement frame : thread.getStackTrace()) {
      String name = frame.getClassName();
      if (name.startsWith("java.lang.ClassLoader")
          || name.startsWith("jdk.internal.loader.")
          || name.startsWith("java.lang.invoke.")) {
        return true;
      }
    }
    return false;
  }

  private boolean mayGiveUp() {
    return stage.compareAndSet(RUNNING, ABANDONED);
  }

  private OverdueException overdue() {
    String place = activity.describe(thread);
    thread.interrupt();
    return new OverdueException("not ended after " + nanos / 1e9 + " s" + place);
  }

  private void rethrow() {
    Throwable thrown = failure;
    failure = null;
    if (thrown instanceof Error error) {
      throw error;
    }
    if (thrown instanceof RuntimeException exception) {
      throw exception;
    }
    if (thrown != null) {
      throw new CotangentException(CotangentException.describe(thrown), thrown);
    }
  }

  /**
   * Requests permission to change the model, on the step's thread, from code that is known to end.
   *
   * @throws CancellationException if the step was abandoned
   */
  public void beginUpdate() {
    if (!stage.compareAndSet(RUNNING, UPDATING)) {
      throw new CancellationException("abandoned");
    }
  }

  /** The thread's main loop: waits for runs and executes them. */
  private void serve() {
    while (!closed && stage.get() != ABANDONED) {
      if (stage.get() == RUNNING) {
        serveOnce();
      } else {
        LockSupport.park(this);
        Thread.interrupted(); // the thread cannot sleep with the flag set
      }
    }
  }

  private void serveOnce() {
    try {
      adoptInterrupt();
      Objects.requireNonNull(code).run();
    } catch (Throwable thrown) {
      failure = thrown;
    }
    stage.compareAndSet(RUNNING, DONE);
    stage.compareAndSet(UPDATING, DONE);
    LockSupport.unpark(caller);
  }

  /** Takes over the caller's interrupt, and clears one that came too late for the previous run. */
  private void adoptInterrupt() {
    Thread.interrupted();
    if (interruptWanted) {
      Thread.currentThread().interrupt();
    }
  }

  /** Stops the thread when it is idle. */
  @Override
  public void close() {
    closed = true;
    LockSupport.unpark(thread);
  }
}
