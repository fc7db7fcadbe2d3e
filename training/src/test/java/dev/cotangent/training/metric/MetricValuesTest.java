package dev.cotangent.training.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cotangent.core.CotangentException;
import dev.cotangent.core.Shape;
import dev.cotangent.core.loss.Scores;
import dev.cotangent.core.metric.Metric;
import dev.cotangent.core.metric.MetricBatch;
import dev.cotangent.core.metric.MetricInput;
import dev.cotangent.core.metric.MetricState;
import java.util.List;
import java.util.OptionalDouble;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Values against scikit-learn's definitions, computed in Python by their formulas from the numbers
 * below (fractions where they are ones).
 */
class MetricValuesTest {

  private static final Offset<Double> CLOSE = Offset.offset(1e-13);
  private static final float[] NONE = {};
  private static final float[] WEIGHTS = {1, 2, 1, 3, 1, 0.5f, 2, 1};

  // Three classes of eight samples; chosen are 0 1 1 2 2 0 2 1.
  private static final float[] SCORES = {
    3, 1, 0, 0, 2, 1, 1, 4, 0, 0, 1, 5, 1, 0, 2, 2, 1, 0, 0, 1, 3, 1, 2, 0,
  };
  private static final int[] LABELS = {0, 1, 0, 2, 1, 0, 2, 2};

  private static final MetricInput CLASSES =
      MetricInput.ofClasses(Shape.of(3), Shape.scalar(), List.of("a", "b", "c"))
          .with(OptionalDouble.empty(), Scores.LOGITS);

  private static double ofClasses(String name, float[] weights) {
    MetricState state = Metrics.named(name).start(CLASSES);
    int width = weights.length == 0 ? 0 : 1;
    state.add(MetricBatch.ofClasses(CLASSES, 8, SCORES, LABELS, weights, width));
    return state.compute();
  }

  /**
   * Rows are truth, columns choices: a (2 1 0), b (0 1 1), c (0 1 2). Precision 2/2, 1/3, 2/3;
   * recall 2/3, 1/2, 2/3; F1 4/5, 2/5, 2/3; support 3, 2, 3.
   */
  @ParameterizedTest
  @CsvSource({
    "accuracy, 0.625",
    "accuracy_top2, 0.75",
    "precision_macro, 0.6666666666666666",
    "recall_macro, 0.6111111111111112",
    "f1_macro, 0.6222222222222222",
    "precision_micro, 0.625",
    "recall_micro, 0.625",
    "f1_micro, 0.625",
    "precision_weighted, 0.7083333333333334",
    "recall_weighted, 0.625",
    "f1_weighted, 0.65",
    "f2_macro, 0.6118326118326118",
    "f0.5_macro, 0.6443001443001443",
    "exact_match, 0.625",
  })
  void ofThreeClasses(String name, double expected) {
    assertThat(ofClasses(name, NONE)).isCloseTo(expected, CLOSE);
  }

  /** By weights: a (1.5 1 0), b (0 2 1), c (0 1 5) of 11.5; F1 3/4, 4/7, 5/6. */
  @ParameterizedTest
  @CsvSource({
    "accuracy, 0.7391304347826086",
    "precision_macro, 0.7777777777777778",
    "recall_macro, 0.7000000000000001",
    "f1_macro, 0.7182539682539683",
    "f1_weighted, 0.7468944099378882",
    "recall_weighted, 0.7391304347826086",
  })
  void byWeights(String name, double expected) {
    assertThat(ofClasses(name, WEIGHTS)).isCloseTo(expected, CLOSE);
  }

  /** Mean of −ln softmax(scores)[label], by math.log and math.exp. */
  @Test
  void logLossOfLogits() {
    double sum = 0;
    for (int row = 0; row < 8; row++) {
      double total = 0;
      for (int i = 0; i < 3; i++) {
        total += StrictMath.exp(SCORES[row * 3 + i]);
      }
      sum += StrictMath.log(total) - SCORES[row * 3 + LABELS[row]];
    }
    assertThat(ofClasses("log_loss", NONE)).isCloseTo(sum / 8, CLOSE);
  }

  // Two classes by one probability: chosen are 1 0 1 1 0 0 1 0.
  private static final float[] PROBABILITIES = {
    0.75f, 0.25f, 0.625f, 0.875f, 0.5f, 0.125f, 0.625f, 0.375f,
  };
  private static final int[] YES = {1, 0, 0, 1, 1, 0, 1, 1};
  private static final MetricInput BINARY =
      MetricInput.ofClasses(Shape.of(1), Shape.scalar(), List.of("no", "yes"))
          .with(OptionalDouble.of(0.5), Scores.PROBABILITIES);

