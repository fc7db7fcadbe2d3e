package dev.cotangent.core.plan;

import dev.cotangent.core.op.leaf.Input;
import dev.cotangent.core.plan.step.Node;
import dev.cotangent.core.plan.step.Step;
import dev.cotangent.core.work.Rows;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Determines whether row i of a plan's outputs depends on row i of its inputs alone.
 *
 * <p>A value is divided into as many blocks of consecutive elements as there are rows, and block i
 * must come from row i. Inputs begin so, and a reshaping moves nothing. A step keeps it that works
 * on units alone, each of which lies in one block: on rows, or on the steps in time of a sequence
 * that were folded into them.
 */
final class RowIndependence {

  private final Plan plan;
  private final Set<Node> batched = Collections.newSetFromMap(new IdentityHashMap<>());
  private int rows = -1;

  RowIndependence(Plan plan) {
    this.plan = plan;
  }

  /** The input or step that breaks it; empty if it holds. */
  Optional<String> breach() {
    for (Node leaf : plan.leaves) {
      if (leaf.op instanceof Input && !admit(leaf)) {
        return Optional.of(leaf.op.id() + " " + leaf.type);
      }
    }
    return plan.schedule.phases.stream()
        .flatMap(List::stream)
        .flatMap(part -> part.steps.stream())
        .filter(step -> !holdsFor(step))
        .findFirst()
        .map(step -> step.place().isEmpty() ? step.name() : step.name() + " in " + step.place());
  }

  /** Adds an input, which must have as many rows as the others. */
  private boolean admit(Node input) {
    batched.add(input);
    boolean same = rows < 0 || rows == Step.firstAxis(input);
    rows = Step.firstAxis(input);
    return same;
  }

  private boolean holdsFor(Step step) {
    boolean reads = false;
    for (Step.Operand operand : step.operands()) {
      if (batched.contains(operand.node().base())) {
        reads = true;
        if (!operand.aligned() || !isInBlocks(step)) {
          return false;
        }
      }
    }
    if (reads) {
      batched.addAll(step.outputs());
    }
    return true;
  }

  /** Whether each unit of a step lies in one block; an aligned step without units has elements. */
  private boolean isInBlocks(Step step) {
    if (step.rows == Rows.WHOLE) {
      return true;
    }
    return step.rows == Rows.ROWWISE && (rows == 0 ? step.units == 0 : step.units % rows == 0);
  }
}
