package dev.cotangent.testkit;

import dev.cotangent.core.graph.Tensor;
import dev.cotangent.core.spi.Activation;
import dev.cotangent.core.spi.Attributes;
import dev.cotangent.core.spi.Interval;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/**
 * A hyperbolic tangent that does something bad when it is asked.
 *
 * @param name says its id
 * @param function what it is
 * @param where says its kinks
 * @param own says its attributes
 * @param inside says its domain
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
        of("throwing for its id", "id", not().named(refusing(""))),
        of("recursing for its id", "id", not().named(after(() -> recurse(1), ""))),
        of("of no id", "id", not().named(nothing(String.class))),
        of("never saying its id", "id", not().named(() -> never(""))),
        of("throwing for attributes", "attributes", not().having(refusing(Attributes.none()))),
        of("of no attributes", "attributes", not().having(nothing(Attributes.class))),
        of("throwing for kinks", "kinks", not().kinked(after(Hostile::unlink, List.of()))),
        of("throwing for its domain", "extremes", not().within(refusing(Interval.all()))),
        of("of no domain", "extremes", not().within(nothing(Interval.class))),
        of("throwing an error", "shape", not().applying(x -> after(Hostile::raise, x).get())),
        of("never ending", "shape", not().applying(Hostile::never)),
        of("never ending on other threads", "threads", not().applying(Hostile::stuck)));
  }

  private static BrokenPlugin of(String name, String check, Hostile hostile) {
    return BrokenPlugin.of(
        "activation " + name, check, () -> ActivationContract.of(hostile).withTimeLimit(SOON));
  }

  static <T> Supplier<T> refusing(T otherwise) {
    return after(Hostile::refuse, otherwise);
  }

  private static void refuse() {
    throw new IllegalStateException("not today");
  }

  private static void unlink() {
    throw new NoClassDefFoundError("demo/Gone");
  }

  private static void raise() {
    throw new Error("all is lost");
  }

  private static <T> Supplier<T> after(Runnable deed, T otherwise) {
    return () -> {
      deed.run();
      return otherwise;
    };
  }

  @SuppressWarnings("NullAway") // that is what is wrong with it
  private static <T> Supplier<T> nothing(Class<T> type) {
    return () -> type.cast(null);
  }

  private static int recurse(int depth) {
    return depth == 0 ? 0 : recurse(depth + 1) + 1;
  }

  /** Ends when it is interrupted alone, so that the tests leave nothing behind. */
  static <T> T never(T otherwise) {
    while (!Thread.currentThread().isInterrupted()) {
      LockSupport.park();
    }
    return otherwise;
  }

  private static Tensor stuck(Tensor x) {
    return Thread.currentThread().getName().contains("pool") ? never(x) : x.tanh();
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
