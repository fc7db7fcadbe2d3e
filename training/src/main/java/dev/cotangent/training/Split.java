package dev.cotangent.training;

import dev.cotangent.core.CotangentException;
import dev.cotangent.core.random.Shuffle;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * A data set in three parts without common samples, each in the order of the whole.
 *
 * @param train what is left for training
 * @param validation what watches over the training; empty if its share was 0
 * @param test what the model is judged by at the end; empty if its share was 0
 */
public record Split(Dataset train, Dataset validation, Dataset test) {

  private static final int TRAIN = 0;
  private static final int VALIDATION = 1;
  private static final int TEST = 2;

  /**
   * Draws the parts at random so that each class has its share in every part, to within two
   * samples, and at least one sample in training. In a regression all samples count as one class.
   *
   * @param validation share of the samples, from 0
   * @param test share of the samples, from 0; less than 1 together with {@code validation}
   * @param seed decides which samples; the result is a function of the arguments
   * @throws CotangentException if the shares are out of range, or a part with a share above 0 or
   *     the training part would be empty
   */
  public static Split stratified(Dataset all, double validation, double test, long seed) {
    if (!(validation >= 0 && test >= 0 && validation + test < 1)) {
      throw new CotangentException(
          "split: validation " + validation + " and test " + test + " are not shares with sum < 1");
    }
    int[] part = new int[all.size()];
    Quota validationQuota = new Quota(validation);
    Quota testQuota = new Quota(test);
    List<int[]> groups = groups(all);
    for (int group = 0; group < groups.size(); group++) {
      int[] rows = groups.get(group);
      Shuffle.inPlace(rows, seed, group);
      int first = validationQuota.take(rows.length, rows.length - 1);
      int second = testQuota.take(rows.length, rows.length - 1 - first);
      mark(part, rows, 0, first, VALIDATION);
      mark(part, rows, first, first + second, TEST);
    }
    return new Split(
        part(all, part, TRAIN, 1, "training"),
        part(all, part, VALIDATION, validation, "validation"),
        part(all, part, TEST, test, "test"));
  }

  /** The rows of each class that has any, or all rows. */
  private static List<int[]> groups(Dataset all) {
    if (!all.isClassification()) {
      return all.size() == 0 ? List.of() : List.of(IntStream.range(0, all.size()).toArray());
    }
    List<int[]> groups = new ArrayList<>();
    for (int label = 0; label < all.classes(); label++) {
      int wanted = label;
      int[] rows = IntStream.range(0, all.size()).filter(row -> all.label(row) == wanted).toArray();
      if (rows.length > 0) {
        groups.add(rows);
      }
    }
    return groups;
  }

  private static void mark(int[] part, int[] rows, int from, int to, int value) {
    for (int i = from; i < to; i++) {
      part[rows[i]] = value;
    }
  }

  private static Dataset part(Dataset all, int[] part, int value, double share, String name) {
    int[] rows = IntStream.range(0, part.length).filter(row -> part[row] == value).toArray();
    if (rows.length == 0 && share > 0) {
      throw new CotangentException(
          "split: the " + name + " part of " + all + " would be empty with a share of " + share);
    }
    return all.subset(rows);
  }

  /** Rounds the counts of one part so that what one class loses by it the next one gains. */
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
