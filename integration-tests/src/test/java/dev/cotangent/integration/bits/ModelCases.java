package dev.cotangent.integration.bits;

import dev.cotangent.core.registry.Registry;
import dev.cotangent.parallel.ForkJoinWorkers;
import dev.cotangent.training.result.History;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** The trainings of {@code SameBitsTest}, each on two workers, and for one epoch. */
final class ModelCases {

  private ModelCases() {}

  static List<BitsCase> all(Registry registry) {
    return Arrays.stream(BitsModel.values()).map(model -> of(model, registry)).toList();
  }

  private static BitsCase of(BitsModel model, Registry registry) {
    return BitsCase.on(
        "model " + model.name().toLowerCase(Locale.ROOT),
        (kernels, bits) -> {
          try (ForkJoinWorkers workers = ForkJoinWorkers.of(2, 0)) {
            History history = model.train(registry, kernels, workers, 1);
            bits.add(history.sha256());
            history.epochs().forEach(epoch -> bits.add(epoch.loss()));
          }
        });
  }
}
