package dev.cotangent.integration.bits;

import dev.cotangent.core.registry.Registry;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** All cases. Registered plugins and ops with examples are included automatically. */
final class BitsCases {

  private BitsCases() {}

  static List<BitsCase> all(Registry registry) {
    return Stream.<Supplier<List<BitsCase>>>of(
            OpCases::all,
            () -> PluginCases.all(registry),
            () -> NumberCases.all(registry),
            () -> TrainingCases.all(registry),
            () -> RunCases.all(registry),
            () -> ModelCases.all(registry),
            CommandCases::all)
        .flatMap(family -> family.get().stream())
        .toList();
  }
}
