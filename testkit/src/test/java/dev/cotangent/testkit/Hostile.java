package dev.cotangent.testkit;

import dev.cotangent.core.Tensor;
import dev.cotangent.core.model.Activation;
import dev.cotangent.core.model.Attributes;
import dev.cotangent.core.model.Interval;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/**
 * A hyperbolic tangent that does something bad when it is asked.
 *
 * @param id what it says when asked for its id, and so on
 */
record Hostile(
    Supplier<String> name,
    UnaryOperator<Tensor> function,
    Supplier<List<Double>> where,
    Supplier<Attributes> own,
    Supplier<Interval> inside)
    implements Activation {

  private static final Duration SOON = Duration.ofMillis(250);

  /** Does nothing bad. */
  static Hostile not() {
    return new Hostile(() -> "hostile", Tensor::tanh, List::of, Attributes::none, Interval::all);
  }

  static List<BrokenPlugin> cases() {
    return List.of(
        of("throwing for its id", "id", not().named(Hostile::thrown)),
        of("recursing for its id", "id", not().named(Hostile::endless)),
        of("of no id", "id", not().named(Hostile::nothing)),
        of("never saying its id", "id", not().named(Hostile::never)),
        of("throwing for attributes", "attributes", not().having(Hostile::thrown)),
        of("of no attributes", "attributes", not().having(Hostile::nothing)),
        of("throwing for kinks", "kinks", not().kinked(Hostile::unlinked)),
        of("of no list of kinks", "kinks", not().kinked(Hostile::nothing)),
        of("throwing for its domain", "extremes", not().within(Hostile::thrown)),
        of("of no domain", "extremes", not().within(Hostile::nothing)),
        of("throwing an error", "shape", not().applying(x -> raised())),
        of("never ending", "shape", not().applying(x -> never())),
        of("never ending on other threads", "threads", not().applying(Hostile::stuck)));
  }

  private static BrokenPlugin of(String name, String check, Hostile hostile) {
    return BrokenPlugin.of(
        "activation " + name, check, () -> ActivationContract.of(hostile).withTimeLimit(SOON));
  }

  Hostile named(Supplier<String> other) {
    return new Hostile(other, function, where, own, inside);
  }

  Hostile applying(UnaryOperator<Tensor> other) {
    return new Hostile(name, other, where, own, inside);
  }

  private Hostile kinked(Supplier<List<Double>> other) {
    return new Hostile(name, function, other, own, inside);
  }

  private Hostile having(Supplier<Attributes> other) {
    return new Hostile(name, function, where, other, inside);
  }

  private Hostile within(Supplier<Interval> other) {
    return new Hostile(name, function, where, own, other);
  }

  static <T> T thrown() {
    throw new IllegalStateException("not today");
  }

  static <T> T unlinked() {
    throw new NoClassDefFoundError("demo/Gone");
  }

  private static <T> T raised() {
    throw new Error("all is lost");
  }

  private static <T> T endless() {
    return Hostile.<T>endless();
  }

  @SuppressWarnings("NullAway") // that is what is wrong with it
  private static <T> T nothing() {
    return null;
  }

  /** Ends when it is interrupted alone, so that the tests leave nothing behind. */
  static <T> T never() {
    while (!Thread.currentThread().isInterrupted()) {
      LockSupport.park();
    }
    throw new IllegalStateException("interrupted");
  }

  private static Tensor stuck(Tensor x) {
    return Thread.currentThread().getName().contains("pool") ? never() : x.tanh();
  }

  @Override
  public String id() {
    return name.get();
  }

  @Override
  public Tensor apply(Tensor x) {
    return function.apply(x);
  }

  @Override
  public List<Double> kinks() {
    return where.get();
  }

  @Override
  public Attributes attributes() {
    return own.get();
  }

  @Override
  public Interval domain() {
    return inside.get();
  }
}
