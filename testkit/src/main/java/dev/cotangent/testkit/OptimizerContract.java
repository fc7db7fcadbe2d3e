package dev.cotangent.testkit;

import dev.cotangent.core.Shape;
import dev.cotangent.core.optimizer.Optimizer;
import java.time.Duration;
import java.util.Optional;

/**
 * What every optimizer keeps: {@code OptimizerContract.check(MyOptimizer.class)}.
 *
 * <ul>
 *   <li>{@code id}, {@code attributes}, {@code services}, {@code saved}: as in {@link
 *       ActivationContract}
 *   <li>{@code learning_rate}: {@code withLearningRate} keeps all else; a step uses the rate of its
 *       slice, so that schedules and groups of parameters reach it; at a rate of 0 parameters stay
 *   <li>{@code descent}: a bowl becomes shallower, parameters stay finite, gradients of 0 too, and
 *       no slope is climbed, from gradients of 1e-6 to those of 1e4
 *   <li>{@code slices}: however the parameters are cut and wherever they lie, the bits are the
 *       same, whatever stands beside a slice, and nothing outside it changes (rules of whole
 *       parameters: outside the parameter); so it is for parameters of up to 10,000 elements
 *   <li>{@code untouched}: gradients, scalars, rate and step are not written to
 *   <li>{@code repetition}: the rule keeps nothing itself; {@code prepare} is a function of the
 *       step
 *   <li>{@code resume}: a training that is stopped goes on in other arrays, by another object of
 *       the rule too, with the same bits: all state is in the slots
 *   <li>{@code threads}: several trainings at once do not see each other
 *   <li>{@code allocation}: a step allocates nothing for its elements, and at most 1 KiB in all
 * </ul>
 *
 * <p>Immutable.
 */
public final class OptimizerContract extends PluginContract {

  private final Optimizer rule;
  private final Optional<Class<? extends Optimizer>> type;
  private final Recipe recipe;
  private final Conditions conditions;

  private OptimizerContract(
      Optimizer rule,
      Optional<Class<? extends Optimizer>> type,
      Recipe recipe,
      Conditions conditions) {
    this.rule = rule;
    this.type = type;
    this.recipe = recipe;
    this.conditions = conditions;
  }

  /**
   * The contract of a class with its default attributes, its declarations included.
   *
   * @throws ContractViolation if it cannot be made
   */
  public static OptimizerContract of(Class<? extends Optimizer> type) {
    Recipe recipe = Recipe.of("OptimizerContract", type);
    return new OptimizerContract(
        PluginChecks.make(type), Optional.of(type), recipe, Conditions.DEFAULT);
  }

  /** The contract of a rule, whether or not it can be found. */
  public static OptimizerContract of(Optimizer rule) {
    Recipe recipe = Recipe.of("OptimizerContract", "rule", rule);
    return new OptimizerContract(rule, Optional.empty(), recipe, Conditions.DEFAULT);
  }

  /**
   * Checks a class with its default attributes.
   *
   * @throws ContractViolation if a check fails
   */
  public static void check(Class<? extends Optimizer> type) {
    of(type).report().assertPassed();
  }

  @Override
  public OptimizerContract withSeed(long newSeed) {
    return new OptimizerContract(rule, type, recipe, conditions.withSeed(newSeed));
  }

  @Override
  public OptimizerContract withTimeLimit(Duration limit) {
    return new OptimizerContract(rule, type, recipe, conditions.withLimit(limit));
  }

  @Override
  Checks checks() {
    Checks checks =
        new Checks(new Checks.Plugin("optimizer", rule.getClass(), rule::id), recipe, conditions);
    checks
        .add("id", () -> PluginChecks.id(rule::id))
        .add("attributes", () -> PluginChecks.attributes(rule, rule::with, Optimizer::attributes));
    type.ifPresent(
        found ->
            checks
                .add("services", () -> ServiceDeclarations.check(found, Optimizer.class))
                .add("jvms", () -> jvms(found)));
    OptimizerChecks optimizer = new OptimizerChecks(rule, this::another, conditions.seed());
    return checks
        .add("saved", this::saved)
        .add("learning_rate", optimizer::learningRate)
        .add("descent", optimizer::descent)
        .add("slices", optimizer::slices)
        .add("untouched", optimizer::untouched)
        .add("repetition", optimizer::repetition)
        .add("resume", optimizer::resume)
        .add("threads", optimizer::threads)
        .add("allocation", optimizer::allocation);
  }

  private void jvms(Class<?> found) {
    long seed = conditions.seed();
    new TwinCheck<Optimizer>(
            "optimizer",
            new OptimizerBehaviour(seed),
            rule,
            PluginChecks.registry(found),
            seed,
            Shape.scalar())
        .run();
  }

  private void saved() {
    OptimizerBehaviour behaviour = new OptimizerBehaviour(conditions.seed());
    new SavedCheck<Optimizer>(
            behaviour, rule, PluginChecks.fresh(type, rule), PluginChecks.registry())
        .run();
  }

  /** What a resumed training makes of the class and the attributes that it has saved. */
  private Optimizer another() {
    return type.<Optimizer>map(PluginChecks::make)
        .map(made -> made.with(rule.attributes()).withLearningRate(rule.learningRate()))
        .orElse(rule);
  }
}
