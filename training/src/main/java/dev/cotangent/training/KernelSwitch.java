package dev.cotangent.training;

import dev.cotangent.core.kernel.Kernels;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The kernels that a training runs on: one set all the time, or first a set that is fast at once
 * and then, from a step boundary on, a faster one that had to get warm. All sets compute the same
 * bits, so that only the speed changes.
 *
 * <p>Warming is the business of a daemon thread of the lowest priority. Whatever goes wrong there
 * leaves the training on its first kernels. All but {@link #kernels} is for the thread that trains.
 */
final class KernelSwitch implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Trainer.class);

  /** A block of rows is done much sooner, even by kernels that are not compiled yet. */
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

  /** One set for all steps. */
  static KernelSwitch always(Kernels kernels) {
    return new KernelSwitch(kernels, () -> kernels, 0, false);
  }

  /**
   * A change to another set when it has proved to be faster.
   *
   * @param faster asked for the other set when warming begins
   * @param delayNanos how long to train before that
   */
  static KernelSwitch warming(Kernels first, Supplier<Kernels> faster, long delayNanos) {
    return new KernelSwitch(first, faster, delayNanos, true);
  }

  /** The set for the next step. */
  Kernels kernels() {
    return kernels;
  }

  /** Whether a step has ended after which warming is to begin. */
  boolean isDue() {
    if (!pending) {
      return false; // the clock is for those who wait
    }
    long now = System.nanoTime();
    began = begun ? began : now;
    begun = true;
    return now - began >= delayNanos;
  }

  /**
   * Begins to warm the faster set on a thread of its own.
   *
   * @param maker makes the steps to warm with
   */
  @SuppressWarnings("ThreadPriorityCheck") // a hint; nothing relies on it
  void warm(Supplier<WarmUp> maker) {
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

  /** From the next step on. */
  void changeTo(Kernels other) {
    kernels = other;
    LOG.debug("Changing from {} to {} kernels", first.id(), other.id());
  }

  /**
   * Ends the warming, and waits for its thread up to {@value #CLOSING_MILLIS} ms: it holds a copy
   * of the parameters and, in a container, the application's class loader. An interrupt while
   * waiting ends the waiting; the flag stays set.
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
