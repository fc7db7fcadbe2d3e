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

  /** The rate at which the smoothed loss was lowest; a good rate is about a tenth of it. */
  public double lowest() {
    Point best = points.get(0);
    for (Point point : points) {
      best = point.smoothed() < best.smoothed() ? point : best;
    }
    return best.learningRate();
  }

  /**
   * The rate at which the smoothed loss fell fastest, over the logarithm of the rate, before it was
   * lowest: a good rate to begin with. The first rate if it never fell.
   */
  public double steepest() {
    double end = lowest();
    double fastest = 0;
    double rate = points.get(0).learningRate();
    for (int i = 1; i < points.size() && points.get(i).learningRate() <= end; i++) {
      double fall = points.get(i - 1).smoothed() - points.get(i).smoothed();
      if (fall > fastest) {
        fastest = fall;
        rate = points.get(i).learningRate();
      }
    }
    return rate;
  }
}
