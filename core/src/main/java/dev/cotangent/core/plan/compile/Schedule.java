package dev.cotangent.core.plan.compile;

import dev.cotangent.core.plan.step.Node;
import dev.cotangent.core.plan.step.Step;
import dev.cotangent.core.work.Rows;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Arranges steps in phases. A phase's parts are independent of each other; a part is either one
 * step, or a sequence of rowwise steps with the same number of rows, in which each row passes
 * through all steps independently of the others. A large matrix product has its own part, cut into
 * panels of columns: cut into rows, each worker would read and pack all of the factor that rows
 * share.
 */
public final class Schedule {

  /** Steps that workers share by blocks of units. */
  public static final class Part {
    /** The relation of units to rows; a panel of columns spans all rows. */
    public final Rows rows;

    public final int units;
    public final int phase;
    public final boolean panels;
    public final List<Step> steps = new ArrayList<>();

    private Part(Step only, int phase) {
      this.panels = only.panels() > 0;
      this.rows = panels ? Rows.OVER_ROWS : only.rows;
      this.units = panels ? only.panels() : only.units;
      this.phase = phase;
    }

    @Override
    public String toString() {
      return String.join(" → ", steps.stream().map(Step::name).toList());
    }
  }

  public final List<List<Part>> phases = new ArrayList<>();
  private final Map<Long, Part> rowwise = new HashMap<>();
  private final @Nullable Part[] madeIn;

  /** Schedules steps given in topological order, each in the earliest possible phase. */
  public Schedule(List<Step> steps) {
    int last = -1;
    for (Step step : steps) {
      for (Node output : step.outputs()) {
        last = Math.max(last, output.id);
      }
    }
    madeIn = new @Nullable Part[last + 1];
    steps.forEach(this::place);
  }

  /** The part that a step belongs to. */
  Part part(Step step) {
    return java.util.Objects.requireNonNull(madeIn[step.output.id]);
  }

  /** The part that computes a node's value; null for a leaf or a precomputed constant. */
  @Nullable Part madeIn(Node node) {
    int id = node.base().id;
    return id < madeIn.length ? madeIn[id] : null;
  }

  /** One more than the largest id of a node that a step computes. */
  public int nodes() {
    return madeIn.length;
  }

  private void place(Step step) {
    List<Step.Operand> operands = step.operands();
    int latest = -1;
    for (Step.Operand operand : operands) {
      @Nullable Part before = madeIn(operand.node());
      latest = before == null ? latest : Math.max(latest, before.phase);
    }
    @Nullable Part shared = sharesRows(step) ? rowwise.get(key(latest, step)) : null;
    Part part = shared != null && passesRows(operands, shared) ? shared : partFor(step, latest + 1);
    part.steps.add(step);
    step.outputs().forEach(output -> madeIn[output.id] = part);
  }

  /** Whether everything a step reads from a part's phase comes from the same rows of the part. */
  private boolean passesRows(List<Step.Operand> operands, Part part) {
    for (Step.Operand operand : operands) {
      @Nullable Part before = madeIn(operand.node());
      boolean earlier = before == null || before.phase < part.phase;
      boolean sameRows = before == part && operand.aligned();
      if (!earlier && !sameRows) {
        return false;
      }
    }
    return true;
  }

  private Part partFor(Step step, int phase) {
    @Nullable Part shared = sharesRows(step) ? rowwise.get(key(phase, step)) : null;
    if (shared != null) {
      return shared;
    }
    Part part = new Part(step, phase);
    if (phase == phases.size()) {
      phases.add(new ArrayList<>());
    }
    phases.get(phase).add(part);
    if (sharesRows(step)) {
      rowwise.put(key(phase, step), part);
    }
    return part;
  }

  private static boolean sharesRows(Step step) {
    return step.rows == Rows.ROWWISE && step.panels() == 0;
  }

  private static long key(int phase, Step step) {
    return ((long) phase << Integer.SIZE) + step.units;
  }

  /** The last phase that computes or reads a node's memory; −1 if none does. */
  public int lastPhaseOf(Node node) {
    for (int phase = phases.size() - 1; phase >= 0; phase--) {
      for (Part part : phases.get(phase)) {
        if (part.steps.stream().anyMatch(step -> uses(step, node.base()))) {
          return phase;
        }
      }
    }
    return -1;
  }

  private static boolean uses(Step step, Node base) {
    return step.outputs().stream().anyMatch(output -> output.base() == base)
        || step.operands().stream().anyMatch(operand -> operand.node().base() == base);
  }
}
