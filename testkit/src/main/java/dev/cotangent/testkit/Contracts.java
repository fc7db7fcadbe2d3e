package dev.cotangent.testkit;

import dev.cotangent.core.check.OpExample;
import dev.cotangent.core.check.example.OpExamples;
import dev.cotangent.core.plugin.PluginKind;
import dev.cotangent.core.plugin.RegistryEntry;
import dev.cotangent.core.registry.Registry;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.LongFunction;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Runs contracts of everything that can be checked: the activations, layers, losses, optimizers and
 * metrics of a registry, and the ops of Cotangent. Schedules and kernels have no contract.
 */
public final class Contracts {

  /** The kinds that have a contract, in listing order. */
  public static final List<PluginKind> KINDS =
      List.of(
          PluginKind.OP,
          PluginKind.ACTIVATION,
          PluginKind.LAYER,
          PluginKind.LOSS,
          PluginKind.OPTIMIZER,
          PluginKind.METRIC);

  /**
   * A plugin or op that can be checked.
   *
   * @param what its kind, id, class and origin
   * @param checks runs its contract for a seed
   */
  public record Checkable(RegistryEntry what, LongFunction<ContractReport> checks) {

    /** Runs in this JVM; a plugin that cannot be instantiated breaks its contract. */
    static Checkable of(RegistryEntry what, Supplier<PluginContract> contract) {
      return new Checkable(what, seed -> report(what, contract, seed));
    }

    /** Runs the contract. */
    public ContractReport report(long seed) {
      return checks.apply(seed);
    }

    private static ContractReport report(
        RegistryEntry what, Supplier<PluginContract> contract, long seed) {
      try {
        return contract.get().withSeed(seed).report();
      } catch (ContractViolation violation) {
        String subject = what.kind() + " '" + what.id() + "'";
        ContractReport.Result unmade =
            new ContractReport.Result(
                "constructor",
                Optional.of(String.valueOf(violation.getMessage())),
                Optional.of("new " + what.className() + "();"));
        return new ContractReport(subject, seed, 0, List.of(unmade));
      }
    }
  }

  private Contracts() {}

  /**
   * Starts the second JVM that contracts compare with in advance; otherwise the first check that
   * needs it starts it. It ends with this JVM.
   */
  public static void begin() {
    try {
      Twin.of(List.of()).begin();
    } catch (PluginJvm.Ended unstarted) {
      // reported by the first check that needs it
    }
  }

  /** All subjects of checks, by kind and id. */
  public static List<Checkable> all(Registry registry) {
    return Stream.concat(ops(registry), plugins(registry))
        .sorted(Comparator.comparing(checkable -> KINDS.indexOf(checkable.what.kind())))
        .toList();
  }

  /**
   * Runs the contract of an entry's class with its default attributes.
   *
   * @return empty for kinds that have no contract: schedules and kernels
   */
  public static Optional<ContractReport> report(RegistryEntry entry, Registry registry, long seed) {
    return plugins(registry)
        .filter(checkable -> checkable.what.equals(entry))
        .findFirst()
        .map(checkable -> checkable.report(seed));
  }

  private static Stream<Checkable> plugins(Registry registry) {
    return registry.entries().stream()
        .filter(entry -> KINDS.contains(entry.kind()))
        .map(entry -> Checkable.of(entry, () -> of(entry, registry)));
  }

  /** Creates the contract of a plugin's class with its default attributes. */
  private static PluginContract of(RegistryEntry entry, Registry registry) {
    String id = entry.id();
    return switch (entry.kind()) {
      case ACTIVATION -> ActivationContract.of(registry.activation(id).getClass()).among(registry);
      case LAYER -> LayerContract.of(registry.layer(id).getClass()).among(registry);
      case LOSS -> LossContract.of(registry.loss(id).getClass());
      case METRIC -> MetricContract.of(registry.metric(id).getClass());
      default -> OptimizerContract.of(registry.optimizer(id).getClass());
    };
  }

  private static Stream<Checkable> ops(Registry registry) {
    Map<String, List<OpExample>> examples =
        OpExamples.all().stream()
            .collect(Collectors.groupingBy(OpExample::id, TreeMap::new, Collectors.toList()));
    List<Checkable> ops = new ArrayList<>();
    examples.forEach((id, each) -> ops.add(op(id, each.toArray(OpExample[]::new), registry)));
    return ops.stream();
  }

  private static Checkable op(String id, OpExample[] examples, Registry registry) {
    RegistryEntry what =
        RegistryEntry.of(PluginKind.OP, id, examples[0].at(examples[0].fixed().get(0), 0).op());
    return Checkable.of(what, () -> OpContract.of(examples).among(registry));
  }
}
