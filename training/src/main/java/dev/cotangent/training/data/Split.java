package dev.cotangent.training.data;

import dev.cotangent.core.CotangentException;
import java.util.stream.IntStream;

/**
 * A data set split into three disjoint parts, each in the original order.
 *
 * @param train training data
 * @param validation validation data; empty if its share was 0
 * @param test test data; empty if its share was 0
 */
public record Split(Dataset train, Dataset validation, Dataset test) {

  /**
   * Splits a data set at random, stratified: each class has its share in every part, to within two
   * samples, and at least one sample in training. Samples without a single class, as in a
   * regression or with a class for each token, count as one class.
   *
   * @param validation validation share of the samples, from 0
   * @param test test share of the samples, from 0; less than 1 together with {@code validation}
   * @param seed seed of the random choice; the result is a function of the arguments
   * @throws CotangentException if the shares are out of range, or a part with a share above 0 or
   *     the training part would be empty
   */
  public static Split stratified(Dataset all, double validation, double test, long seed) {
    return rows(all, validation, test, seed).of(all);
  }

  private static RowSplit rows(Dataset all, double validation, double test, long seed) {
    if (!all.targets().first().isOneClass()) {
      return RowSplit.random(all.size(), validation, test, seed);
    }
    int[] labels = IntStream.range(0, all.size()).map(all::label).toArray();
    return RowSplit.stratified(labels, all.classes(), validation, test, seed);
  }
}
