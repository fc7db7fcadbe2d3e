package dev.cotangent.training.step;

import dev.cotangent.core.kernel.Kernels;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The kernels that a training runs on: one set throughout, or at first a set that is fast without
 * warm-up and, from some step boundary on, a faster one that had to warm up. All sets compute the
 * same bits, so only the speed changes.
 *
 * <p>A daemon thread of the lowest priority does the warm-up. If it fails, the training stays on
 * its first kernels. All methods except {@link #kernels} are for the training thread.
 */
public final class KernelSwitch implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(KernelSwitch.class);

  /** Much longer than a block of rows takes, even on kernels that are not compiled yet. */
  private static final long CLOSING_MILLIS = 5_000;

  private final Kernels first;
  private final Supplier<Kernels> faster;
  private final long delayNanos;
  private volatile Kernels kernels;
  private boolean pending;
  private boolean begun;
  private long began;
  private Thread thread = new Thread();

  private KernelSwitch(Kernels first, Supplier<Kernels> faster, long delayNanos, boolean pending) {
    this.first = first;
    this.faster = faster;
    this.delayNanos = delayNanos;
    this.kernels = first;
    this.pending = pending;
  }

  /** Uses one set for all steps. */
  public static KernelSwitch always(Kernels kernels) {
    return new KernelSwitch(kernels, () -> kernels, 0, false);
  }

  /**
   * Switches to another set once it has proved to be faster.
   *
   * @param faster supplies the other set when the warm-up starts
   * @param delayNanos how long to train before the warm-up starts
   */
  public static KernelSwitch warming(Kernels first, Supplier<Kernels> faster, long delayNanos) {
    return new KernelSwitch(first, faster, delayNanos, true);
  }

  /** The set for the next step. */
  public Kernels kernels() {
    return kernels;
  }

  /** Whether the warm-up should start after the step that has just ended. */
  public boolean isDue() {
    if (!pending) {
      return false; // no need to read the clock
    }
    long now = System.nanoTime();
    began = begun ? began : now;
    begun = true;
    return now - began >= delayNanos;
  }

  /**
   * Starts to warm up the faster set on a thread of its own.
   *
   * @param maker creates the steps used for the warm-up
   */
  @SuppressWarnings("ThreadPriorityCheck") // a hint; nothing relies on it
  public void warm(Supplier<WarmUp> maker) {
    pending = false;
    try {
      WarmUp warmUp = maker.get();
      thread = new Thread(() -> warm(warmUp), "cotangent-warm-up");
      thread.setDaemon(true);
      thread.setPriority(Thread.MIN_PRIORITY);
      thread.start();
    } catch (OutOfMemoryError failure) {
      LOG.debug("Staying with {} kernels", first.id(), failure);
    }
  }

  private void warm(WarmUp warmUp) {
    try {
      Kernels other = faster.get();
      if (other != first && warmUp.isFaster(other, first)) {
        changeTo(other);
      }
    } catch (RuntimeException | Error failure) {
      LOG.debug("Staying with {} kernels", first.id(), failure);
    }
  }

  /** Switches the kernels from the next step on. */
  public void changeTo(Kernels other) {
    kernels = other;
    LOG.debug("Changing from {} to {} kernels", first.id(), other.id());
  }

  /**
   * Stops the warm-up and waits up to {@value #CLOSING_MILLIS} ms for its thread, which holds a
   * copy of the parameters and, in a container, the application's class loader. An interrupt ends
   * the wait; the interrupt flag stays set.
   */
  @Override
  public void close() {
    pending = false;
    thread.interrupt();
    boolean interrupted = Thread.interrupted();
    try {
      thread.join(CLOSING_MILLIS);
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