  private static double ofTwo(Metric metric, float[] weights) {
    MetricState state = metric.start(BINARY);
    int width = weights.length == 0 ? 0 : 1;
    state.add(MetricBatch.ofClasses(BINARY, 8, PROBABILITIES, YES, weights, width));
    return state.compute();
  }

  /**
   * Hits 3, false alarms 1, misses 2. Of 5·3 pairs 12 are won and one is a tie: 12.5/15. Average
   * precision: 1/5·1 + 1/5·1 + 1/5·3/4 + 1/5·4/5 + 1/5·5/6. Log loss by math.log.
   */
  @ParameterizedTest
  @CsvSource({
    "accuracy, 0.625",
    "binary_accuracy, 0.625",
    "precision, 0.75",
    "recall, 0.6",
    "f1, 0.6666666666666666",
    "f2, 0.625",
    "f0.5, 0.7142857142857143",
    "roc_auc, 0.8333333333333334",
    "pr_auc, 0.8766666666666667",
    "log_loss, 0.49590453074771756",
  })
  void ofTwoClasses(String name, double expected) {
    assertThat(ofTwo(Metrics.named(name), NONE)).isCloseTo(expected, CLOSE);
  }

  /**
   * By weights: yes 0.875 (3), 0.75 (1), 0.625 (2), 0.5 (1), 0.375 (1); no 0.625 (1), 0.25 (2),
   * 0.125 (0.5). Won 4·3.5 + 2·3 + 2·2.5 of 8·3.5 = 25/28; average precision 4/8 + 2/8·6/7 +
   * 1/8·7/8 + 1/8·8/9.
   */
  @ParameterizedTest
  @CsvSource({
    "precision, 0.8571428571428571",
    "recall, 0.75",
    "f1, 0.8",
    "roc_auc, 0.8928571428571429",
    "pr_auc, 0.9347718253968254",
  })
  void ofTwoClassesByWeights(String name, double expected) {
    assertThat(ofTwo(Metrics.named(name), WEIGHTS)).isCloseTo(expected, CLOSE);
  }

  @Test
  void aThresholdOfItsOwn() {
    assertThat(ofTwo(new Precision().withThreshold(0.7), NONE)).isEqualTo(1);
    assertThat(ofTwo(new Recall().withThreshold(0.7), NONE)).isEqualTo(0.4);
    assertThat(ofTwo(new BinaryAccuracy().withThreshold(0.3), NONE)).isEqualTo(0.875);
  }

  // Three labels of four samples, by logits: yes 1 0 1, 0 1 1, 1 1 0, 0 0 0.
  private static final float[] LOGITS = {2, -1, 0.5f, -2, 1, 3, 1, 2, -1, -1, -3, -0.5f};
  private static final float[] HAS = {1, 0, 0, 0, 1, 1, 1, 0, 0, 0, 0, 1};
  private static final MetricInput LABELLED =
      MetricInput.ofNumbers(Shape.of(3), Shape.of(3)).with(OptionalDouble.of(0), Scores.LOGITS);

  private static double ofLabels(String name, float[] weights, int width) {
    MetricState state = Metrics.named(name).start(LABELLED);
    state.add(MetricBatch.ofNumbers(LABELLED, 4, LOGITS, HAS, weights, width));
    return state.compute();
  }

  /**
   * Labels: hits 2 1 1, false alarms 0 1 1, misses 0 0 1; areas 4/4, 2/3, 3/4; average precisions
   * 1, 1/2, 1/2 + 1/2·2/3.
   */
  @ParameterizedTest
  @CsvSource({
    "binary_accuracy, 0.75",
    "exact_match, 0.25",
    "precision_macro, 0.6666666666666666",
    "recall_macro, 0.8333333333333334",
    "f1_macro, 0.7222222222222222",
    "f1_micro, 0.7272727272727273",
    "f1_weighted, 0.7333333333333333",
    "roc_auc, 0.8055555555555556",
    "pr_auc, 0.7777777777777778",
  })
  void ofLabels(String name, double expected) {
    assertThat(ofLabels(name, NONE, 0)).isCloseTo(expected, CLOSE);
  }

  /** Without the third label and the last sample. */
  @Test
  void masksOfLabels() {
    float[] mask = {1, 1, 0, 1, 1, 0, 1, 1, 0, 0, 0, 0};
    assertThat(ofLabels("binary_accuracy", mask, 3)).isCloseTo(5 / 6.0, CLOSE);
    assertThat(ofLabels("exact_match", mask, 3)).isCloseTo(2 / 3.0, CLOSE);
    assertThat(ofLabels("f1_micro", mask, 3)).isCloseTo(6 / 7.0, CLOSE);
  }

