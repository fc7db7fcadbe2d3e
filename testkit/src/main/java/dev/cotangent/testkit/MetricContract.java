package dev.cotangent.testkit;

import dev.cotangent.core.Shape;
import dev.cotangent.core.metric.Metric;
import dev.cotangent.core.metric.MetricInput;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The contract of metrics, as a test: {@code MetricContract.check(MyMetric.class)}.
 *
 * <ul>
 *   <li>{@code id}, {@code attributes}, {@code services}, {@code jvms}, {@code saved}: as in {@link
 *       ActivationContract}; the name is not blank and stays the same
 *   <li>{@code defined}: samples of some form have a value; a form that does not fit is refused by
 *       a {@link dev.cotangent.core.CotangentException}
 *   <li>{@code batches}, {@code merges}: the value has the same bits for any division into batches,
 *       and for states that were filled apart and merged, in turn or along a tree; {@link
 *       dev.cotangent.core.metric.ExactSum} sums so
 *   <li>{@code weights}: what has weight 0 changes nothing, even NaN; weights of 1 are none
 *   <li>{@code empty}: without samples that count the value is NaN or another answer, or an error;
 *       states without samples change nothing when they are merged
 *   <li>{@code starts}, {@code threads}: measurements share nothing, whether in turn or at once;
 *       asking for the value changes nothing
 *   <li>{@code untouched}: the arrays of a batch are only read, and not after the call
 *   <li>{@code direction}: perfect predictions are not worse than drawn ones
 *   <li>{@code range}, if one is {@linkplain #withRange declared}: no value lies outside
 * </ul>
 *
 * <p>The forms are classes by scores or by one output, classes of tokens, several labels, and one
 * number or several; a metric may refuse some. Immutable.
 */
public final class MetricContract extends PluginContract {

  /** A range. */
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
   * The contract of a class with its default attributes, its declarations included.
   *
   * @throws ContractViolation if it cannot be made
   */
  public static MetricContract of(Class<? extends Metric> type) {
    Recipe recipe = Recipe.of("MetricContract", type);
    return of(PluginChecks.make(type), Optional.of(type), recipe);
  }

  /** The contract of a metric, whether or not it can be found. */
  public static MetricContract of(Metric metric) {
    return of(metric, Optional.empty(), Recipe.of("MetricContract", "metric", metric));
  }

  private static MetricContract of(
      Metric metric, Optional<Class<? extends Metric>> type, Recipe recipe) {
    return new MetricContract(
        metric, type, MetricCase.usual(), true, Optional.empty(), recipe, Conditions.DEFAULT);
  }

  /**
   * Checks a class with its default attributes.
   *
   * @throws ContractViolation if a check fails
   */
  public static void check(Class<? extends Metric> type) {
    of(type).report().assertPassed();
  }

  /** The same contract for a metric of another form of outputs and targets, too. */
  public MetricContract withInput(MetricInput input) {
    List<MetricCase> more = new ArrayList<>(cases);
    more.add(new MetricCase("outputs " + input.output() + ", targets " + input.target(), input));
    Recipe then = recipe.then("withInput", "input", input);
    return new MetricContract(metric, type, List.copyOf(more), directed, range, then, conditions);
  }

  /**
   * The same contract for a metric such as a signed error, where perfect is not the least value.
   */
  public MetricContract withoutDirection() {
    Recipe then = new Recipe(recipe.code() + ".withoutDirection()", recipe.variables());
    return new MetricContract(metric, type, cases, false, range, then, conditions);
  }

  /**
   * The same contract for a metric whose values lie within a range, both ends included.
   *
   * @throws IllegalArgumentException if there is no such range
   */
  public MetricContract withRange(double least, double most) {
    if (!(least <= most)) {
      throw new IllegalArgumentException("a range from " + least + " to " + most);
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
        new Checks(new Checks.Plugin("metric", metric.getClass(), metric::id), recipe, conditions);
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
    Checks.that(name.equals(metric.name()), "the name is '" + name + "' and then another");
  }

  /** At the usual forms, which another JVM can make, too. */
  private void jvms(Class<?> found) {
    long seed = conditions.seed();
    new TwinCheck<Metric>(
            "metric",
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
