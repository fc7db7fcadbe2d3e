package dev.cotangent.testkit;

import dev.cotangent.core.Shape;
import dev.cotangent.core.argument.Given;
import dev.cotangent.core.metric.Metric;
import dev.cotangent.core.metric.MetricInput;
import dev.cotangent.core.plugin.PluginKind;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The contract of metrics: {@code MetricContract.check(MyMetric.class)}.
 *
 * <ul>
 *   <li>{@code id}, {@code attributes}, {@code services}, {@code jvms}, {@code saved}: as in {@link
 *       ActivationContract}; the name is not blank and does not change
 *   <li>{@code defined}: samples of some form have a value; other forms are refused by a {@link
 *       dev.cotangent.core.CotangentException}
 *   <li>{@code batches}, {@code merges}: the value has the same bits for any division into batches,
 *       and for states that are filled separately and merged, in turn or as a tree; {@link
 *       dev.cotangent.core.metric.ExactSum} computes such sums
 *   <li>{@code weights}: elements of weight 0 have no effect, even NaN; weights of 1 equal no
 *       weights
 *   <li>{@code empty}: without weighted samples the value is NaN or another number, or an error;
 *       merging states without samples has no effect
 *   <li>{@code starts}, {@code threads}: measurements are independent, in sequence or concurrent;
 *       reading the value has no effect
 *   <li>{@code untouched}: the arrays of a batch are not modified, and not read after the call
 *   <li>{@code direction}: perfect predictions are not worse than random ones
 *   <li>{@code range}, if one is {@linkplain #withRange declared}: no value lies outside
 * </ul>
 *
 * <p>The forms are classes by scores or by one output, classes of tokens, several labels, and one
 * or several numbers; a metric may refuse some. Immutable.
 */
public final class MetricContract extends PluginContract {

  /** A range of values. */
  private record Range(double least, double most) {}

  private final Metric metric;
  private final Optional<Class<? extends Metric>> type;
  private final List<MetricCase> cases;
  private final boolean directed;
  private final Optional<Range> range;
  private final Recipe recipe;
  private final Conditions conditions;

  private MetricContract(
      Metric metric,
      Optional<Class<? extends Metric>> type,
      List<MetricCase> cases,
      boolean directed,
      Optional<Range> range,
      Recipe recipe,
      Conditions conditions) {
    this.metric = metric;
    this.type = type;
    this.cases = cases;
    this.directed = directed;
    this.range = range;
    this.recipe = recipe;
    this.conditions = conditions;
  }

  /**
   * Creates the contract of a class with its default attributes, including its service
   * declarations.
   *
   * @throws ContractViolation if the class cannot be instantiated
   */
  public static MetricContract of(Class<? extends Metric> type) {
    Recipe recipe = Recipe.of("MetricContract", type);
    return of(PluginChecks.make(type), Optional.of(type), recipe);
  }

  /** Creates the contract of an instance; checks that need a registered class are left out. */
  public static MetricContract of(Metric metric) {
    Given.of("contract: the metric", metric);
    return of(metric, Optional.empty(), Recipe.of("MetricContract", "metric", metric));
  }

  private static MetricContract of(
      Metric metric, Optional<Class<? extends Metric>> type, Recipe recipe) {
    return new MetricContract(
        metric, type, MetricCase.usual(), true, Optional.empty(), recipe, Conditions.DEFAULT);
  }

  /**
   * Runs all checks of a class with its default attributes.
   *
   * @throws ContractViolation if a check fails
   */
  public static void check(Class<? extends Metric> type) {
    of(type).report().assertPassed();
  }

  /** Returns a contract with an additional form of outputs and targets. */
  public MetricContract withInput(MetricInput input) {
    List<MetricCase> more = new ArrayList<>(cases);
    more.add(new MetricCase("outputs " + input.output() + ", targets " + input.target(), input));
    Recipe then = recipe.then("withInput", "input", input);
    return new MetricContract(metric, type, List.copyOf(more), directed, range, then, conditions);
  }

  /** Returns a contract without the check {@code direction}, for metrics such as a signed error. */
  public MetricContract withoutDirection() {
    Recipe then = new Recipe(recipe.code() + ".withoutDirection()", recipe.variables());
    return new MetricContract(metric, type, cases, false, range, then, conditions);
  }

  /**
   * Returns a contract that checks that values lie within a range, including both ends.
   *
   * @throws IllegalArgumentException if {@code least} is greater than {@code most} or NaN
   */
  public MetricContract withRange(double least, double most) {
    if (!(least <= most)) {
      throw new IllegalArgumentException(
          "the range is " + least + " to " + most + ", expected least <= most");
    }
    Recipe then =
        new Recipe(recipe.code() + ".withRange(" + least + ", " + most + ")", recipe.variables());
    Optional<Range> wanted = Optional.of(new Range(least, most));
    return new MetricContract(metric, type, cases, directed, wanted, then, conditions);
  }

  @Override
  public MetricContract withSeed(long newSeed) {
    return under(conditions.withSeed(newSeed));
  }

  @Override
  public MetricContract withTimeLimit(Duration limit) {
    return under(conditions.withLimit(limit));
  }

  private MetricContract under(Conditions other) {
    return new MetricContract(metric, type, cases, directed, range, recipe, other);
  }

  @Override
  Checks checks() {
    Checks checks =
        new Checks(
            new Checks.Plugin(PluginKind.METRIC, metric.getClass(), metric::id),
            recipe,
            conditions);
    checks
        .add("id", this::id)
        .add("attributes", () -> PluginChecks.attributes(metric, metric::with, Metric::attributes));
    type.ifPresent(
        found ->
            checks
                .add("services", () -> ServiceDeclarations.check(found, Metric.class))
                .add("jvms", () -> jvms(found))
                .add("saved", () -> saved(found)));
    MetricChecks all = new MetricChecks(metric, cases, conditions.seed());
    checks
        .add("defined", all::defined)
        .add("batches", all::batches)
        .add("merges", all::merges)
        .add("weights", all::weights)
        .add("empty", all::empty)
        .add("starts", all::starts)
        .add("threads", all::threads)
        .add("untouched", all::untouched);
    if (directed) {
      checks.add("direction", all::direction);
    }
    range.ifPresent(within -> checks.add("range", () -> all.range(within.least, within.most)));
    return checks;
  }

  private void id() {
    PluginChecks.id(metric::id);
    String name = metric.name();
    Checks.that(!name.isBlank(), "the name is blank");
    Checks.that(
        name.equals(metric.name()), "the name changes from '" + name + "' on the second call");
  }

  /** Uses the usual forms, which the other JVM can create as well. */
  private void jvms(Class<?> found) {
    long seed = conditions.seed();
    new TwinCheck<Metric>(
            PluginKind.METRIC,
            new MetricBehaviour(MetricCase.usual(), seed),
            metric,
            PluginChecks.registry(found),
            seed,
            Shape.scalar())
        .run();
  }

  private void saved(Class<? extends Metric> found) {
    MetricBehaviour behaviour = new MetricBehaviour(cases, conditions.seed());
    new SavedCheck<Metric>(
            behaviour, metric, () -> PluginChecks.make(found), PluginChecks.registry())
        .run();
  }
}
