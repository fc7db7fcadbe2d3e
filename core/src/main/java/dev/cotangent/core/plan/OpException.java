package dev.cotangent.core.plan;

import dev.cotangent.core.CotangentException;
import dev.cotangent.core.argument.Given;
import dev.cotangent.core.event.Events;
import dev.cotangent.core.graph.Op;
import dev.cotangent.core.plan.step.OwnOps;
import dev.cotangent.core.plan.step.Step;
import dev.cotangent.core.plugin.RegistryEntry;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Thrown when a step of a plan fails. The message names its ops and, for ops of plugins, their
 * classes and jars. The original exception is the cause.
 */
public final class OpException extends CotangentException {

  private static final long serialVersionUID = 1L;

  private final transient List<Op> ops;

  private OpException(String message, List<Op> ops, Throwable cause) {
    super(message, cause);
    this.ops = ops;
  }

  static OpException of(Step step, Throwable cause) {
    List<Op> all = step.nodes().stream().map(node -> node.op).toList();
    List<Op> foreign = all.stream().filter(OpException::isForeign).toList();
    String plugins =
        foreign.stream().map(op -> " of " + op.owner()).distinct().collect(Collectors.joining());
    foreign.forEach(op -> record(op.owner(), cause));
    return new OpException(
        "op " + step + plugins + " failed: " + describe(cause),
        foreign.isEmpty() ? all : foreign,
        cause);
  }

  private static void record(RegistryEntry owner, Throwable cause) {
    Events.pluginFailed(
        owner.kind().id(),
        owner.id(),
        owner.className(),
        owner.location(),
        cause.getClass().getName(),
        describe(cause));
  }

  /** The op failure that caused another failure; empty if there is none. */
  public static Optional<OpException> in(Throwable failure) {
    Given.of("op exception: the failure", failure);
    return Stream.<@Nullable Throwable>iterate(failure, Objects::nonNull, Throwable::getCause)
        .filter(OpException.class::isInstance)
        .map(OpException.class::cast)
        .findFirst();
  }

  private static boolean isForeign(Op op) {
    return !OwnOps.contain(op.owner().className());
  }

  /** The ops that may have failed: those of plugins, if there are any. */
  public List<Op> ops() {
    return ops;
  }
}
