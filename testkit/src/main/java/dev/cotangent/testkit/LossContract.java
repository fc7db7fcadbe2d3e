package dev.cotangent.testkit;

import dev.cotangent.core.CotangentException;
import dev.cotangent.core.DType;
import dev.cotangent.core.Shape;
import dev.cotangent.core.Tensor;
import dev.cotangent.core.loss.Loss;
import dev.cotangent.core.loss.LossTerms;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * What every loss keeps, by its prediction: {@code LossContract.check(MyLoss.class)}.
 *
 * <p>The checks {@code id}, {@code attributes}, {@code services}, {@code gradient}, {@code
 * linearity}, {@code repetition}, {@code untouched}, {@code float32}, {@code kernels}, {@code
 * threads} and {@code allocation} are those of {@link ActivationContract}, for the mean; {@code
 * terms} looks at the losses of rows, which do not depend on other rows, and {@code target} at a
 * target of another shape, which is an error.
 *
 * <p>Immutable.
 */
public final class LossContract extends PluginContract {

  private static final Shape PREDICTION = Shape.of(4, 6);

  private final Loss loss;
  private final Optional<Class<? extends Loss>> type;
  private final UnaryOperator<Tensor> prediction;
  private final UnaryOperator<Tensor> target;
  private final Recipe recipe;
  private final Conditions conditions;

  private LossContract(
      Loss loss,
      Optional<Class<? extends Loss>> type,
      UnaryOperator<Tensor> prediction,
      UnaryOperator<Tensor> target,
      Recipe recipe,
      Conditions conditions) {
    this.loss = loss;
    this.type = type;
    this.prediction = prediction;
    this.target = target;
    this.recipe = recipe;
    this.conditions = conditions;
  }

  /**
   * The contract of a class with its default attributes, its declarations included.
   *
   * @throws ContractViolation if it cannot be made
   */
  public static LossContract of(Class<? extends Loss> type) {
    Recipe recipe = Recipe.of("LossContract", type);
    return of(PluginChecks.make(type), Optional.of(type), recipe);
  }

  /** The contract of a loss, whether or not it can be found. */
  public static LossContract of(Loss loss) {
    return of(loss, Optional.empty(), Recipe.of("LossContract", "loss", loss));
  }

  private static LossContract of(Loss loss, Optional<Class<? extends Loss>> type, Recipe recipe) {
    UnaryOperator<Tensor> same = UnaryOperator.identity();
    return new LossContract(loss, type, same, same, recipe, Conditions.DEFAULT);
  }

  /**
   * Checks a class with its default attributes, for predictions and targets that it is defined for.
   *
   * @throws ContractViolation if a check fails
   */
  public static void check(Class<? extends Loss> type) {
    of(type).report().assertPassed();
  }

  /**
   * The same contract for a loss of certain predictions, made from any numbers, as by a sigmoid.
   */
  public LossContract withPredictions(UnaryOperator<Tensor> from) {
    Recipe more = recipe.then("withPredictions", "predictions", from);
    return new LossContract(loss, type, from, target, more, conditions);
  }

  /** The same contract for a loss of certain targets, made from any numbers. */
  public LossContract withTargets(UnaryOperator<Tensor> from) {
    Recipe more = recipe.then("withTargets", "targets", from);
    return new LossContract(loss, type, prediction, from, more, conditions);
  }

  @Override
  public LossContract withSeed(long newSeed) {
    return under(conditions.withSeed(newSeed));
  }

  @Override
  public LossContract withTimeLimit(Duration limit) {
    return under(conditions.withLimit(limit));
  }

  private LossContract under(Conditions other) {
    return new LossContract(loss, type, prediction, target, recipe, other);
  }

  @Override
  Checks checks() {
    Checks checks =
        new Checks(new Checks.Plugin("loss", loss.getClass(), loss::id), recipe, conditions);
    checks
        .add("id", () -> PluginChecks.id(loss::id))
        .add("attributes", () -> PluginChecks.attributes(loss, loss::with, Loss::attributes));
    type.ifPresent(
        found -> checks.add("services", () -> ServiceDeclarations.check(found, Loss.class)));
    checks.add("terms", this::terms).add("target", this::target);
    return new FunctionChecks(() -> List.of(mean()), PluginChecks.registry(), conditions.seed())
        .addTo(checks);
  }

  private Subject mean() {
    return new Subject(
        in -> {
          Tensor z = prediction.apply(in.get(0));
          return loss.terms(z, target(z)).mean();
        },
        List.of(PREDICTION),
        List.of("the prediction"),
        new Domain(loss.predictions()));
  }

  /** The same target for the same row, whatever the batch. */
  private Tensor target(Tensor z) {
    Shape shape = loss.targetShape(z.shape());
    Draw draw = new Draw(conditions.seed(), "target");
    if (loss.targetType() == DType.I32) {
      int[] labels = new int[shape.size()];
      for (int i = 0; i < labels.length; i++) {
        labels[i] = draw.below(z.shape().dim(-1));
      }
      return Tensor.of(shape, labels);
    }
    double[] inside = new Domain(loss.targets()).inside(draw.doubles(shape.size(), 1));
    Tensor drawn = Tensor.of(shape, inside);
    return target.apply(drawn).cast(z.dtype());
  }

  private void terms() {
    double[] drawn = new Draw(conditions.seed(), "terms").doubles(PREDICTION.size(), 1);
    double[] at = new Domain(loss.predictions()).inside(drawn);
    Tensor all = Tensor.of(PREDICTION, at);
    int rows = PREDICTION.dim(0);
    LossTerms terms = loss.terms(prediction.apply(all), target(prediction.apply(all)));
    Shape shape = terms.elements().shape();
    Checks.that(
        shape.rank() > 0 && shape.dim(0) == rows,
        "the losses of " + rows + " rows have the shape " + shape);
    double weight = terms.weight().item();
    Checks.that(weight > 0, "the sum of the weights is " + weight);
    double mean = terms.elements().sum().item() / weight;
    Numbers.close(
        "mean() against the sum of the elements by the weight",
        (part, element) -> "result",
        List.of(new double[] {mean}),
        List.of(new double[] {terms.mean().item()}),
        1e-12);
    // the first rows alone, since targets are drawn from the first row on
    double[] whole = terms.elements().toDoubles();
    for (int count = 1; count < rows; count++) {
      Tensor some = prediction.apply(all.slice(0, 0, count));
      double[] part = loss.terms(some, target(some)).elements().toDoubles();
      Numbers.sameBits(
          "the losses of the first " + count + " rows alone",
          Arrays.copyOf(whole, part.length),
          part);
    }
  }

  private void target() {
    Tensor z = prediction.apply(Tensor.input("z", DType.F32, PREDICTION));
    Shape right = loss.targetShape(PREDICTION);
    Shape wrong = Shape.of(PREDICTION.dim(0) + 1);
    Tensor odd = Tensor.input("t", loss.targetType(), wrong);
    try {
      loss.terms(z, odd);
    } catch (CotangentException e) {
      return;
    }
    throw new ContractViolation("a target " + wrong + " instead of " + right + " is no error");
  }
}
