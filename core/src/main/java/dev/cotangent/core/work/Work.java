package dev.cotangent.core.work;

/**
 * Arithmetic that one worker or several can do, in phases that follow one another. A phase consists
 * of independent parts; a part is cut into units (rows, or elements of a result) that may run in
 * any order, in any grouping, on any worker, with the same bits.
 *
 * <p>Immutable as seen by workers: the numbers of phases, parts and units never change.
 */
public interface Work {

  /** Number of phases; a phase starts when the one before it is complete. */
  int phases();

  /** Number of parts of a phase. */
  int parts(int phase);

  /** How the part's units relate to the first axis. */
  Rows rows(int phase, int part);

  /** Number of units the part can be cut into; 1 for a part that runs whole. */
  int units(int phase, int part);

  /** About how many floating-point operations the whole part takes. */
  double cost(int phase, int part);

  /**
   * Does the units from {@code from} (inclusive) to {@code to} (exclusive) of a part.
   *
   * @param worker a number from 0 that no other thread uses at the same time; it selects the
   *     working memory
   */
  void run(int phase, int part, int from, int to, int worker);

  /** What a part is, for error messages: its ops, and what a unit of it is. */
  String describe(int phase, int part);
}
