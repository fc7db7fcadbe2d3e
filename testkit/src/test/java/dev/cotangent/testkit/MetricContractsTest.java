package dev.cotangent.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cotangent.core.CotangentException;
import dev.cotangent.core.Shape;
import dev.cotangent.core.metric.ExactSum;
import dev.cotangent.core.metric.Metric;
import dev.cotangent.core.metric.MetricBatch;
import dev.cotangent.core.metric.MetricInput;
import dev.cotangent.core.metric.MetricState;
import dev.cotangent.core.metric.WeightedMean;
import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/** Metrics that are right, and metrics that are wrong in one way each. */
class MetricContractsTest {

  /** A metric of numbers with its state. */
  static final class OfState implements Metric {

    private final Function<MetricInput, MetricState> begin;
    private final boolean higher;

    OfState(Function<MetricInput, MetricState> begin, boolean higher) {
      this.begin = begin;
      this.higher = higher;
    }

    @Override
    public String id() {
      return "mine";
    }

    @Override
    public boolean higherIsBetter() {
      return higher;
    }

    @Override
    public MetricState start(MetricInput input) {
      input.requireNumbers(id());
      return begin.apply(input);
    }
  }

  /** The mean absolute error, with what can go wrong left to others. */
  static class Errors implements MetricState {

    final WeightedMean mean = WeightedMean.of();

    @Override
    public void add(MetricBatch batch) {
      for (int i = 0; i < batch.elements(); i++) {
        if (batch.weight(i) > 0) {
          mean.add(Math.abs(batch.output(i) - batch.target(i)), batch.weight(i));
        }
      }
    }

    @Override
    public void merge(MetricState later) {
      mean.add(((Errors) later).mean);
    }

    @Override
    public double compute() {
      return mean.value();
    }
  }

  private static List<String> failures(Metric metric) {
    return MetricContract.of(metric).report().failures();
  }

  private static List<String> failures(Function<MetricInput, MetricState> begin) {
    return failures(new OfState(begin, false));
  }

  @Test
  void rightOnesPass() {
    MetricContract.of(new OfState(input -> new Errors(), false))
        .withRange(0, 1e9)
        .report()
        .assertPassed();
    MetricContract.of(Metric.mean("bias", (y, t) -> y - t))
        .withoutDirection()
        .withSeed(3)
        .report()
        .assertPassed();
  }

  @Test
  void aStateThatIsShared() {
    Errors shared = new Errors();
    assertThat(failures(input -> shared)).contains("starts", "batches", "merges", "threads");
  }

  @Test
  void aMeanOfMeans() {
    Function<MetricInput, MetricState> means =
        input ->
            new Errors() {
              @Override
              public void add(MetricBatch batch) {
                Errors own = new Errors();
                own.add(batch);
                if (!Double.isNaN(own.compute())) {
                  mean.add(own.compute(), 1);
                }
              }
            };
    assertThat(failures(means)).containsExactly("batches", "merges");
  }

  @Test
  void weightsThatAreOverlooked() {
    Function<MetricInput, MetricState> all =
        input ->
            new Errors() {
              @Override
              public void add(MetricBatch batch) {
                for (int i = 0; i < batch.elements(); i++) {
                  mean.add(Math.abs(batch.output(i) - batch.target(i)), 1);
                }
              }
            };
    assertThat(failures(all)).contains("weights", "empty");
  }

  @Test
  void aSumThatRounds() {
    class Rounded implements MetricState {
      private double sum;
      private double weight;

      @Override
      public void add(MetricBatch batch) {
        for (int i = 0; i < batch.elements(); i++) {
          if (batch.weight(i) > 0) {
            sum += batch.weight(i) * Math.abs(batch.output(i) - batch.target(i));
            weight += batch.weight(i);
          }
        }
      }

      @Override
      public void merge(MetricState later) {
        sum += ((Rounded) later).sum;
        weight += ((Rounded) later).weight;
      }

      @Override
      public double compute() {
        return sum / weight;
      }
    }
    assertThat(failures(input -> new Rounded())).containsExactly("merges");
  }

  @Test
  void arraysThatAreKeptOrChanged() {
    Function<MetricInput, MetricState> keeping =
        input ->
            new Errors() {
              private float[] kept = {};

              @Override
              public void add(MetricBatch batch) {
                kept = batch.outputs();
                super.add(batch);
              }

              @Override
              public double compute() {
                return super.compute() + (kept.length > 0 ? 0 * kept[0] : 0);
              }
            };
    assertThat(failures(keeping)).contains("defined");
    Function<MetricInput, MetricState> sorting =
        input ->
            new Errors() {
              @Override
              public void add(MetricBatch batch) {
                super.add(batch);
                batch.outputs()[0]++;
              }
            };
    assertThat(failures(sorting)).containsExactly("untouched");
  }

  @Test
  void aWrongDirectionAndRange() {
    assertThat(failures(new OfState(input -> new Errors(), true))).containsExactly("direction");
    MetricContract narrow =
        MetricContract.of(new OfState(input -> new Errors(), false)).withRange(0, 0.25);
    ContractReport report = narrow.report();
    assertThat(report.failures()).containsExactly("range");
    assertThat(report.toString())
        .contains("the value is", "expected 0.0 to 0.25", ".withRange(0.0, 0.25)");
    assertThatThrownBy(() -> narrow.withRange(1, 0)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void whatIsDefinedNowhere() {
    Metric nowhere =
        new OfState(
            input -> {
              throw new CotangentException("mine: only images");
            },
            false);
    assertThat(MetricContract.of(nowhere).report().toString())
        .contains("defined: no form of samples has a value", "mine: only images", "withInput");
    Metric failing =
        new OfState(
            input -> {
              throw new IllegalStateException("later");
            },
            false);
    assertThat(failures(failing)).contains("defined");
    MetricInput nine = MetricInput.ofNumbers(Shape.of(9), Shape.of(9));
    Metric ofNine =
        new OfState(
            input -> {
              if (input.output().size() != 9) {
                throw new CotangentException("mine: expected nine numbers");
              }
              return new Errors();
            },
            false);
    assertThat(failures(ofNine)).containsExactly("defined");
    MetricContract.of(ofNine).withInput(nine).report().assertPassed();
  }

  @Test
  void anIdAndAttributesThatAreWrong() {
    ExactSum calls = ExactSum.of();
    Metric changing =
        new Metric() {
          @Override
          public String id() {
            return "mine";
          }

          @Override
          public String name() {
            calls.add(1);
            return "mine" + calls.value();
          }

          @Override
          public MetricState start(MetricInput input) {
            return new OfState(form -> new Errors(), false).start(input);
          }
        };
    assertThat(failures(changing)).containsExactly("id");
  }
}
