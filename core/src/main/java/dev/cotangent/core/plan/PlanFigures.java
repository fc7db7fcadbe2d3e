package dev.cotangent.core.plan;

import dev.cotangent.core.CotangentException;
import dev.cotangent.core.argument.Given;
import dev.cotangent.core.plan.figures.PartFigures;
import dev.cotangent.core.plan.figures.StepFigures;
import dev.cotangent.core.plan.figures.WorkFigures;
import dev.cotangent.core.work.Rows;
import dev.cotangent.core.work.Splitting;
import dev.cotangent.core.work.Work;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The operations and bytes of a plan, step by step, and the time that a machine needs for them at
 * least: its <em>roofline</em>. A step takes at least the time of its arithmetic and at least that
 * of its memory accesses, so the roofline is the sum over steps of the longer of the two. With
 * several workers it is a prediction of how time falls with their number.
 *
 * <p>Bytes count each operand of a step once, and operations are counted by formula, a small
 * constant for each element of anything but a product. A step that finds its operands in a nearer
 * cache than {@link Machine#bytes} was measured in can be faster than its bound. Immutable.
 */
public final class PlanFigures {

  private static final int[] MANY = {1, 2, 4, 8, 16, 32};

  private final List<WorkFigures> works;
  private final Splitting splitting;
  private final double memory;

  private PlanFigures(List<WorkFigures> works, Splitting splitting, double memory) {
    this.works = works;
    this.splitting = splitting;
    this.memory = memory;
  }

  static PlanFigures of(WorkFigures work, double memory) {
    return new PlanFigures(List.of(work), Splitting.even(), memory);
  }

  /**
   * A bound for all steps with the same kernel and shapes.
   *
   * @param kernel the ops that it runs, joined by +
   * @param shapes the shapes of operands and result
   * @param steps number of steps
   * @param operations floating-point operations of all these steps
   * @param bytes bytes that they read and write, each operand counted once per step
   * @param seconds the time that one worker needs for them at least
   * @param memory whether that is the time of their memory accesses, rather than of arithmetic
   */
  public record Bound(
      String kernel,
      String shapes,
      int steps,
      double operations,
      double bytes,
      double seconds,
      boolean memory) {

    private Bound plus(Bound other) {
      return new Bound(
          kernel,
          shapes,
          steps + other.steps,
          operations + other.operations,
          bytes + other.bytes,
          seconds + other.seconds,
          memory);
    }
  }

  /**
   * Returns figures that include work which follows the plan, such as the update of weights.
   *
   * @param work the work, with its {@link Work#bytes}
   * @param bytes memory that the work uses in addition to the plan's, from 0
   */
  public PlanFigures plus(Work work, double bytes) {
    List<WorkFigures> all = new ArrayList<>(works);
    all.add(WorkFigures.of(work));
    return new PlanFigures(List.copyOf(all), splitting, memory + bytes);
  }

  /** Returns a copy whose parts are divided among workers in that way; evenly by default. */
  public PlanFigures withSplitting(Splitting splitting) {
    return new PlanFigures(works, Given.of("plan figures: the splitting", splitting), memory);
  }

  private Stream<PartFigures> parts() {
    return works.stream().flatMap(work -> work.byPhase().stream()).flatMap(List::stream);
  }

  private Stream<StepFigures> steps() {
    return parts().flatMap(part -> part.steps().stream());
  }

  /** Floating-point operations of one run. */
  public double operations() {
    return steps().mapToDouble(StepFigures::operations).sum();
  }

  /** Bytes that the steps of one run read and write, each operand counted once per step. */
  public double bytes() {
    return steps().mapToDouble(StepFigures::bytes).sum();
  }

  /** The size of the memory that a run works on, in bytes, each array counted once. */
  public double memory() {
    return memory;
  }

  /** Number of phases; workers wait for each other between two of them. */
  public int phases() {
    return works.stream().mapToInt(WorkFigures::phases).sum();
  }

  /** The bounds of one worker, the longest first. */
  public List<Bound> bounds(Machine machine) {
    Map<String, Integer> places = new HashMap<>();
    List<Bound> bounds = new ArrayList<>();
    for (StepFigures step : steps().toList()) {
      Bound bound = bound(step, machine);
      int place = places.computeIfAbsent(bound.kernel() + " " + bound.shapes(), k -> bounds.size());
      if (place == bounds.size()) {
        bounds.add(bound);
      } else {
        bounds.set(place, bounds.get(place).plus(bound));
      }
    }
    bounds.sort(Comparator.comparingDouble(Bound::seconds).reversed());
    return List.copyOf(bounds);
  }

  private static Bound bound(StepFigures step, Machine machine) {
    double seconds = step.seconds(machine.speed(1));
    boolean memory = step.operations() / machine.speed(1).operations() < seconds;
    return new Bound(
        step.kernel(), step.shapes(), 1, step.operations(), step.bytes(), seconds, memory);
  }

  /** The time in seconds that one worker needs for a run at least. */
  public double seconds(Machine machine) {
    return steps().mapToDouble(step -> step.seconds(machine.speed(1))).sum();
  }

  /**
   * The predicted time of a run in seconds, if the steps of each worker reach their bounds.
   *
   * @param workers number of workers, at least 1
   * @throws CotangentException if the number is less than 1
   */
  public double seconds(Machine machine, int workers) {
    return predictions(machine, workers).stream().mapToDouble(Prediction::seconds).sum();
  }

  private List<Prediction> predictions(Machine machine, int workers) {
    if (workers < 1) {
      throw new CotangentException(
          "plan figures: the number of workers is " + workers + ", expected 1 or more");
    }
    return works.stream().map(work -> Prediction.of(work, splitting, machine, workers)).toList();
  }

  /**
   * The predicted efficiency of several workers: the time of one, divided by their number and by
   * their time; from 0 to 1.
   *
   * @param workers number of workers, at least 1
   * @throws CotangentException if the number is less than 1
   */
  public double efficiency(Machine machine, int workers) {
    double together = workers * seconds(machine, workers);
    return together == 0 ? 1 : seconds(machine) / together;
  }

  /**
   * The time in seconds that remains with any number of workers, one for each row or element: of
   * each phase its longest unit.
   */
  public double criticalSeconds(Machine machine) {
    return works.stream()
        .flatMap(work -> work.byPhase().stream())
        .mapToDouble(phase -> longestUnit(phase, machine))
        .sum();
  }

  private static double longestUnit(List<PartFigures> phase, Machine machine) {
    return phase.stream()
        .filter(part -> part.units() > 0)
        .mapToDouble(part -> part.seconds(1, machine.speed(1)))
        .max()
        .orElse(0);
  }

  /**
   * The fraction of the time of one worker, 0 to 1, in work that several do not divide: whole
   * parts, and parts and phases that are too small.
   */
  public double unsplitShare(Machine machine) {
    double all = seconds(machine);
    double unsplit = works.stream().mapToDouble(work -> unsplit(work, machine)).sum();
    return all == 0 ? 0 : unsplit / all;
  }

  private double unsplit(WorkFigures work, Machine machine) {
    int many = MANY[MANY.length - 1];
    double seconds = 0;
    for (int phase = 0; phase < work.phases(); phase++) {
      boolean shared = splitting.shares(work, phase, many);
      for (int part = 0; part < work.parts(phase); part++) {
        PartFigures figures = work.byPhase().get(phase).get(part);
        boolean whole = figures.rows() == Rows.WHOLE || figures.units() < 2;
        if (!shared || whole || splitting.blockSize(work, phase, part, many) >= figures.units()) {
          seconds += figures.seconds(machine.speed(1));
        }
      }
    }
    return seconds;
  }

  /**
   * Describes the bounds for a person: a summary, a table of kernels, the slowest first, and a
   * table of the predicted times with 1 to 32 workers.
   */
  public String describe(Machine machine) {
    return new FiguresText(this, machine, MANY).toString();
  }

  /** Seconds between the phases of a run. */
  double barrierSeconds(Machine machine, int workers) {
    return predictions(machine, workers).stream().mapToDouble(Prediction::barriers).sum();
  }
}
