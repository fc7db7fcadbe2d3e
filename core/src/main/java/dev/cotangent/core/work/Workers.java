package dev.cotangent.core.work;

/** Threads that execute {@link Work} together; the result does not depend on their number. */
public interface Workers extends AutoCloseable {

  /** The maximum number of workers, at least 1. */
  int count();

  /**
   * Prepares work for repeated execution, which then allocates nothing.
   *
   * @return runs the work once each time it is called, by one caller at a time; throws {@link
   *     WorkException} if a part fails and {@link java.util.concurrent.CancellationException} if
   *     the calling thread is interrupted
   */
  Runnable bind(Work work);

  /** The way in which these workers divide work, for predictions; even by default. */
  default Splitting splitting() {
    return Splitting.even();
  }

  /**
   * Leaves one processor free for other threads, such as the JVM's compilers, or uses all again;
   * has no effect by default. Each call with true is followed by one with false. Affects speed
   * alone.
   */
  default void spareProcessor(boolean spare) {}

  /** Stops the threads that belong to this object, never those of a caller's pool. */
  @Override
  void close();

  /** Returns workers that use only the calling thread. */
  static Workers serial() {
    return SerialWorkers.INSTANCE;
  }
}
