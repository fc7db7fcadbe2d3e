package dev.cotangent.optim;

import dev.cotangent.core.CotangentException;
import dev.cotangent.core.Shape;
import dev.cotangent.core.optimizer.Optimizer;
import dev.cotangent.core.optimizer.Schedule;
import dev.cotangent.core.registry.Registry;
import dev.cotangent.core.spi.Attributes;
import java.util.Objects;
import java.util.function.Function;

/**
 * Flattens a nested optimizer or schedule into the attributes of the outer one: its id under a
 * name, as in {@code of=adam}, and its attributes with that name as a prefix, as in {@code
 * of.beta1=0.9}.
 */
final class Nested {

  private static final String DOT = ".";

  private Nested() {}

  /** The outer attributes plus the id and attributes of the nested rule. */
  static Attributes plus(Attributes outer, String name, String id, Attributes inner) {
    Attributes all = outer.with(name, id);
    for (String attribute : inner.names()) {
      all = plus(all, name + DOT + attribute, inner.find(attribute).orElseThrow());
    }
    return all;
  }

  private static Attributes plus(Attributes all, String name, Object value) {
    if (value instanceof Long whole) {
      return all.with(name, whole);
    } else if (value instanceof Double number) {
      return all.with(name, number);
    } else if (value instanceof Boolean truth) {
      return all.with(name, truth);
    } else if (value instanceof Shape shape) {
      return all.with(name, shape);
    } else if (value instanceof String text) {
      return all.with(name, text);
    }
    throw new CotangentException(
        "attribute '" + name + "' is " + value + ", expected a number, boolean, shape or text");
  }

  /** The attributes of the nested rule, without the prefix. */
  private static Attributes inner(Attributes given, String name) {
    Attributes inner = Attributes.none();
    for (String attribute : given.names()) {
      if (attribute.startsWith(name + DOT)) {
        String own = attribute.substring(name.length() + 1);
        inner = plus(inner, own, given.find(attribute).orElseThrow());
      }
    }
    return inner;
  }

  /** The attributes without those of the nested rule. */
  static Attributes without(Attributes given, String name) {
    Attributes rest = given;
    for (String attribute : given.names()) {
      rest = attribute.startsWith(name + DOT) ? rest.without(attribute) : rest;
    }
    return rest.without(name);
  }

  /**
   * The nested optimizer with the given attributes; if the id differs, a new one at the same
   * learning rate.
   */
  static Optimizer rule(Attributes given, String name, Optimizer now) {
    String id = given.text(name, now.id());
    Optimizer rule =
        id.equals(now.id())
            ? now
            : Registry.standard().optimizer(id).withLearningRate(now.learningRate());
    return with(rule::with, name, inner(given, name));
  }

  /** The nested schedule with the given attributes; if the id differs, a new one. */
  static Schedule schedule(Attributes given, String name, Schedule now) {
    String id = given.text(name, now.id());
    Schedule schedule = id.equals(now.id()) ? now : Registry.standard().schedule(id);
    return with(schedule::with, name, inner(given, name));
  }

  /** Applies the attributes; an error about a single one names it with its prefix. */
  private static <T> T with(Function<Attributes, T> with, String name, Attributes inner) {
    try {
      return with.apply(inner);
    } catch (CotangentException wrong) {
      for (String attribute : inner.names()) {
        Object value = inner.find(attribute).orElseThrow();
        Attributes alone = plus(Attributes.none(), attribute, value);
        if (String.valueOf(wrong.getMessage()).equals(message(with, alone))) {
          throw new CotangentException(
              "attribute '" + name + DOT + attribute + "': " + wrong.getMessage(), wrong);
        }
      }
      throw wrong;
    }
  }

  /** The message of the error that the function throws; empty if it throws none. */
  private static <T> String message(Function<Attributes, T> with, Attributes attributes) {
    try {
      Objects.requireNonNull(with.apply(attributes));
      return "";
    } catch (CotangentException wrong) {
      return String.valueOf(wrong.getMessage());
    }
  }
}
