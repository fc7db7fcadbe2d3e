package dev.cotangent.core.work;

/** Threads that do {@link Work} together; the result never depends on how many they are. */
public interface Workers extends AutoCloseable {

  /** The largest number of workers that take part, from 1. */
  int count();

  /**
   * Prepares to do some work many times; doing it then allocates nothing.
   *
   * @return runs the work once each time it is called, by one caller at a time; throws {@link
   *     WorkException} if a part fails and {@link java.util.concurrent.CancellationException} if
   *     the calling thread is interrupted
   */
  Runnable bind(Work work);

  /** Ends threads that belong to this object; never those of a caller's pool. */
  @Override
  void close();

  /** The calling thread alone. */
  static Workers serial() {
    return SerialWorkers.INSTANCE;
  }
}
