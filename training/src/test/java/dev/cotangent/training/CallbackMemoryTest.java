package dev.cotangent.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cotangent.core.CotangentException;
import dev.cotangent.core.loss.CrossEntropy;
import dev.cotangent.core.model.Model;
import dev.cotangent.optim.Adam;
import dev.cotangent.optim.Plateau;
import dev.cotangent.training.callback.Callback;
import dev.cotangent.training.callback.CsvLog;
import dev.cotangent.training.callback.EarlyStopping;
import dev.cotangent.training.callback.ReduceOnPlateau;
import dev.cotangent.training.data.Dataset;
import dev.cotangent.training.failure.ResumeException;
import dev.cotangent.training.failure.Setting;
import dev.cotangent.training.result.EpochResult;
import dev.cotangent.training.result.History;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What callbacks know goes on after a resume; rates fall on a plateau. */
class CallbackMemoryTest {

  private static final int EPOCHS = 12;

  private final Path folder;

  CallbackMemoryTest(@TempDir Path folder) {
    this.folder = folder;
  }

  /** With a rate so high that the loss of other data soon gets no better. */
  private static Trainer trainer(Model model, Callback... callbacks) {
    return Trainer.of(model)
        .loss(CrossEntropy.ofClassIndices())
        .optimizer(Adam.of(0.05))
        .workers(1)
        .validation(Fixtures.blobs(40, 2))
        .callbacks(callbacks);
  }

  private static ReduceOnPlateau plateau() {
    return ReduceOnPlateau.of(Plateau.of(1));
  }

  @Test
  void theRateFallsByTheRule() {
    Plateau rule = Plateau.of(1);
    History history = trainer(Fixtures.classifier(7), plateau()).fit(Fixtures.blobs(80, 1), EPOCHS);
    Plateau.State state = rule.begin();
    List<Double> expected = new ArrayList<>();
    for (EpochResult epoch : history.epochs()) {
      expected.add(0.05 * state.scale());
      state = rule.next(state, epoch.validation().orElseThrow().loss());
    }
    assertThat(history.epochs().stream().map(EpochResult::learningRate)).isEqualTo(expected);
    assertThat(expected.get(EPOCHS - 1)).isLessThan(expected.get(0));
  }

  @Test
  void aMetricIsWatched() {
    Plateau rule = new Plateau(0.5, 0, 1e-4, false, 0, 0, true);
    History history =
        trainer(Fixtures.classifier(7), ReduceOnPlateau.of(rule, "accuracy"))
            .fit(Fixtures.blobs(80, 1), EPOCHS);
    assertThat(history.last().learningRate()).isLessThan(0.05);
    assertThatThrownBy(
            () ->
                trainer(Fixtures.classifier(7), ReduceOnPlateau.of(rule, "fame"))
                    .fit(Fixtures.blobs(80, 1), EPOCHS))
        .isInstanceOf(CotangentException.class)
        .hasMessageContaining("fame");
  }

  @Test
  void aResumedTrainingDoesWhatOneDoesThatNeverStopped() throws IOException {
    Dataset data = Fixtures.blobs(80, 1);
    EarlyStopping straightStopping = EarlyStopping.patience(5);
    Model straight = Fixtures.classifier(7);
    trainer(straight, plateau(), straightStopping, CsvLog.to(folder.resolve("straight.csv")))
        .fit(data, EPOCHS);
    Path log = folder.resolve("log.csv");
    for (int stop = 1; stop < straightStopping.bestEpoch() + 4; stop++) {
      Path file = folder.resolve("checkpoint" + stop);
      // as a process that is killed: what callbacks do at the end is not kept
      trainer(Fixtures.classifier(7), plateau(), EarlyStopping.patience(5), CsvLog.to(log))
          .checkpoint(file, 2)
          .fit(data, stop);
      Model model = Fixtures.classifier(7);
      EarlyStopping stopping = EarlyStopping.patience(5);
      trainer(model, plateau(), stopping, CsvLog.to(log))
          .resume(Checkpoint.read(file))
          .fit(data, EPOCHS);
      assertThat(model.store().sha256()).isEqualTo(straight.store().sha256());
      assertThat(stopping.bestEpoch()).isEqualTo(straightStopping.bestEpoch());
      assertThat(stopping.bestValue()).isEqualTo(straightStopping.bestValue());
      assertThat(withoutSeconds(log)).isEqualTo(withoutSeconds(folder.resolve("straight.csv")));
    }
  }

  @Test
  void callbacksThatHaveSeenNoEpochYetAreKeptToo() throws IOException {
    Dataset data = Fixtures.blobs(80, 1);
    Path file = folder.resolve("checkpoint");
    TrainingControl control = TrainingControl.of();
    control.cancel();
    trainer(Fixtures.classifier(7), plateau(), EarlyStopping.patience(5))
        .control(control)
        .checkpoint(file, 0)
        .fit(data, EPOCHS);
    assertThat(Checkpoint.read(file).step()).isEqualTo(1);
    Model straight = Fixtures.classifier(7);
    trainer(straight, plateau(), EarlyStopping.patience(5)).fit(data, EPOCHS);
    Model resumed = Fixtures.classifier(7);
    trainer(resumed, plateau(), EarlyStopping.patience(5))
        .resume(Checkpoint.read(file))
        .fit(data, EPOCHS);
    assertThat(resumed.store().sha256()).isEqualTo(straight.store().sha256());
  }

