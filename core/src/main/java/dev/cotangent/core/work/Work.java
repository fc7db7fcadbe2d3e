package dev.cotangent.core.work;

/**
 * A computation that one or more workers execute in successive phases. A phase consists of
 * independent parts; a part is divided into units (rows, or elements of a result) that may run in
 * any order, in any grouping, on any worker, with the same bits.
 *
 * <p>The numbers of phases, parts and units never change.
 */
public interface Work {

  /** Number of phases; a phase starts when the one before it is complete. */
  int phases();

  /** Number of parts of a phase. */
  int parts(int phase);

  /** The relation of the part's units to the first axis. */
  Rows rows(int phase, int part);

  /** Number of units into which the part can be divided; 1 for a part that runs as a whole. */
  int units(int phase, int part);

  /** The approximate number of floating-point operations of the whole part. */
  double cost(int phase, int part);

  /**
   * The approximate number of bytes that the whole part reads and writes, for predictions; 0, the
   * default, if unknown.
   */
  default double bytes(int phase, int part) {
    return 0;
  }

  /**
   * Executes the units from {@code from} (inclusive) to {@code to} (exclusive) of a part.
   *
   * @param worker a number from 0 that no other thread uses at the same time; it selects the
   *     scratch memory
   */
  void run(int phase, int part, int from, int to, int worker);

  /** Describes a part for error messages: its ops and the meaning of a unit. */
  String describe(int phase, int part);
}
