package dev.cotangent.core.work;

/** The way in which workers divide work among them; decides about time, never about results. */
public interface Splitting {

  /** Whether several workers share a phase; if not, the calling thread runs it alone. */
  boolean shares(Work work, int phase, int workers);

  /**
   * Number of units in a block of a part, from 1 to its number of units; the last block may have
   * fewer.
   *
   * @param part a part with at least one unit
   * @param workers number of workers, at least 1
   */
  int blockSize(Work work, int phase, int part, int workers);

  /** Divides every part evenly, into a block for each worker, however small. */
  static Splitting even() {
    return EvenSplitting.INSTANCE;
  }
}
