package dev.cotangent.core.plan;

import dev.cotangent.core.op.Rows;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The steps in phases. A phase's parts are independent of each other; a part is either one step, or
 * a run of rowwise steps with the same number of rows in which each row passes through all steps
 * without looking at another row. A large matrix product stands alone, cut into panels of columns:
 * cut into rows, each worker would read and pack the whole of the factor that rows share.
 */
final class Schedule {

  /** Steps that workers run together on blocks of units. */
  static final class Part {
    /** How the units relate to rows; panels of columns are parts of the result over all rows. */
    final Rows rows;

    final int units;
    final int phase;
    final boolean panels;
    final List<Step> steps = new ArrayList<>();

    private Part(Step only, int phase) {
      this.panels = only.panels() > 0;
      this.rows = panels ? Rows.OVER_ROWS : only.rows;
      this.units = panels ? only.panels() : only.units;
      this.phase = phase;
    }

    /** Whether a rowwise step over that many rows may follow the steps so far. */
    private boolean takes(int rowsOfStep) {
      return rows == Rows.ROWWISE && units == rowsOfStep;
    }

    @Override
    public String toString() {
      return String.join(" → ", steps.stream().map(Step::name).toList());
    }
  }

  final List<List<Part>> phases = new ArrayList<>();
  private final IdentityHashMap<Step, Part> partOf = new IdentityHashMap<>();
  private final IdentityHashMap<Node, Step> producers;
  private final Set<Step> scheduled = Collections.newSetFromMap(new IdentityHashMap<>());

  /**
   * Schedules steps given in topological order.
   *
   * @param producers the step that makes each node's value, for nodes that a step makes
   */
  Schedule(List<Step> steps, IdentityHashMap<Node, Step> producers) {
    this.producers = producers;
    scheduled.addAll(steps);
    List<Step> waiting = steps;
    while (!waiting.isEmpty()) {
      List<Step> left = fillPhase(waiting);
      if (left.size() == waiting.size()) {
        throw new IllegalStateException("steps wait for each other: " + left);
      }
      waiting = left;
    }
  }

  /** The part a step belongs to. */
  Part part(Step step) {
    return java.util.Objects.requireNonNull(partOf.get(step));
  }

  private List<Step> fillPhase(List<Step> waiting) {
    List<Part> phase = new ArrayList<>();
    List<Step> left = new ArrayList<>();
    phases.add(phase);
    for (Step step : waiting) {
      @Nullable Part part = partFor(step, phase);
      if (part == null) {
        left.add(step);
      } else {
        part.steps.add(step);
        partOf.put(step, part);
      }
    }
    return left;
  }

  private @Nullable Part partFor(Step step, List<Part> phase) {
    int current = phases.size() - 1;
    @Nullable Part shared = sharesRows(step) ? rowwisePart(phase, step.units) : null;
    for (Step.Operand operand : step.operands()) {
      Step producer = producers.get(operand.node());
      if (producer == null || !scheduled.contains(producer)) {
        continue; // a leaf, or a constant that was computed before
      }
      Part before = partOf.get(producer);
      boolean readyEarlier = before != null && before.phase < current;
      boolean sameRows = before != null && before == shared && operand.aligned();
      if (!readyEarlier && !sameRows) {
        return null;
      }
    }
    if (shared == null) {
      shared = new Part(step, current);
      phase.add(shared);
    }
    return shared;
  }

  private static boolean sharesRows(Step step) {
    return step.rows == Rows.ROWWISE && step.panels() == 0;
  }

  private static @Nullable Part rowwisePart(List<Part> phase, int units) {
    for (Part part : phase) {
      if (part.takes(units)) {
        return part;
      }
    }
    return null;
  }
}
