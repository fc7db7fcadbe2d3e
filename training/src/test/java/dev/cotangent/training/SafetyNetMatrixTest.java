package dev.cotangent.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.cotangent.core.CotangentException;
import dev.cotangent.core.model.Model;
import dev.cotangent.core.work.Workers;
import dev.cotangent.parallel.ForkJoinWorkers;
import dev.cotangent.training.Trap.Kind;
import dev.cotangent.training.Trap.Place;
import dev.cotangent.training.callback.EarlyStopping;
import dev.cotangent.training.data.Dataset;
import dev.cotangent.training.data.SampleBatch;
import dev.cotangent.training.failure.TrainingInterruptedException;
import dev.cotangent.training.step.EpochBatches;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Whatever foreign code throws, wherever and whenever, leaves parameters, layers' states and
 * optimizer state at a step boundary, and the training goes on from there as if nothing had been.
 *
 * <p>In the ordinary build each kind fails in each place once; {@code
 * -Dtest.jvm=-Dcotangent.matrix=true} runs the whole matrix of kinds, places, moments,
 * micro-batches and workers.
 */
class SafetyNetMatrixTest {

  private static final int STEPS = 3;
  private static final int EPOCHS = 2;

  /** Where a loop of one's own has foreign code within a step. */
  private static final Set<Place> IN_STEPS = EnumSet.range(Place.LAYER, Place.UPDATE_MIDDLE);

  /** What throws to the caller of a training directly. */
  private static final Set<Place> IN_CALLBACKS = EnumSet.range(Place.ON_START, Place.ON_END);

  private static final Map<Place, String> NAMES = new TreeMap<>();
  private static final Map<Place, List<Time>> TIMES = new TreeMap<>();
  private static final Map<Engine, List<String>> BOUNDARIES = new HashMap<>();
  private static final Map<Engine, List<String>> BOUNDARIES_OF_STEPS = new HashMap<>();

  static {
    NAMES.put(Place.SOURCE, "the sample source failed at sample ");
    NAMES.put(Place.LAYER, "layer 'rogue'");
    NAMES.put(Place.ACTIVATION, "activation 'trapped'");
    NAMES.put(Place.LOSS, "loss 'trapped_loss'");
    NAMES.put(Place.VJP, "trapped_op");
    NAMES.put(Place.FORWARD, "trapped_op");
    NAMES.put(Place.BACKWARD, "trapped_op");
    NAMES.put(Place.LOSS_OP, "trapped_op");
    NAMES.put(Place.SCHEDULE, "schedule 'trapped_schedule'");
    NAMES.put(Place.PREPARE, "optimizer 'trapped_rule'");
    NAMES.put(Place.UPDATE_FIRST, "optimizer 'trapped_rule'");
    NAMES.put(Place.UPDATE_MIDDLE, "optimizer 'trapped_rule'");
    NAMES.put(Place.METRIC, "metric 'trapped_metric'");
  }

  @TempDir private Path directory = Path.of("");
  private final Workers two = ForkJoinWorkers.of(2, 0);
  private int cases;

  @BeforeEach
  @AfterEach
  void noInterrupt() {
    Thread.interrupted();
  }

  @AfterEach
  void closeWorkers() {
    two.close();
  }

  /** How a step is run. */
  private record Engine(int workers, boolean limited, int accumulate) {

    static List<Engine> all() {
      List<Engine> all = new ArrayList<>();
      for (int micro : new int[] {1, 3}) {
        all.add(new Engine(1, false, micro));
        all.add(new Engine(2, false, micro));
        all.add(new Engine(2, true, micro));
      }
      return all;
    }
  }

  @ParameterizedTest
  @EnumSource(Kind.class)
  void stepsOfALoopOfOnesOwn(Kind kind) {
    for (Place place : IN_STEPS) {
      for (Moment moment : chosen(kind, place, Moment.all(place))) {
        new Loop(moment.engine()).fail(kind, place, moment.step(), moment.micro());
        cases++;
      }
    }
    System.out.println(cases + " cases of " + kind + " in steps of one's own");
  }

  /** All of the matrix, or of each kind in each place one case, another one each. */
  private static <T> List<T> chosen(Kind kind, Place place, List<T> all) {
    int one = (5 * kind.ordinal() + 3 * place.ordinal()) % all.size();
    return Boolean.getBoolean("cotangent.matrix") ? all : all.subList(one, one + 1);
  }

  /** In which micro-batch of which step it fails. */
  private record Moment(Engine engine, int step, int micro) {

