package dev.cotangent.training;

import dev.cotangent.core.CotangentException;
import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Foreign code that works until it is armed, and then fails once, in one place and in one way. Safe
 * for use by many threads.
 */
class Trap {

  /** Where foreign code runs. */
  enum Place {
    SOURCE,
    LAYER,
    ACTIVATION,
    LOSS,
    VJP,
    FORWARD,
    BACKWARD,
    LOSS_OP,
    SCHEDULE,
    PREPARE,
    UPDATE_FIRST,
    UPDATE_MIDDLE,
    METRIC,
    ON_START,
    ON_STEP,
    RATE_SCALE,
    ON_EPOCH_END,
    SHOULD_STOP,
    MEMORY,
    ID,
    ATTRIBUTES,
    ON_END
  }

  /** How it fails. */
  enum Kind {
    CHECKED(IOException.class),
    UNCHECKED(IllegalStateException.class),
    OURS(CotangentException.class),
    CANCELLED(CancellationException.class),
    ERROR(Error.class),
    STACK(StackOverflowError.class),
    MEMORY(OutOfMemoryError.class),
    NO_CLASS(NoClassDefFoundError.class),
    INTERRUPTED(InterruptedException.class),
    CLOSED(ClosedByInterruptException.class),
    FLAG(CancellationException.class);

    private final Class<? extends Throwable> type;

    Kind(Class<? extends Throwable> type) {
      this.type = type;
    }

    /** What is thrown in the end. */
    Class<? extends Throwable> type() {
      return type;
    }

    /** Whether the failure is an interrupt of the thread. */
    boolean interrupts() {
      return this == INTERRUPTED || this == CLOSED || this == FLAG;
    }
  }

  private final AtomicInteger hits = new AtomicInteger();
  private volatile Place place = Place.SOURCE;
  private volatile Kind kind = Kind.UNCHECKED;
  private volatile Thread target = Thread.currentThread();
  private volatile int countdown;

  /** Fails when that place is reached for the given time from now on, from 1. */
  void arm(Place newPlace, Kind newKind, int time) {
    place = newPlace;
    kind = newKind;
    countdown = time;
    target = Thread.currentThread();
    hits.set(0);
  }

  /** Fails no more. */
  void disarm() {
    countdown = 0;
  }

  /** How often the armed place was reached. */
  int hits() {
    return hits.get();
  }

  /** Foreign code is at a place. */
  void at(Place here) {
    if (here == place && countdown > 0 && hits.incrementAndGet() == countdown) {
      spring();
    }
  }

  /** Fails. */
  void spring() {
    switch (kind) {
      case CHECKED -> sneak(new IOException("trap"));
      case UNCHECKED -> throw new IllegalStateException("trap");
      case OURS -> throw new CotangentException("trap");
      case CANCELLED -> throw new CancellationException("trap");
      case ERROR -> throw new Error("trap");
      case STACK -> overflow(0);
      case MEMORY -> throw new OutOfMemoryError("trap");
      case NO_CLASS -> throw new NoClassDefFoundError("trap");
      case INTERRUPTED -> sneak(new InterruptedException("trap"));
      case CLOSED -> {
        target.interrupt();
        sneak(new ClosedByInterruptException());
      }
      case FLAG -> target.interrupt();
    }
  }

  private static int overflow(int depth) {
    return depth < 0 ? depth : overflow(depth + 1) + depth;
  }

  private static void sneak(Exception checked) {
    Trap.<RuntimeException>raise(checked);
  }

  @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"})
  private static <E extends Exception> void raise(Exception checked) throws E {
    throw (E) checked;
  }
}
