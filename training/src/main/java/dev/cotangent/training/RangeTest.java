package dev.cotangent.training;

import java.util.ArrayList;
import java.util.List;

/**
 * What the losses were while the learning rate rose, as {@link Trainer#findRate} measures it: a
 * good rate is one at which the loss falls fast, well before the rate at which it is lowest, after
 * which training diverges.
 *
 * <p>L. N. Smith: <i>Cyclical learning rates for training neural networks</i>, WACV 2017
 * (arXiv:1506.01186).
 *
 * @param points in the order of the rates
 */
public record RangeTest(List<Point> points) {

  private static final double SMOOTHING = 0.9;
  private static final double DIVERGED = 4;

  /** How many standard errors a fall is more than noise: among a hundred places few reach two. */
  private static final double SIGNIFICANT = 3;

  /**
   * One step.
   *
   * @param learningRate its rate
   * @param loss of its batch
   * @param smoothed the mean of the losses so far, of which each step forgets a tenth
   */
  public record Point(double learningRate, double loss, double smoothed) {}

  /** Copies the list. */
  public RangeTest {
    points = List.copyOf(points);
  }

  /**
   * Runs the steps of a sweep, until the loss has grown to four times its least, and undoes them.
   */
  static RangeTest run(TrainStep step, EpochBatches batches, RateSweep sweep) {
    TrainingState before = step.state();
    List<Point> points = new ArrayList<>();
    try {
      double least = Double.POSITIVE_INFINITY;
      double sum = 0;
      double weight = 0;
      for (int i = 0; i < sweep.steps(); i++) {
        double rate = step.learningRate();
        float loss = step.run(batches.get(i / batches.count(), i % batches.count()));
        if (step.weight() == 0) {
          continue; // no sample of the batch counts
        }
        sum = SMOOTHING * sum + loss;
        weight = SMOOTHING * weight + 1;
        points.add(new Point(rate, loss, sum / weight));
        least = Math.min(least, sum / weight);
        if (sum / weight > DIVERGED * least) {
          break;
        }
      }
    } catch (NonFiniteException diverged) {
      if (points.isEmpty()) {
        throw diverged;
      }
    } finally {
      step.restore(before);
    }
    return new RangeTest(points);
  }

  /**
   * The rate at which the smoothed loss was lowest; a good rate is about a tenth of it. The first
   * tenth of the steps is left out: there the loss of a batch says more about the batch than about
   * the rate.
   */
  public double lowest() {
    return points.get(lowestIndex()).learningRate();
  }

  private int lowestIndex() {
    int best = points.size() / 10;
    for (int i = best + 1; i < points.size(); i++) {
      best = points.get(i).smoothed() < points.get(best).smoothed() ? i : best;
    }
    return best;
  }

  /**
   * The rate at which the loss fell fastest over the logarithm of the rate, a good rate to begin
   * with; a tenth of the {@linkplain #lowest lowest} where it never fell more than its noise.
   *
   * <p>The slope is that of a straight line through the losses of about a fifth of the steps,
   * ending where the smoothed loss was lowest at the latest, the first tenth of the steps left out.
   */
  public double steepest() {
    int reach = Math.max(2, points.size() / 10);
    int last = Math.min(lowestIndex(), points.size() - 1 - reach);
    double fastest = 0;
    int found = -1;
    for (int i = 2 * reach; i <= last; i++) {
      Line line = Line.through(points, i - reach, i + reach);
      if (line.fall() > SIGNIFICANT * line.noise() && line.fall() > fastest) {
        fastest = line.fall();
        found = i;
      }
    }
    return found < 0 ? lowest() / 10 : points.get(found).learningRate();
  }

  /**
   * The least-squares line through the losses of some steps, whose rates are evenly spaced in their
   * logarithm.
   *
   * @param fall how much the line falls from the first of the steps to the last
   * @param noise standard error of that
   */
  private record Line(double fall, double noise) {

    static Line through(List<Point> points, int from, int to) {
      int count = to - from + 1;
      double middle = (from + to) / 2.0;
      double mean = points.subList(from, to + 1).stream().mapToDouble(Point::loss).sum() / count;
      double products = 0;
      double squares = 0;
      double total = 0;
      for (int i = from; i <= to; i++) {
        double loss = points.get(i).loss() - mean;
        products += (i - middle) * loss;
        squares += (i - middle) * (i - middle);
        total += loss * loss;
      }
      double slope = products / squares;
      double rest = Math.max(0, total - slope * products);
      double error = Math.sqrt(rest / (count - 2) / squares);
      return new Line(-slope * (count - 1), error * (count - 1));
    }
  }
}