  @Test
  void theLogOfAResumedTrainingIsWholeWithoutItsFile() throws IOException {
    Dataset data = Fixtures.blobs(80, 1);
    Path log = folder.resolve("log.csv");
    Path file = folder.resolve("checkpoint");
    trainer(Fixtures.classifier(7), CsvLog.to(log)).checkpoint(file, 0).fit(data, 2);
    List<String> before = Files.readAllLines(log);
    Files.delete(log);
    trainer(Fixtures.classifier(7), CsvLog.to(log)).resume(Checkpoint.read(file)).fit(data, 3);
    assertThat(Files.readAllLines(log)).hasSize(4).startsWith(before.toArray(String[]::new));
  }

  /** Remembers something under names of any kind. */
  private static class Odd implements Callback {

    private final String id;
    private Map<String, double[]> got = Map.of();

    Odd(String id) {
      this.id = id;
    }

    @Override
    public String id() {
      return id;
    }

    @Override
    public Map<String, double[]> memory() {
      return Map.of("a,b/ü\n", new double[] {Double.NaN, 1}, "", new double[0]);
    }

    @Override
    public void remember(Map<String, double[]> memory) {
      got = memory;
    }
  }

  @Test
  void namesAreAnyTextAndBitsAreKept() throws IOException {
    Path file = folder.resolve("odd");
    Dataset data = Fixtures.blobs(80, 1);
    trainer(Fixtures.classifier(7), new Odd("odd")).checkpoint(file, 0).fit(data, 1);
    Odd again = new Odd("odd");
    trainer(Fixtures.classifier(7), again).resume(Checkpoint.read(file)).fit(data, 2);
    assertThat(again.got.get("a,b/ü\n")).containsExactly(Double.NaN, 1);
    assertThat(again.got.get("")).isEmpty();
  }

  @Test
  void whatRemembersNeedsAnId() {
    assertThatThrownBy(
            () ->
                trainer(Fixtures.classifier(7), new Odd(""))
                    .checkpoint(folder.resolve("odd"), 0)
                    .fit(Fixtures.blobs(80, 1), 1))
        .isInstanceOf(CotangentException.class)
        .hasMessageContainingAll("Odd", "a,b", "id is empty");
  }

  @Test
  void oneThatCannotUseItsMemoryIsNamedAndTheModelStaysAsItWas() throws IOException {
    Path file = folder.resolve("checkpoint");
    Dataset data = Fixtures.blobs(80, 1);
    trainer(Fixtures.classifier(7), new Odd("odd")).checkpoint(file, 0).fit(data, 1);
    Callback picky =
        new Odd("odd") {
          @Override
          public void remember(Map<String, double[]> memory) {
            throw new CotangentException("not this");
          }
        };
    Model model = Fixtures.classifier(7);
    String before = model.store().sha256();
    assertThatThrownBy(() -> trainer(model, picky).resume(Checkpoint.read(file)).fit(data, 2))
        .isInstanceOf(CotangentException.class)
        .hasMessageContainingAll("'odd'", "not this");
    assertThat(model.store().sha256()).isEqualTo(before);
  }

  @Test
  void aTrainingThatStoppedEarlyStaysStopped() throws IOException {
    Path file = folder.resolve("checkpoint");
    Dataset data = Fixtures.blobs(80, 1);
    Model model = Fixtures.classifier(7);
    History early = trainer(model, EarlyStopping.patience(1)).checkpoint(file, 0).fit(data, 100);
    assertThat(early.stoppedEarly()).isTrue();
    Model resumed = Fixtures.classifier(7);
    History again =
        trainer(resumed, EarlyStopping.patience(1)).resume(Checkpoint.read(file)).fit(data, 100);
    assertThat(again.epochs()).isEqualTo(early.epochs());
    assertThat(again.stoppedEarly()).isTrue();
    assertThat(resumed.store().sha256()).isEqualTo(model.store().sha256());
  }

  @Test
  void anotherCallbackInItsPlaceBeginsAnew() throws IOException {
    Dataset data = Fixtures.blobs(80, 1);
    Path file = folder.resolve("checkpoint");
    trainer(Fixtures.classifier(7), EarlyStopping.patience(5)).checkpoint(file, 0).fit(data, 2);
    Checkpoint checkpoint = Checkpoint.read(file);
    assertThatThrownBy(
            () -> trainer(Fixtures.classifier(7), plateau()).resume(checkpoint).fit(data, 3))
        .isInstanceOf(ResumeException.class)
        .hasMessageContainingAll("reduce_on_plateau", "early_stopping", "Setting.CALLBACKS");
    History rest =
        trainer(Fixtures.classifier(7), plateau())
            .resume(checkpoint.accepting(Setting.CALLBACKS))
            .fit(data, 3);
    assertThat(rest.epochs()).hasSize(3);
  }

  private static List<String> withoutSeconds(Path file) throws IOException {
    return Files.readAllLines(file).stream()
        .map(line -> line.substring(0, line.lastIndexOf(',')))
        .toList();
  }
}
