package dev.cotangent.testkit;

import dev.cotangent.core.Shape;
import dev.cotangent.core.argument.Given;
import dev.cotangent.core.optimizer.Optimizer;
import dev.cotangent.core.plugin.PluginKind;
import java.time.Duration;
import java.util.Optional;

/**
 * The contract of optimizers: {@code OptimizerContract.check(MyOptimizer.class)}.
 *
 * <ul>
 *   <li>{@code id}, {@code attributes}, {@code services}, {@code saved}: as in {@link
 *       ActivationContract}
 *   <li>{@code learning_rate}: {@code withLearningRate} changes nothing else; a step uses the
 *       learning rate of its slice, so that schedules and parameter groups work; at 0 parameters do
 *       not change
 *   <li>{@code descent}: a quadratic function decreases, parameters stay finite, also for gradients
 *       of 0, and no step goes uphill, for gradients of 1e-6 to 1e4
 *   <li>{@code slices}: the bits do not depend on how parameters are cut, where they are stored,
 *       and what is next to a slice, and nothing outside the slice changes (outside the parameter,
 *       for optimizers of whole parameters); also for parameters of up to 10,000 elements
 *   <li>{@code untouched}: gradients, scalars, learning rate and step are not modified
 *   <li>{@code repetition}: the instance has no state; {@code prepare} is a function of the step
 *   <li>{@code resume}: a stopped training continues with the same bits in other arrays, also with
 *       another instance: all state is in the slots
 *   <li>{@code threads}: concurrent trainings are independent
 *   <li>{@code allocation}: a step allocates nothing per element, and at most 1 KiB in total
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
   * Creates the contract of a class with its default attributes, including its service
   * declarations.
   *
   * @throws ContractViolation if the class cannot be instantiated
   */
  public static OptimizerContract of(Class<? extends Optimizer> type) {
    Recipe recipe = Recipe.of("OptimizerContract", type);
    return new OptimizerContract(
        PluginChecks.make(type), Optional.of(type), recipe, Conditions.DEFAULT);
  }

  /** Creates the contract of an instance; checks that need a registered class are left out. */
  public static OptimizerContract of(Optimizer rule) {
    Given.of("contract: the rule", rule);
    Recipe recipe = Recipe.of("OptimizerContract", "rule", rule);
    return new OptimizerContract(rule, Optional.empty(), recipe, Conditions.DEFAULT);
  }

  /**
   * Runs all checks of a class with its default attributes.
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
        new Checks(
            new Checks.Plugin(PluginKind.OPTIMIZER, rule.getClass(), rule::id), recipe, conditions);
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
            PluginKind.OPTIMIZER,
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

  /** Creates the optimizer from its class and attributes, as a resumed training does. */
  private Optimizer another() {
    return type.<Optimizer>map(PluginChecks::make)
        .map(made -> made.with(rule.attributes()).withLearningRate(rule.learningRate()))
        .orElse(rule);
  }
}