    static List<Moment> all(Place place) {
      List<Moment> all = new ArrayList<>();
      for (Engine engine : Engine.all()) {
        for (int step = 0; step < 2; step++) {
          boolean inUpdate = place.compareTo(Place.SCHEDULE) >= 0;
          for (int micro = inUpdate ? engine.accumulate() - 1 : 0;
              micro < engine.accumulate();
              micro++) {
            all.add(new Moment(engine, step, micro));
          }
        }
      }
      return all;
    }
  }

  /** A loop of one's own over a few steps. */
  private final class Loop {

    private final Trap trap = new Trap();
    private final Model model = Trapped.model(trap);
    private final Engine engine;
    private final Dataset data = Trapped.data(trap);
    private final TrainStep step;

    Loop(Engine engine) {
      this.engine = engine;
      Trainer trainer = trainer(trap, model, engine);
      this.step = trainer.step();
    }

    List<String> undisturbed() {
      List<String> hashes = new ArrayList<>(List.of(hash()));
      for (int i = 0; i < STEPS; i++) {
        run(i, 0);
        hashes.add(hash());
      }
      step.close();
      return hashes;
    }

    private void run(int number, int fromMicro) {
      for (int micro = fromMicro; micro < engine.accumulate(); micro++) {
        micro(number, micro);
      }
    }

    private void micro(int number, int micro) {
      SampleBatch batch = batch(number, micro);
      if (micro == engine.accumulate() - 1) {
        step.run(batch);
      } else {
        step.accumulate(batch);
      }
    }

    /** Each of another size, so that each is planned anew. */
    private SampleBatch batch(int number, int micro) {
      return new EpochBatches(data, 3 + 3 * number + micro, 1).get(number, micro);
    }

    void fail(Kind kind, Place place, int number, int micro) {
      List<String> boundaries =
          BOUNDARIES_OF_STEPS.computeIfAbsent(engine, key -> new Loop(key).undisturbed());
      String name = kind + " in " + place + ", step " + number + "." + micro + ", " + engine;
      for (int i = 0; i < number; i++) {
        run(i, 0);
      }
      for (int i = 0; i < micro; i++) {
        micro(number, i);
      }
      trap.arm(place, kind, 1);
      Throwable failure = catchThrowable(() -> run(number, micro));
      if (kind == Kind.FLAG && failure == null) {
        assertThat(trap.hits()).as(name).isPositive();
        failure = catchThrowable(() -> run(number + 1, 0));
      }
      trap.disarm();
      boolean flag = Thread.interrupted();
      assertThat(failure).as(name).isInstanceOf(CotangentException.class);
      if (kind.interrupts()) {
        assertThat(failure).as(name).isInstanceOf(TrainingInterruptedException.class);
        assertThat(flag).as(name).isTrue();
      } else {
        assertThat(failure).as(name).hasMessageContaining(said(place));
        assertThat(failure).as(name).hasRootCauseInstanceOf(kind.type());
      }
      int done = (int) step.step();
      assertThat(hash()).as(name).isEqualTo(boundaries.get(done));
      assertThat(done).as(name).isBetween(number, kind == Kind.FLAG ? number + 1 : number);
      for (int i = done; i < STEPS; i++) {
        run(i, 0);
      }
      assertThat(hash()).as(name).isEqualTo(boundaries.get(STEPS));
      step.close();
    }

    private String hash() {
      StringBuilder hash = new StringBuilder(model.store().sha256());
      step.state().slots().forEach(slot -> hash.append(model.store().sha256OfWeights(slot)));
      return hash.toString();
    }
  }

  @ParameterizedTest
  @EnumSource(Kind.class)
  void trainings(Kind kind) throws IOException {
    for (Place place : Place.values()) {
      for (Time time : chosen(kind, place, times(place))) {
        List<String> boundaries =
            BOUNDARIES.computeIfAbsent(time.engine(), SafetyNetMatrixTest.this::boundaries);
        failTraining(kind, place, time.hit(), time.engine(), boundaries);
      }
    }
    System.out.println(cases + " cases of " + kind + " in trainings");
  }

  /** The model after each step of an undisturbed training, by a loop of one's own. */
  private List<String> boundaries(Engine engine) {
    Trap trap = new Trap();
    Model model = Trapped.model(trap);
    List<String> hashes = new ArrayList<>(List.of(model.store().sha256()));
    EpochBatches batches = new EpochBatches(Trapped.data(trap), Trapped.BATCH, 3);
    try (TrainStep step = trainer(trap, model, engine).step()) {
      for (int i = 0; i < EPOCHS * batches.count(); i++) {
        int number = i % batches.count();
        SampleBatch batch = batches.get(i / batches.count(), number);
        boolean updates = number % engine.accumulate() == engine.accumulate() - 1;
        if (updates || number == batches.count() - 1) {
          step.run(batch);
          hashes.add(model.store().sha256());
        } else {
          step.accumulate(batch);
        }
      }
    }
    return hashes;
  }

