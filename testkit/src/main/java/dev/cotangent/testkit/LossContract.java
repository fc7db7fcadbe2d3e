package dev.cotangent.testkit;

import dev.cotangent.core.Shape;
import dev.cotangent.core.argument.Given;
import dev.cotangent.core.graph.Tensor;
import dev.cotangent.core.loss.Loss;
import dev.cotangent.core.loss.LossTerms;
import dev.cotangent.core.plugin.PluginKind;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * The contract of losses, for gradients by the prediction: {@code
 * LossContract.check(MyLoss.class)}.
 *
 * <p>The checks {@code id}, {@code attributes}, {@code services}, {@code gradient}, {@code
 * linearity}, {@code repetition}, {@code untouched}, {@code float32}, {@code kernels}, {@code
 * threads} and {@code allocation} are those of {@link ActivationContract}, for the mean; {@code
 * terms} checks that the loss of a row does not depend on other rows, their number or order, and
 * that elements of weight 0 and rows of the ignored class have neither loss nor gradient; {@code
 * target} checks that targets of other shapes are errors.
 *
 * <p>Immutable.
 */
public final class LossContract extends PluginContract {

  private static final Shape PREDICTION = Shape.of(LossData.ROWS, LossData.WIDTH);
  private static final int MANY = 40;
  private static final int[] FEWER = {1, 2, 3, 7, 33};

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
   * Creates the contract of a class with its default attributes, including its service
   * declarations.
   *
   * @throws ContractViolation if the class cannot be instantiated
   */
  public static LossContract of(Class<? extends Loss> type) {
    Recipe recipe = Recipe.of("LossContract", type);
    return of(PluginChecks.make(type), Optional.of(type), recipe);
  }

  /** Creates the contract of an instance; checks that need a registered class are left out. */
  public static LossContract of(Loss loss) {
    Given.of("contract: the loss", loss);
    return of(loss, Optional.empty(), Recipe.of("LossContract", "loss", loss));
  }

  private static LossContract of(Loss loss, Optional<Class<? extends Loss>> type, Recipe recipe) {
    UnaryOperator<Tensor> same = UnaryOperator.identity();
    return new LossContract(loss, type, same, same, recipe, Conditions.DEFAULT);
  }

  /**
   * Runs all checks of a class with its default attributes, for predictions and targets in its
   * domain.
   *
   * @throws ContractViolation if a check fails
   */
  public static void check(Class<? extends Loss> type) {
    of(type).report().assertPassed();
  }

  /**
   * Returns a contract whose predictions are made from arbitrary numbers by a function, such as a
   * sigmoid.
   */
  public LossContract withPredictions(UnaryOperator<Tensor> from) {
    Recipe more = recipe.then("withPredictions", "predictions", from);
    return new LossContract(loss, type, from, target, more, conditions);
  }

  /** Returns a contract whose targets are made from arbitrary numbers by a function. */
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
        new Checks(
            new Checks.Plugin(PluginKind.LOSS, loss.getClass(), loss::id), recipe, conditions);
    checks
        .add("id", () -> PluginChecks.id(loss::id))
        .add("attributes", () -> PluginChecks.attributes(loss, loss::with, Loss::attributes));
    type.ifPresent(
        found ->
            checks
                .add("services", () -> ServiceDeclarations.check(found, Loss.class))
                .add("jvms", () -> jvms(found)));
    checks.add("saved", this::saved).add("terms", this::terms).add("target", this::target);
    checks
        .add("places", () -> new LossSizes(data(), PREDICTION).places())
        .add("sizes", () -> new LossSizes(data(), PREDICTION).sizes());
    return new FunctionChecks(() -> List.of(mean()), PluginChecks.registry(), conditions.seed())
        .addTo(checks);
  }

  /** Uses predictions and targets that the other JVM can create as well. */
  private void jvms(Class<?> found) {
    UnaryOperator<Tensor> same = UnaryOperator.identity();
    new TwinCheck<Loss>(
            PluginKind.LOSS,
            new LossBehaviour(same, same, conditions.seed()),
            loss,
            PluginChecks.registry(found),
            conditions.seed(),
            Shape.scalar())
        .run();
  }

  private void saved() {
    LossBehaviour behaviour = new LossBehaviour(prediction, target, conditions.seed());
    new SavedCheck<Loss>(behaviour, loss, PluginChecks.fresh(type, loss), PluginChecks.registry())
        .run();
  }

  private LossData data() {
    return new LossData(loss, prediction, target, conditions.seed());
  }

  private Subject mean() {
    return new LossSizes(data(), PREDICTION).mean(PREDICTION);
  }

  private void terms() {
    LossTerms terms = data().terms(MANY);
    Shape shape = terms.elements().shape();
    Checks.that(
        shape.rank() > 0 && shape.dim(0) == MANY,
        "the losses of " + MANY + " rows have the shape " + shape);
    double weight = terms.weight().item();
    Checks.that(weight > 0, "the sum of the weights is " + weight);
    double mean = terms.elements().sum().item() / weight;
    Numbers.close(
        "mean() against the sum of the elements by the weight",
        (part, element) -> "result",
        List.of(new double[] {mean}),
        List.of(new double[] {terms.mean().item()}),
        1e-12);
    // the first rows, since targets are drawn starting with the first row
    double[] whole = terms.elements().toDoubles();
    for (int count : FEWER) {
      double[] part = data().terms(count).elements().toDoubles();
      Numbers.sameBits(
          "the losses of the first " + count + " rows alone",
          Arrays.copyOf(whole, part.length),
          part);
    }
    order(whole);
    new LossWeights(data(), MANY).run();
  }

  /** The same rows in the opposite order have the same losses. */
  private void order(double[] whole) {
    double[] backwards = data().backwards(MANY).elements().toDoubles();
    int width = whole.length / MANY;
    double[] expected = new double[whole.length];
    for (int row = 0; row < MANY; row++) {
      System.arraycopy(whole, row * width, expected, (MANY - 1 - row) * width, width);
    }
    Numbers.sameBits("the losses of the same rows in the opposite order", expected, backwards);
  }

  private void target() {
    new LossTargets(data(), PREDICTION).run();
  }
}
