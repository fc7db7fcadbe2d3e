package dev.cotangent.testkit;

import dev.cotangent.core.CotangentException;
import dev.cotangent.core.graph.Tensor;
import dev.cotangent.core.spi.Activation;
import dev.cotangent.core.spi.Attributes;
import dev.cotangent.testkit.Broken.OfParts;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/** Plugins whose id, attributes or declarations are wrong in one way each. */
final class BrokenDeclarations {

  private static final Attributes ALPHA = Attributes.none().with("alpha", 0.5);
  private static final AtomicInteger CALLS = new AtomicInteger();

  private BrokenDeclarations() {}

  static List<BrokenPlugin> cases() {
    return List.of(
        activation("in capitals", "id", tanh().named(() -> "Swish")),
        activation("of two words", "id", tanh().named(() -> "my swish")),
        activation("with a changing id", "id", tanh().named(() -> "id" + CALLS.incrementAndGet())),
        activation(
            "forgetting attributes",
            "attributes",
            tanh().attributes(ALPHA, given -> Attributes.none())),
        activation(
            "deaf to attributes",
            "attributes",
            tanh()
                .attributes(
                    ALPHA,
                    given -> {
                      given.allowOnly("alpha");
                      return ALPHA;
                    })),
        activation("taking any attribute", "attributes", tanh().attributes(ALPHA, given -> given)),
        activation(
            "with a poor message",
            "attributes",
            tanh().attributes(ALPHA, BrokenDeclarations::poorly)),
        activation(
            "taking a text for a number",
            "attributes",
            tanh().attributes(ALPHA, BrokenDeclarations::unread)),
        activation(
            "taking a number for a text",
            "attributes",
            tanh()
                .attributes(Attributes.none().with("mode", "fast"), given -> known(given, "mode"))),
        activation(
            "taking a text for a truth value",
            "attributes",
            tanh().attributes(Attributes.none().with("on", true), given -> known(given, "on"))),
        activation(
            "casting what it is given",
            "attributes",
            tanh().attributes(ALPHA, BrokenDeclarations::casting)),
        activation(
            "not saying which attribute is wrong",
            "attributes",
            tanh().attributes(ALPHA, BrokenDeclarations::silent)),
        declared("undeclared", "services", UndeclaredSwish.class),
        declared("not found by its id", "save_load", UndeclaredSwish.class),
        declared("of another's id", "save_load", FalseSilu.class));
  }

  private static BrokenPlugin activation(String name, String check, OfParts broken) {
    return BrokenPlugin.of("activation " + name, check, () -> ActivationContract.of(broken));
  }

  private static BrokenPlugin declared(
      String name, String check, Class<? extends Activation> type) {
    return BrokenPlugin.of("activation " + name, check, () -> ActivationContract.of(type));
  }

  private static OfParts tanh() {
    return OfParts.of(Tensor::tanh);
  }

  private static Attributes poorly(Attributes given) {
    if (given.names().size() > 1) {
      throw new CotangentException("no");
    }
    return given;
  }

  private static Attributes known(Attributes given, String name) {
    given.allowOnly(name);
    return given;
  }

  private static Attributes unread(Attributes given) {
    return known(given, "alpha");
  }

  private static Attributes casting(Attributes given) {
    double alpha = given.find("alpha").map(Double.class::cast).orElse(0.5);
    return unread(given).with("alpha", alpha);
  }

  private static Attributes silent(Attributes given) {
    if (given.find("alpha").orElse(0.0) instanceof Double) {
      return unread(given);
    }
    throw new CotangentException("no number");
  }
}
