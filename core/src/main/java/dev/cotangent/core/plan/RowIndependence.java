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

/** Determines whether row i of a plan's outputs depends on row i of its inputs alone. */
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
      if (leaf.op instanceof Input && !admit(leaf, Step.firstAxis(leaf))) {
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

  private boolean holdsFor(Step step) {
    boolean reads = false;
    for (Step.Operand operand : step.operands()) {
      if (batched.contains(operand.node().base())) {
        reads = true;
        if (!operand.aligned() || step.rows != Rows.ROWWISE) {
          return false;
        }
      }
    }
    return !reads || step.outputs().stream().allMatch(output -> admit(output, step.units));
  }

  private boolean admit(Node node, int units) {
    batched.add(node);
    boolean same = rows < 0 || rows == units;
    rows = units;
    return same;
  }
}