  /** At which of the calls that come to a place it fails: the first, or one half-way. */
  private record Time(Engine engine, int hit) {}

  private List<Time> times(Place place) throws IOException {
    List<Time> known = TIMES.get(place);
    if (known != null) {
      return known;
    }
    List<Time> times = new ArrayList<>();
    for (Engine engine : List.of(new Engine(1, false, 1), new Engine(2, false, 3))) {
      int last = hits(engine, place);
      times.add(new Time(engine, 1));
      if (last > 1) {
        times.add(new Time(engine, last / 2 + 1));
      }
    }
    TIMES.put(place, times);
    return times;
  }

  /** How often an undisturbed training comes to a place. */
  private int hits(Engine engine, Place place) throws IOException {
    Trap trap = new Trap();
    Model model = Trapped.model(trap);
    trap.arm(place, Kind.UNCHECKED, Integer.MAX_VALUE);
    fitted(trap, model, engine).fit(Trapped.data(trap), EPOCHS);
    Files.delete(checkpoint());
    return trap.hits();
  }

  private void failTraining(
      Kind kind, Place place, int time, Engine engine, List<String> boundaries) throws IOException {
    cases++;
    String name = kind + " in " + place + ", time " + time + ", " + engine;
    Trap trap = new Trap();
    Model model = Trapped.model(trap);
    TrainingControl control = TrainingControl.of();
    Trainer trainer = fitted(trap, model, engine).control(control);
    trap.arm(place, kind, time);
    Throwable failure = catchThrowable(() -> trainer.fit(Trapped.data(trap), EPOCHS));
    trap.disarm();
    boolean flag = Thread.interrupted();
    assertThat(model.store().sha256())
        .as(name)
        .isEqualTo(boundaries.get((int) control.progress().step()));
    check(name, kind, place, failure, flag);
    Trainer again = fitted(trap, model, engine);
    if (Files.exists(checkpoint())) {
      again.resume(Checkpoint.read(checkpoint()));
    } else if (control.progress().step() > 0) {
      return; // it failed before its first checkpoint
    }
    assertThat(again.fit(Trapped.data(trap), EPOCHS).sha256())
        .as(name)
        .isEqualTo(boundaries.get(boundaries.size() - 1));
    Files.delete(checkpoint());
  }

  private static void check(
      String name, Kind kind, Place place, @Nullable Throwable failure, boolean flag) {
    if (kind == Kind.FLAG && failure == null) {
      assertThat(flag).as(name).isTrue(); // too late for this training
    } else if (kind.interrupts()) {
      assertThat(failure).as(name).isInstanceOf(TrainingInterruptedException.class);
      assertThat(flag).as(name).isTrue();
    } else if (IN_CALLBACKS.contains(place)) {
      assertThat(failure).as(name).isNotNull().hasNoCause();
    } else {
      assertThat(failure).as(name).isInstanceOf(CotangentException.class);
      assertThat(failure).as(name).hasMessageContaining(said(place));
      assertThat(failure).as(name).hasRootCauseInstanceOf(kind.type());
    }
  }

  private Path checkpoint() {
    return directory.resolve("checkpoint");
  }

  private Trainer fitted(Trap trap, Model model, Engine engine) {
    return trainer(trap, model, engine)
        .validation(Trapped.data(trap))
        .metrics(new Trapped.FirstOutput(trap))
        .callbacks(new Trapped.Listener(trap), EarlyStopping.patience(5))
        .checkpoint(checkpoint(), 2);
  }

  private static String said(Place place) {
    return NAMES.getOrDefault(place, "");
  }

  private Trainer trainer(Trap trap, Model model, Engine engine) {
    Trainer trainer =
        Trainer.of(model)
            .loss(new Trapped.Loss(trap))
            .optimizer(new Trapped.Rule(trap))
            .schedule(new Trapped.Falling(trap))
            .kernels(Fixtures.portable())
            .accumulate(engine.accumulate())
            .batch(Trapped.BATCH)
            .workers(engine.workers() == 1 ? Workers.serial() : two);
    return engine.limited() ? trainer.stepLimit(Duration.ofMinutes(1)) : trainer;
  }
}
