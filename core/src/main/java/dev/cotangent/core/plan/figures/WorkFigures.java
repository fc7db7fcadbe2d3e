package dev.cotangent.core.plan.figures;

import dev.cotangent.core.work.Rows;
import dev.cotangent.core.work.Work;
import java.util.ArrayList;
import java.util.List;

/**
 * The figures of work that workers share, without the memory that it runs on.
 *
 * @param byPhase the parts of each phase
 */
public record WorkFigures(List<List<PartFigures>> byPhase) implements Work {

  /** The figures that other work states of itself, with one step for each part. */
  public static WorkFigures of(Work work) {
    List<List<PartFigures>> phases = new ArrayList<>();
    for (int phase = 0; phase < work.phases(); phase++) {
      List<PartFigures> parts = new ArrayList<>();
      for (int part = 0; part < work.parts(phase); part++) {
        parts.add(part(work, phase, part));
      }
      phases.add(parts);
    }
    return new WorkFigures(phases);
  }

  private static PartFigures part(Work work, int phase, int part) {
    StepFigures step =
        new StepFigures(
            work.describe(phase, part),
            "",
            "",
            work.bytes(phase, part),
            0,
            0,
            work.cost(phase, part));
    return new PartFigures(work.rows(phase, part), work.units(phase, part), List.of(step));
  }

  @Override
  public int phases() {
    return byPhase.size();
  }

  private PartFigures part(int phase, int part) {
    return byPhase.get(phase).get(part);
  }

  @Override
  public int parts(int phase) {
    return byPhase.get(phase).size();
  }

  @Override
  public Rows rows(int phase, int part) {
    return part(phase, part).rows();
  }

  @Override
  public int units(int phase, int part) {
    return part(phase, part).units();
  }

  @Override
  public double cost(int phase, int part) {
    return part(phase, part).operations();
  }

  @Override
  public double bytes(int phase, int part) {
    return part(phase, part).bytes();
  }

  @Override
  public void run(int phase, int part, int from, int to, int worker) {
    throw new UnsupportedOperationException("figures cannot run");
  }

  @Override
  public String describe(int phase, int part) {
    return part(phase, part).steps().get(0).kernel();
  }
}
