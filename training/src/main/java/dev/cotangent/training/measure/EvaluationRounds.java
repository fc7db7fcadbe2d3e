package dev.cotangent.training.measure;

import dev.cotangent.training.step.Members;
import java.util.Optional;

/**
 * The results of the chunks of an evaluation in their order. Several members compute some of a
 * round each and exchange them, so that every member sees the results of all. Single-threaded.
 */
final class EvaluationRounds {

  private static final int OF_MEMBER = 4;
  private static final int SUMS = 2;

  private final Optional<Members> members;
  private final Chunk chunk;
  private final int chunks;
  private final int elements;
  private final float[] outputs;
  private final double[] sums;
  private int start;
  private int end;

  /**
   * Begins an evaluation.
   *
   * @param chunks number of chunks
   * @param elements output elements of a chunk
   */
  EvaluationRounds(Optional<Members> members, int chunks, int elements, Chunk chunk) {
    this.members = members.filter(all -> all.count() > 1);
    this.chunks = chunks;
    this.elements = elements;
    this.chunk = chunk;
    int round = this.members.map(all -> all.count() * OF_MEMBER).orElse(1);
    this.outputs = new float[Math.multiplyExact(round, elements)];
    this.sums = new double[round * SUMS];
  }

  /** Computes a chunk. */
  interface Chunk {

    /**
     * Writes its outputs to an array from a position on, and returns its loss.
     *
     * @param index number of the chunk
     * @param sums receives the sum of losses and that of weights, from twice the slot on
     */
    void compute(int index, float[] outputs, int slot, double[] sums);
  }

  /** Makes the results of a chunk available; chunks are asked for in their order. */
  void advance(int index) {
    if (index >= end) {
      start = index;
      end = Math.min(chunks, start + sums.length / SUMS);
      members.ifPresentOrElse(this::computeRound, () -> compute(start));
    }
  }

  private void compute(int index) {
    chunk.compute(index, outputs, index - start, sums);
  }

  private void computeRound(Members all) {
    int[] bounds = new int[all.count() + 1];
    for (int member = 0; member <= all.count(); member++) {
      bounds[member] = (int) ((long) member * (end - start) / all.count());
    }
    for (int slot = bounds[all.own()]; slot < bounds[all.own() + 1]; slot++) {
      compute(start + slot);
    }
    all.gather(sums, times(bounds, SUMS));
    all.gather(outputs, times(bounds, elements));
  }

  private static int[] times(int[] bounds, int factor) {
    int[] scaled = new int[bounds.length];
    for (int i = 0; i < scaled.length; i++) {
      scaled[i] = bounds[i] * factor;
    }
    return scaled;
  }

  /** Copies the outputs of a chunk. */
  void copyOutputs(int index, float[] into) {
    System.arraycopy(outputs, (index - start) * elements, into, 0, elements);
  }

  /** The sum of the losses of a chunk. */
  double lossSum(int index) {
    return sums[(index - start) * SUMS];
  }

  /** The sum of the weights of a chunk. */
  double lossWeight(int index) {
    return sums[(index - start) * SUMS + 1];
  }
}
