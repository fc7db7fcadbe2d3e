package dev.cotangent.core.plan;

import dev.cotangent.core.plan.compile.Schedule;
import dev.cotangent.core.plan.figures.PartFigures;
import dev.cotangent.core.plan.figures.StepFigures;
import dev.cotangent.core.plan.figures.WorkFigures;
import dev.cotangent.core.plan.step.Node;
import java.util.List;

/** Collects the figures of a plan's schedule. */
final class PlanLoad {

  private PlanLoad() {}

  static PlanFigures of(Plan plan) {
    List<List<PartFigures>> phases =
        plan.schedule.phases.stream()
            .map(phase -> phase.stream().map(PlanLoad::part).toList())
            .toList();
    return PlanFigures.of(new WorkFigures(phases), memory(plan));
  }

  private static PartFigures part(Schedule.Part part) {
    return new PartFigures(
        part.rows, part.units, part.steps.stream().map(StepFigures::of).toList());
  }

  private static double memory(Plan plan) {
    return plan.bytes() + bytes(plan.leaves) + bytes(plan.gradientNodes);
  }

  private static double bytes(List<Node> nodes) {
    return nodes.stream().mapToDouble(StepFigures::bytes).sum();
  }
}
