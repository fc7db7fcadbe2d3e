package dev.cotangent.training.step;

import dev.cotangent.core.CotangentException;
import dev.cotangent.core.kernel.Kernels;
import dev.cotangent.core.kernel.warm.CallRecorder;
import dev.cotangent.core.kernel.warm.KernelWarmUp;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The background thread of a {@link KernelSwitch}: loads a kernel set, and warms up the kernel
 * calls that the training makes in one of its steps. A daemon of the lowest priority, which holds
 * nothing of the training.
 */
final class WarmUp {

  private static final Logger LOG = LoggerFactory.getLogger(KernelSwitch.class);

  /** Longer than a training pauses, for example for an evaluation. */
  private static final long LONGEST_WAIT_SECONDS = 600;

  private static final int MOST_TRIALS = 8;
  private static final long FIRST_BACKOFF_MILLIS = 100;

  /** The state, of which two call for an action of the training thread. */
  enum State {
    BUSY,
    RECORD,
    TRY,
    ENDED
  }

  private final Kernels first;
  private final Supplier<Kernels> faster;
  private final Semaphore turn = new Semaphore(0);
  private final Thread thread = new Thread(this::run, "cotangent-warm-up");
  private volatile State state = State.BUSY;
  private volatile Kernels other;
  private volatile Kernels recorder;

  WarmUp(Kernels first, Supplier<Kernels> faster) {
    this.first = first;
    this.faster = faster;
    this.other = first;
    this.recorder = first;
  }

  @SuppressWarnings("ThreadPriorityCheck") // a hint; nothing relies on it
  void start() {
    thread.setDaemon(true);
    thread.setPriority(Thread.MIN_PRIORITY);
    thread.start();
  }

  State state() {
    return state;
  }

  /** The kernels that record the calls of a step. */
  Kernels recorder() {
    return recorder;
  }

  /** The kernels that were warmed up. */
  Kernels other() {
    return other;
  }

  /** Goes on after the training thread has recorded a step, or a trial was lost. */
  void proceed() {
    state = State.BUSY;
    turn.release();
  }

  /** Ends the thread. */
  void stop() {
    thread.interrupt();
  }

  void join(long millis) throws InterruptedException {
    thread.join(millis);
  }

  private void run() {
    try {
      other = faster.get();
      if (other != first) {
        warm();
      }
    } catch (InterruptedException ended) {
      Thread.currentThread().interrupt();
    } catch (RuntimeException | Error failure) {
      LOG.info("Staying with {} kernels: {}", first.id(), CotangentException.describe(failure));
      LOG.debug("The warm-up of other kernels failed", failure);
    } finally {
      state = State.ENDED;
    }
  }

  private void warm() throws InterruptedException {
    CallRecorder calls = new CallRecorder(first, other);
    recorder = calls;
    long backoff = FIRST_BACKOFF_MILLIS;
    if (!await(State.RECORD)) {
      return;
    }
    KernelWarmUp kernels = KernelWarmUp.of(calls, other, first);
    for (int trial = 0; trial < MOST_TRIALS && kernels.run(); trial++) {
      if (!await(State.TRY)) {
        return;
      }
      Thread.sleep(backoff);
      backoff *= 2;
    }
  }

  /** Waits for the training thread to do something; false if it does not. */
  private boolean await(State wanted) throws InterruptedException {
    state = wanted;
    return turn.tryAcquire(LONGEST_WAIT_SECONDS, TimeUnit.SECONDS);
  }
}
