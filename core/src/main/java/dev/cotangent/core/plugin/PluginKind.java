package dev.cotangent.core.plugin;

import dev.cotangent.core.CotangentException;
import java.util.Arrays;
import java.util.Locale;

/** The kinds of plugins. Lists, errors and files name a kind by its {@link #id}. */
public enum PluginKind {
  /** A function of elements, by {@code core.spi.Activation}. */
  ACTIVATION,
  /** A part of a network, by {@code core.spi.LayerSpec}. */
  LAYER,
  /** A loss, by {@code core.loss.Loss}. */
  LOSS,
  /** A metric, by {@code core.metric.Metric}. */
  METRIC,
  /** An update rule, by {@code core.optimizer.Optimizer}. */
  OPTIMIZER,
  /** A schedule of the learning rate, by {@code core.optimizer.Schedule}. */
  SCHEDULE,
  /** An operation of a graph, by {@code core.graph.Op}; not in registries. */
  OP,
  /** A set of kernels, by {@code core.kernel.KernelsProvider}. */
  KERNELS;

  private final String id = name().toLowerCase(Locale.ROOT);

  /** The kind's word in lower case, as in {@code activation}. */
  public String id() {
    return id;
  }

  /**
   * The kind with that id.
   *
   * @throws CotangentException if there is none
   */
  public static PluginKind of(String id) {
    return Arrays.stream(values())
        .filter(kind -> kind.id.equals(id))
        .findFirst()
        .orElseThrow(
            () ->
                new CotangentException(
                    "unknown kind of plugin '"
                        + id
                        + "', expected one of "
                        + Arrays.asList(values())));
  }

  /** The {@link #id}. */
  @Override
  public String toString() {
    return id;
  }
}
