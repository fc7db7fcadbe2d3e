package dev.cotangent.parallel;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cotangent.core.work.Rows;
import dev.cotangent.core.work.Work;
import dev.cotangent.core.work.Workers;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicIntegerArray;

/** Work that counts how often each unit is done, and notices what the contract forbids. */
final class RecordedWork implements Work {

  /** Called before a block is counted. */
  interface Hook {
    void before(int phase, int part, int from, int to, int worker);
  }

  record Part(Rows rows, int units, double cost) {
    static Part rowwise(int units) {
      return new Part(Rows.ROWWISE, units, 1);
    }

    static Part overRows(int units) {
      return new Part(Rows.OVER_ROWS, units, 1);
    }

    static Part whole() {
      return new Part(Rows.WHOLE, 1, 1);
    }
  }

  private final List<List<Part>> phases;
  private final List<List<AtomicIntegerArray>> counts;
  private final AtomicIntegerArray busy = new AtomicIntegerArray(64);
  private final AtomicInteger active = new AtomicInteger();
  private final AtomicInteger violations = new AtomicInteger();
  private volatile int phaseNow = -1;
  private int runs;
  private volatile Hook hook = (phase, part, from, to, worker) -> {};

  RecordedWork(List<List<Part>> phases) {
    this.phases = phases;
    this.counts =
        phases.stream()
            .map(parts -> parts.stream().map(part -> new AtomicIntegerArray(part.units)).toList())
            .toList();
  }

  static RecordedWork mixed(int units) {
    return new RecordedWork(
        List.of(
            List.of(Part.rowwise(units)),
            List.of(Part.whole()),
            List.of(Part.overRows(units), Part.overRows(7), Part.whole()),
            List.of(),
            List.of(Part.rowwise(units), Part.rowwise(2 * units))));
  }

  RecordedWork onBlock(Hook newHook) {
    hook = newHook;
    return this;
  }

  @Override
  public int phases() {
    return phases.size();
  }

  @Override
  public int parts(int phase) {
    return phases.get(phase).size();
  }

  @Override
  public Rows rows(int phase, int part) {
    return phases.get(phase).get(part).rows;
  }

  @Override
  public int units(int phase, int part) {
    return phases.get(phase).get(part).units;
  }

  @Override
  public double cost(int phase, int part) {
    return phases.get(phase).get(part).cost;
  }

  @Override
  public void run(int phase, int part, int from, int to, int worker) {
    active.incrementAndGet();
    try {
      violateUnless(busy.getAndIncrement(worker) == 0);
      violateUnless(phase >= phaseNow);
      phaseNow = phase;
      hook.before(phase, part, from, to, worker);
      violateUnless(phase == phaseNow);
      AtomicIntegerArray units = counts.get(phase).get(part);
      for (int unit = from; unit < to; unit++) {
        units.incrementAndGet(unit);
      }
    } finally {
      busy.decrementAndGet(worker);
      active.decrementAndGet();
    }
  }

  @Override
  public String describe(int phase, int part) {
    return "phase " + phase + " part " + part;
  }

  /** Blocks that are being done at this moment. */
  int active() {
    return active.get();
  }

  /** How often a worker number was used twice at a time, or a phase overlapped another. */
  int violations() {
    return violations.get();
  }

  /** How often a unit was done. */
  int count(int phase, int part, int unit) {
    return counts.get(phase).get(part).get(unit);
  }

  /** Whether each unit was done so many times. */
  boolean allDone(int times) {
    return counts.stream().flatMap(List::stream).allMatch(units -> all(units, times));
  }

  /** Runs this some times more on workers, and checks that every unit was done in its phase. */
  void runMany(Workers workers, int times) {
    Runnable bound = workers.bind(this);
    for (int time = 0; time < times; time++) {
      newRun();
      bound.run();
      runs++;
      assertThat(active()).isZero();
      assertThat(allDone(runs)).isTrue();
    }
    assertThat(violations()).isZero();
  }

  /** Makes ready for another run. */
  void newRun() {
    phaseNow = -1;
  }

  private static boolean all(AtomicIntegerArray units, int times) {
    for (int unit = 0; unit < units.length(); unit++) {
      if (units.get(unit) != times) {
        return false;
      }
    }
    return true;
  }

  private void violateUnless(boolean condition) {
    if (!condition) {
      violations.incrementAndGet();
    }
  }
}
