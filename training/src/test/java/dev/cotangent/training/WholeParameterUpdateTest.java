package dev.cotangent.training;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cotangent.core.loss.CrossEntropy;
import dev.cotangent.core.model.Model;
import dev.cotangent.core.optimizer.Optimizer;
import dev.cotangent.core.work.Workers;
import dev.cotangent.optim.Adafactor;
import dev.cotangent.optim.AdamW;
import dev.cotangent.optim.Muon;
import dev.cotangent.parallel.ForkJoinWorkers;
import dev.cotangent.training.result.History;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Rules that look at a parameter as a whole train a model, with any number of workers alike. */
class WholeParameterUpdateTest {

  static Stream<Optimizer> rules() {
    return Stream.of(Muon.of(0.05), Adafactor.of(0.05));
  }

  @ParameterizedTest
  @MethodSource("rules")
  void learnsAndDoesNotDependOnWorkers(Optimizer rule) {
    Set<String> hashes = new HashSet<>();
    for (int count = 1; count <= 3; count++) {
      try (Workers workers = ForkJoinWorkers.of(count, 0)) {
        History history =
            Trainer.of(Fixtures.classifier(7))
                .loss(CrossEntropy.ofClassIndices())
                .optimizer(rule)
                .workers(workers)
                .kernels(Fixtures.portable())
                .fit(Fixtures.blobs(203, 1), 10);
        assertThat(history.last().loss()).isLessThan(history.epochs().get(0).loss() / 2);
        hashes.add(history.sha256());
      }
    }
    assertThat(hashes).hasSize(1);
  }

  @ParameterizedTest
  @MethodSource("rules")
  void sharesAModelWithAnotherRule(Optimizer rule) {
    Model model = Fixtures.classifier(7);
    History history =
        Trainer.of(model)
            .loss(CrossEntropy.ofClassIndices())
            .optimizer(rule)
            .group("*.bias", AdamW.of(0.01))
            .workers(1)
            .fit(Fixtures.blobs(203, 1), 10);
    assertThat(history.last().loss()).isLessThan(history.epochs().get(0).loss() / 2);
  }
}
