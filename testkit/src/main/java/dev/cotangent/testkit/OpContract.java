package dev.cotangent.testkit;

import dev.cotangent.core.Op;
import dev.cotangent.core.Shape;
import dev.cotangent.core.Tensor;
import java.time.Duration;
import java.util.List;

/**
 * What every differentiable op of floating inputs keeps: {@code OpContract.check(op, shapes)}. The
 * checks {@code id}, {@code gradient}, {@code linearity}, {@code repetition}, {@code untouched},
 * {@code float32}, {@code kernels}, {@code threads} and {@code allocation} are those of {@link
 * ActivationContract}; {@code expansion} compares value and gradients with those of the op's
 * expansion, if it has one.
 *
 * <p>Immutable.
 */
public final class OpContract extends PluginContract {

  private static final double TOLERANCE = 1e-10;

  private final Op op;
  private final List<Shape> shapes;
  private final Recipe recipe;
  private final Conditions conditions;

  private OpContract(Op op, List<Shape> shapes, Recipe recipe, Conditions conditions) {
    this.op = op;
    this.shapes = shapes;
    this.recipe = recipe;
    this.conditions = conditions;
  }

  /** The contract of an op for inputs of those shapes. */
  public static OpContract of(Op op, Shape... shapes) {
    Recipe recipe = Recipe.of("OpContract", "op", op, shapes);
    return new OpContract(op, List.of(shapes), recipe, Conditions.DEFAULT);
  }

  /**
   * Checks an op.
   *
   * @throws ContractViolation if a check fails
   */
  public static void check(Op op, Shape... shapes) {
    of(op, shapes).report().assertPassed();
  }

  @Override
  public OpContract withSeed(long newSeed) {
    return new OpContract(op, shapes, recipe, conditions.withSeed(newSeed));
  }

  @Override
  public OpContract withTimeLimit(Duration limit) {
    return new OpContract(op, shapes, recipe, conditions.withLimit(limit));
  }

  @Override
  Checks checks() {
    Checks checks = new Checks(new Checks.Plugin("op", op.getClass(), op::id), recipe, conditions);
    checks.add("id", () -> PluginChecks.id(op::id)).add("expansion", this::expansion);
    return new FunctionChecks(() -> List.of(subject()), PluginChecks.registry(), conditions.seed())
        .addTo(checks);
  }

  private Subject subject() {
    return new Subject(in -> op.on(in.toArray(Tensor[]::new)), shapes);
  }

  private void expansion() {
    List<Tensor> leaves = shapes.stream().map(s -> Tensor.of(s, new double[s.size()])).toList();
    if (op.expand(leaves).isEmpty()) {
      return;
    }
    Draw draw = new Draw(conditions.seed(), "expansion");
    List<double[]> at = subject().points(draw, 1);
    double[] cotangent = draw.doubles(subject().output().size(), 1);
    Subject expanded = new Subject(in -> op.expand(in).orElseThrow(), shapes);
    Numbers.close(
        "against the expansion",
        subject().places(at),
        expanded.inDoubles(at, cotangent),
        subject().inDoubles(at, cotangent),
        TOLERANCE);
  }
}
