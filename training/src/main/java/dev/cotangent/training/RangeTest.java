package dev.cotangent.training;

import dev.cotangent.core.argument.Given;
import dev.cotangent.training.failure.NonFiniteException;
import dev.cotangent.training.step.EpochBatches;
import java.util.ArrayList;
import java.util.List;

/**
 * The losses measured by {@link Trainer#findRate} while the learning rate rises: a good rate is one
 * at which the loss falls fast, well below the rate with the lowest loss, after which training
 * diverges.
 *
 * <p>L. N. Smith: <i>Cyclical learning rates for training neural networks</i>, WACV 2017
 * (arXiv:1506.01186).
 *
 * @param points the steps in the order of their rates
 */
public record RangeTest(List<Point> points) {

  private static final double SMOOTHING = 0.9;
  private static final double DIVERGED = 4;

  /**
   * Standard errors that a fall needs to count as more than noise: among a hundred places few reach
   * two.
   */
  private static final double SIGNIFICANT = 3;

  /**
   * One step of the test.
   *
   * @param learningRate learning rate of the step
   * @param loss loss of its batch
   * @param smoothed exponential moving average of the losses so far, with decay 0.9
   */
  public record Point(double learningRate, double loss, double smoothed) {}

  /** Copies the list. */
  public RangeTest {
    points = List.copyOf(Given.of("range test: the points", points));
  }

  /** Runs the steps of a sweep until the loss exceeds four times its minimum, then undoes them. */
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
          continue; // all samples of the batch have weight 0
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
   * The learning rate with the lowest smoothed loss; a good rate is about a tenth of it. The first
   * tenth of the steps is left out, since there the differences between batches outweigh the effect
   * of the rate.
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
   * The rate at which the loss fell fastest over the logarithm of the rate, a good initial learning
   * rate; a tenth of {@link #lowest} if the loss never fell by more than its noise.
   *
   * <p>The slope is that of a least-squares line through about a fifth of the steps, which end at
   * the latest where the smoothed loss was lowest; the first tenth of the steps is left out.
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
   * The least-squares line through the losses of steps whose rates are evenly spaced in their
   * logarithm.
   *
   * @param fall fall of the line from the first step to the last
   * @param noise standard error of the fall
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
