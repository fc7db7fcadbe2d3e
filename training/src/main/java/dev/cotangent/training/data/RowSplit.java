package dev.cotangent.training.data;

import dev.cotangent.core.CotangentException;
import dev.cotangent.core.random.Shuffle;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.IntStream;

/**
 * A partition of a data set's row numbers into three parts, each in the original order: the basis
 * of a {@link Split}, drawn before the samples exist, so that encodings can be fitted to training
 * rows first. Immutable.
 */
public final class RowSplit {

  private static final int TRAIN = 0;
  private static final int VALIDATION = 1;
  private static final int TEST = 2;

  private final int[] part;

  private RowSplit(int[] part) {
    this.part = part;
  }

  /**
   * Draws the parts at random, stratified: each class has its share in every part, to within two
   * rows, and at least one row in training.
   *
   * @param labels class index of each row
   * @param classes number of classes
   * @param validation validation share of the rows, from 0
   * @param test test share of the rows, from 0; less than 1 together with {@code validation}
   * @param seed seed of the random choice; the result is a function of the arguments
   * @throws CotangentException if the shares are out of range, or a part with a share above 0 or
   *     the training part would be empty
   */
  public static RowSplit stratified(
      int[] labels, int classes, double validation, double test, long seed) {
    int[] counts = new int[classes];
    for (int label : labels) {
      counts[label]++;
    }
    int[][] groups = new int[classes][];
    Arrays.setAll(groups, label -> new int[counts[label]]);
    Arrays.fill(counts, 0);
    for (int row = 0; row < labels.length; row++) {
      groups[labels[row]][counts[labels[row]]++] = row;
    }
    return draw(labels.length, groups, validation, test, seed);
  }

  /**
   * Draws the parts at random.
   *
   * @param rows number of rows
   * @param validation validation share of the rows, from 0
   * @param test test share of the rows, from 0; less than 1 together with {@code validation}
   * @param seed seed of the random choice; the result is a function of the arguments
   * @throws CotangentException like {@link #stratified}
   */
  public static RowSplit random(int rows, double validation, double test, long seed) {
    int[][] group = {IntStream.range(0, rows).toArray()};
    return draw(rows, group, validation, test, seed);
  }

  private static RowSplit draw(
      int rows, int[][] groups, double validation, double test, long seed) {
    if (!(validation >= 0 && test >= 0 && validation + test < 1)) {
      throw new CotangentException(
          "split: the shares are validation "
              + validation
              + " and test "
              + test
              + ", expected 0 or more each and a sum below 1");
    }
    int[] part = new int[rows];
    Quota validationQuota = new Quota(validation);
    Quota testQuota = new Quota(test);
    int stream = 0;
    for (int[] group : groups) {
      if (group.length > 0) {
        Shuffle.inPlace(group, seed, stream++);
        int first = validationQuota.take(group.length, group.length - 1);
        int second = testQuota.take(group.length, group.length - 1 - first);
        mark(part, group, 0, first, VALIDATION);
        mark(part, group, first, first + second, TEST);
      }
    }
    RowSplit split = new RowSplit(part);
    split.check(TRAIN, 1, "training");
    split.check(VALIDATION, validation, "validation");
    split.check(TEST, test, "test");
    return split;
  }

  private static void mark(int[] part, int[] rows, int from, int to, int value) {
    for (int i = from; i < to; i++) {
      part[rows[i]] = value;
    }
  }

  private void check(int value, double share, String name) {
    if (share > 0 && Arrays.stream(part).noneMatch(found -> found == value)) {
      throw new CotangentException(
          String.format(
              Locale.ROOT,
              "split: the %s part of %d samples would be empty with a share of %s, expected at"
                  + " least one sample in each part",
              name,
              part.length,
              share));
    }
  }

  /** The training rows. */
  public int[] train() {
    return rows(TRAIN);
  }

  /** The validation rows; empty if their share was 0. */
  public int[] validation() {
    return rows(VALIDATION);
  }

  /** The test rows; empty if their share was 0. */
  public int[] test() {
    return rows(TEST);
  }

  private int[] rows(int value) {
    return IntStream.range(0, part.length).filter(row -> part[row] == value).toArray();
  }

  /**
   * Splits a data set.
   *
   * @throws CotangentException if it has a different number of samples
   */
  public Split of(Dataset all) {
    if (all.size() != part.length) {
      throw new CotangentException(
          "split: "
              + all
              + ", expected a data set of the "
              + part.length
              + " samples that were split");
    }
    return new Split(all.subset(train()), all.subset(validation()), all.subset(test()));
  }

  /**
   * Rounds the counts of one part so that the rounding error of one class carries over to the next.
   */
  private static final class Quota {

    private final double share;
    private double owed;

    Quota(double share) {
      this.share = share;
    }

    int take(int size, int most) {
      double wanted = size * share + owed;
      int count = (int) Math.max(0, Math.min(most, Math.floor(wanted + 0.5)));
      owed = Math.max(-0.5, Math.min(0.5, wanted - count));
      return count;
    }
  }
}
