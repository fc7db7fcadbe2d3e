package dev.cotangent.testkit;

import dev.cotangent.core.Shape;
import dev.cotangent.core.check.OpExample;
import dev.cotangent.core.graph.Op;
import dev.cotangent.core.plugin.PluginKind;
import dev.cotangent.core.registry.Registry;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;

/**
 * The contract of differentiable ops: {@code OpContract.check(op, shapes)}, or {@link
 * #of(OpExample...)} for an op that also takes labels or masks, or whose inputs have domains. The
 * checks {@code id}, {@code gradient}, {@code linearity}, {@code repetition}, {@code untouched},
 * {@code float32}, {@code kernels}, {@code threads} and {@code allocation} are those of {@link
 * ActivationContract}; {@code expansion} compares value and gradients with those of the op's
 * expansion, if it has one; {@code chain} checks the gradients of the op's square, in which the
 * cotangent depends on the inputs.
 *
 * <p>Immutable.
 */
public final class OpContract extends PluginContract {

  private static final double TOLERANCE = 1e-10;

  private final Op op;
  private final List<OpUse> uses;
  private final Supplier<Registry> registry;
  private final Recipe recipe;
  private final Conditions conditions;

  private OpContract(
      Op op, List<OpUse> uses, Supplier<Registry> registry, Recipe recipe, Conditions conditions) {
    this.op = op;
    this.uses = uses;
    this.registry = registry;
    this.recipe = recipe;
    this.conditions = conditions;
  }

  /** Creates the contract of an op for inputs of the given shapes. */
  public static OpContract of(Op op, Shape... shapes) {
    Recipe recipe = Recipe.of("OpContract", "op", op, shapes);
    return of(op, List.of(OpUse.of(op, List.of(shapes))), recipe);
  }

  /**
   * Creates the contract of an op on its examples, with the fixed shapes of each.
   *
   * @param examples the examples of one op, at least one
   */
  public static OpContract of(OpExample... examples) {
    List<OpUse> uses =
        Arrays.stream(examples)
            .flatMap(each -> each.fixed().stream().map(shapes -> each.at(shapes, 0)))
            .map(OpUse::of)
            .toList();
    Recipe recipe = Recipe.of("OpContract", "examples", examples[0].name());
    return of(uses.get(0).op(), uses, recipe);
  }

  private static OpContract of(Op op, List<OpUse> uses, Recipe recipe) {
    return new OpContract(op, uses, PluginChecks::registry, recipe, Conditions.DEFAULT);
  }

  /**
   * Runs all checks of an op.
   *
   * @throws ContractViolation if a check fails
   */
  public static void check(Op op, Shape... shapes) {
    of(op, shapes).report().assertPassed();
  }

  /** Returns a contract that uses the kernels of an existing registry. */
  OpContract among(Registry other) {
    return new OpContract(op, uses, () -> other, recipe, conditions);
  }

  @Override
  public OpContract withSeed(long newSeed) {
    return under(conditions.withSeed(newSeed));
  }

  @Override
  public OpContract withTimeLimit(Duration limit) {
    return under(conditions.withLimit(limit));
  }

  private OpContract under(Conditions other) {
    return new OpContract(op, uses, registry, recipe, other);
  }

  @Override
  Checks checks() {
    Checks checks =
        new Checks(new Checks.Plugin(PluginKind.OP, op.getClass(), op::id), recipe, conditions);
    FunctionChecks functions =
        new FunctionChecks(
            () -> uses.stream().map(OpUse::subject).toList(), registry.get(), conditions.seed());
    checks.add("id", () -> PluginChecks.id(op::id)).add("expansion", this::expansion);
    checks
        .add("places", () -> wide(registry.get()).forEach(OpSizes::places))
        .add("sizes", () -> wide(registry.get()).forEach(OpSizes::sizes));
    functions.addTo(checks);
    return checks.add(
        "chain", () -> uses.forEach(use -> functions.gradient(use.squared(), checks, 1)));
  }

  private List<OpSizes> wide(Registry found) {
    return uses.stream().map(use -> new OpSizes(use, found.portable(), conditions.seed())).toList();
  }

  private void expansion() {
    for (OpUse use : uses) {
      use.expanded().ifPresent(expanded -> expansion(use.subject(), expanded));
    }
  }

  private void expansion(Subject subject, Subject expanded) {
    Draw draw = new Draw(conditions.seed(), "expansion");
    List<double[]> at = subject.points(draw, 1);
    double[] cotangent = draw.doubles(subject.output().size(), 1);
    Numbers.close(
        "against the expansion",
        subject.places(at),
        expanded.inDoubles(at, cotangent),
        subject.inDoubles(at, cotangent),
        TOLERANCE);
  }
}
