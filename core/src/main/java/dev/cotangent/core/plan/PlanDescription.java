package dev.cotangent.core.plan;

import java.util.List;
import java.util.Locale;

/** Writes a plan's schedule as text. */
final class PlanDescription {

  private PlanDescription() {}

  static String of(Plan plan) {
    StringBuilder text = new StringBuilder();
    int steps =
        plan.schedule.phases.stream()
            .flatMap(List::stream)
            .mapToInt(part -> part.steps.size())
            .sum();
    text.append(
        String.format(
            Locale.ROOT,
            "%d steps in %d phases on %s, %.3g MFLOP, %d buffers of %,d bytes, %.1f %% whole%n",
            steps,
            plan.schedule.phases.size(),
            plan.kernels.id(),
            plan.cost() / 1e6,
            plan.buffers.buffers.size(),
            bytes(plan),
            100 * plan.wholeShare()));
    for (int phase = 0; phase < plan.schedule.phases.size(); phase++) {
      for (Schedule.Part part : plan.schedule.phases.get(phase)) {
        text.append(
            String.format(Locale.ROOT, "phase %d, %s, %d units%n", phase, part.rows, part.units));
        for (Step step : part.steps) {
          text.append(
              String.format(
                  Locale.ROOT,
                  "  %-60s %-16s %.3g kFLOP%n",
                  step.name(),
                  step.output.type,
                  step.cost() / 1e3));
        }
      }
    }
    return text.toString();
  }

  private static long bytes(Plan plan) {
    long bytes = 0;
    for (Buffers.Buffer buffer : plan.buffers.buffers) {
      bytes += (buffer.dtype() == dev.cotangent.core.DType.F64 ? 8L : 4L) * buffer.size();
    }
    return bytes;
  }
}
