package dev.cotangent.training.step;

import dev.cotangent.core.event.Events;
import dev.cotangent.core.kernel.Kernels;
import dev.cotangent.core.work.Workers;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The kernels that a training runs on: one set throughout, or at first a set that is fast without
 * warm-up and, from some step boundary on, a faster one that had to warm up. All sets compute the
 * same bits, so only the speed changes.
 *
 * <p>A {@linkplain WarmUp background thread} warms the other set up. Then some steps of the
 * training itself run on it, and it stays if they are clearly faster than those before; if not, the
 * training returns to its first kernels, and tries again some time later. If the warm-up fails, the
 * training stays on its first kernels. For the first two seconds of a warm-up, the workers leave it
 * a processor: with as many workers as processors, the JVM would hardly get to compile the kernels.
 * All methods except {@link #kernels} are for the training thread.
 */
public final class KernelSwitch implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(KernelSwitch.class);

  /** Much longer than a kernel call takes, even on kernels that are not compiled yet. */
  private static final long CLOSING_MILLIS = 5_000;

  /** The time for which a warm-up may have a processor for itself. */
  private static final long SPARE_NANOS = 2_000_000_000L;

  /** Steps of fewer operations take their time for other things, whatever the kernels. */
  private static final double TINY = 2_000;

  private enum Phase {
    SETTLED,
    WAITING,
    WARMING,
    RECORDING,
    MEASURING,
    TRYING
  }

  private final Kernels first;
  private final Supplier<Kernels> faster;
  private final long delayNanos;
  private volatile Kernels kernels;
  private Phase phase;
  private boolean begun;
  private long began;
  private Trial trial = new Trial();
  private @Nullable WarmUp warmUp;

  /** The workers that leave a processor to the warm-up and the JVM's compilers. */
  private @Nullable Workers sparing;

  private int trials;

  private KernelSwitch(Kernels first, Supplier<Kernels> faster, long delayNanos, Phase phase) {
    this.first = first;
    this.faster = faster;
    this.delayNanos = delayNanos;
    this.kernels = first;
    this.phase = phase;
  }

  /** Uses one set for all steps. */
  public static KernelSwitch always(Kernels kernels) {
    return new KernelSwitch(kernels, () -> kernels, 0, Phase.SETTLED);
  }

  /**
   * Switches to another set once it has proved to be faster.
   *
   * @param faster supplies the other set when the warm-up starts
   * @param delayNanos how long to train before the warm-up starts
   */
  public static KernelSwitch warming(Kernels first, Supplier<Kernels> faster, long delayNanos) {
    return new KernelSwitch(first, faster, delayNanos, Phase.WAITING);
  }

  /** The set in use. */
  public Kernels kernels() {
    return kernels;
  }

  /** The kernels for the next step: the set in use, which may record its calls. */
  Kernels forStep() {
    return phase == Phase.RECORDING && warmUp != null ? warmUp.recorder() : kernels;
  }

  /** Whether the switch has to be told of steps; if not, there is no need to read the clock. */
  public boolean isWatching() {
    return phase != Phase.SETTLED;
  }

  /**
   * Takes note of a step that has just ended.
   *
   * @param operations the floating-point operations of its plan
   * @param nanos how long the plan ran
   * @param workers the workers on which it ran
   */
  public void ended(double operations, long nanos, Workers workers) {
    proceed(operations, nanos);
    boolean spare = needsProcessor();
    if (spare && sparing == null) {
      workers.spareProcessor(true);
      sparing = workers;
    } else if (!spare) {
      useAllProcessors();
    }
  }

  /** Whether the warm-up has just begun, so that the JVM compiles most of the new kernels. */
  private boolean needsProcessor() {
    return warmUp != null
        && phase != Phase.SETTLED
        && trials == 0
        && System.nanoTime() - began - delayNanos < SPARE_NANOS;
  }

  private void useAllProcessors() {
    if (sparing != null) {
      sparing.spareProcessor(false);
      sparing = null;
    }
  }

  private void proceed(double operations, long nanos) {
    switch (phase) {
      case WAITING -> waiting(operations);
      case WARMING -> warming();
      case RECORDING -> recorded();
      case MEASURING -> measured(operations, nanos);
      case TRYING -> tried(operations, nanos);
      case SETTLED -> {}
    }
  }

  private void waiting(double operations) {
    long now = System.nanoTime();
    began = begun ? began : now;
    begun = true;
    if (now - began < delayNanos) {
      return;
    }
    if (operations < TINY) {
      settle();
      return;
    }
    try {
      WarmUp started = new WarmUp(first, faster);
      started.start();
      warmUp = started;
      phase = Phase.WARMING;
    } catch (OutOfMemoryError failure) {
      LOG.debug("Staying with {} kernels", first.id(), failure);
      settle();
    }
  }

  private void warming() {
    switch (warmUp().state()) {
      case RECORD -> phase = Phase.RECORDING;
      case TRY -> {
        trial = new Trial();
        phase = Phase.MEASURING;
      }
      case ENDED -> settle();
      case BUSY -> {}
    }
  }

  private void recorded() {
    phase = Phase.WARMING;
    warmUp().proceed();
  }

  private void measured(double operations, long nanos) {
    trial.usual(operations, nanos);
    if (trial.knowsUsual()) {
      kernels = warmUp().other();
      phase = Phase.TRYING;
    }
  }

  private void tried(double operations, long nanos) {
    switch (trial.other(operations, nanos)) {
      case WON -> {
        Events.kernelsChanged(
            "training", first.id(), kernels.id(), "steps were at least 10 % faster");
        LOG.debug("Changed from {} to {} kernels", first.id(), kernels.id());
        settle();
      }
      case LOST -> {
        Events.kernelsChanged(
            "training", kernels.id(), first.id(), "steps were not 10 % faster in a trial");
        kernels = first;
        trials++;
        phase = Phase.WARMING;
        warmUp().proceed();
      }
      case OPEN -> {}
    }
  }

  private WarmUp warmUp() {
    if (warmUp == null) {
      throw new IllegalStateException("no warm-up in phase " + phase);
    }
    return warmUp;
  }

  private void settle() {
    phase = Phase.SETTLED;
    useAllProcessors();
    if (warmUp != null) {
      warmUp.stop();
    }
  }

  /** Switches the kernels from the next step on, without a trial. */
  public void changeTo(Kernels other) {
    settle();
    kernels = other;
  }

  /**
   * Stops the warm-up and waits up to {@value #CLOSING_MILLIS} ms for its thread, which in a
   * container holds the application's class loader. An interrupt ends the wait; the interrupt flag
   * stays set.
   */
  @Override
  public void close() {
    settle();
    if (warmUp == null) {
      return;
    }
    boolean interrupted = Thread.interrupted();
    try {
      warmUp.join(CLOSING_MILLIS);
    } catch (InterruptedException e) {
      interrupted = true;
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public String toString() {
    return kernels.id();
  }
}