  /** Tokens: two samples of three, the last of each masked in turn. */
  @Test
  void ofTokens() {
    MetricInput tokens = MetricInput.ofClasses(Shape.of(3, 2), Shape.of(3), List.of("x", "y"));
    float[] scores = {1, 0, 0, 1, 5, 0, 0, 1, 1, 0, 0, 9};
    int[] labels = {0, 1, 1, 1, 1, 0};
    float[] mask = {1, 1, 0, 1, 1, 1};
    MetricState accuracy = new Accuracy().start(tokens);
    MetricState whole = new ExactMatch().start(tokens);
    for (MetricState state : List.of(accuracy, whole)) {
      state.add(MetricBatch.ofClasses(tokens, 2, scores, labels, mask, 3));
    }
    assertThat(accuracy.compute()).isCloseTo(3 / 5.0, CLOSE);
    assertThat(whole.compute()).isCloseTo(0.5, CLOSE);
  }

  private static final float[] OUTPUTS = {2.5f, 0, 2, 8};
  private static final float[] TARGETS = {3, -0.5f, 2, 7};

  /** The examples of scikit-learn's pages on mean_absolute_error, mape and r2_score. */
  @ParameterizedTest
  @CsvSource({
    "mae, 0.5",
    "rmse, 0.6123724356957945",
    "mape, 0.3273809523809524",
    "r2, 0.9486081370449679",
  })
  void ofNumbers(String name, double expected) {
    MetricInput numbers = MetricInput.ofNumbers(Shape.of(1), Shape.of(1));
    MetricState state = Metrics.named(name).start(numbers);
    state.add(MetricBatch.ofNumbers(numbers, 4, OUTPUTS, TARGETS, NONE, 0));
    assertThat(state.compute()).isCloseTo(expected, CLOSE);
  }

  /** A mean of a million times the spread costs no digit: t = 2^23 + {0, 1, 2, 3}, errors 1/2. */
  @Test
  void r2FarFromZero() {
    float base = 0x1p22f;
    float[] targets = {base, base + 1, base + 2, base + 3};
    float[] outputs = {base + 0.5f, base + 1.5f, base + 2.5f, base + 3.5f};
    MetricInput numbers = MetricInput.ofNumbers(Shape.of(1), Shape.of(1));
    MetricState state = new R2().start(numbers);
    state.add(MetricBatch.ofNumbers(numbers, 4, outputs, targets, NONE, 0));
    assertThat(state.compute()).isEqualTo(1 - 1 / 5.0);
  }

  @Test
  void aLambdaIsAMetric() {
    MetricInput numbers = MetricInput.ofNumbers(Shape.of(1), Shape.of(1));
    Metric bias = Metric.mean("bias", (output, target) -> output - target);
    MetricState state = bias.start(numbers);
    state.add(MetricBatch.ofNumbers(numbers, 4, OUTPUTS, TARGETS, NONE, 0));
    assertThat(state.compute()).isEqualTo(0.25);
    assertThat(bias.name()).isEqualTo("bias");
    assertThatThrownBy(() -> Metric.mean("My bias", (output, target) -> 0))
        .isInstanceOf(CotangentException.class)
        .hasMessageContaining("lower-case");
  }

  @Test
  void whatDoesNotFitSaysWhatWould() {
    assertError(() -> new FBeta().start(CLASSES), "f1: there are 3 classes", "f1_macro");
    assertError(() -> new Rmse().start(CLASSES), "rmse: the targets are 3 classes", "accuracy");
    assertError(() -> new Accuracy().start(LABELLED), "the targets are numbers [3]", "rmse");
    MetricInput unknown = MetricInput.ofNumbers(Shape.of(2), Shape.of(2));
    assertError(() -> new BinaryAccuracy().start(unknown), "needs a threshold");
    assertError(() -> new LogLoss().start(unknown), "does not define the kind of the outputs");
    MetricInput wide = MetricInput.ofNumbers(Shape.of(5), Shape.of(2));
    assertError(() -> new Mae().start(wide), "the outputs are [5] for targets [2]");
    assertError(() -> Metrics.named("f"), "there is no metric 'f'", "roc_auc", "f1_macro");
    assertError(() -> Metrics.named("rmse_macro"), "there is no metric 'rmse_macro'");
    assertError(() -> FBeta.of(0, Average.MACRO), "beta is 0");
  }

  private static void assertError(Runnable code, String... parts) {
    assertThatThrownBy(code::run)
        .isInstanceOf(CotangentException.class)
        .hasMessageContainingAll(parts);
  }

  /** Names of tables are names that can be asked for. */
  @ParameterizedTest
  @CsvSource({"f1", "f2_micro", "f0.5_weighted", "recall_macro", "accuracy_top3", "roc_auc", "r2"})
  void namesAreTold(String name) {
    assertThat(Metrics.named(name).name()).isEqualTo(name);
  }
}
