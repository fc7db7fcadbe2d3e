package dev.cotangent.core.work;

/** A block of each part for each worker. */
enum EvenSplitting implements Splitting {
  INSTANCE;

  @Override
  public boolean shares(Work work, int phase, int workers) {
    return workers > 1;
  }

  @Override
  public int blockSize(Work work, int phase, int part, int workers) {
    int units = work.units(phase, part);
    boolean whole = work.rows(phase, part) == Rows.WHOLE;
    return whole ? units : (int) Math.ceil((double) units / workers);
  }
}
