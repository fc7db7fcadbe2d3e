package dev.cotangent.core.event;

import jdk.jfr.Category;
import jdk.jfr.DataAmount;
import jdk.jfr.Description;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.Threshold;
import org.jspecify.annotations.Nullable;

@Name("dev.cotangent.PlanCompilation")
@Label("Plan Compilation")
@Category("Cotangent")
@Description("A graph was compiled to a plan")
@Threshold("1 ms")
final class PlanEvent extends Event implements Span {

  String kernels = "";
  int steps;

  @DataAmount long bytes;
  long operations;

  static @Nullable Span begun() {
    PlanEvent event = new PlanEvent();
    if (!event.isEnabled()) {
      return null;
    }
    event.begin();
    return event;
  }

  void end(String usedKernels, int stepCount, double memory, double cost) {
    end();
    if (shouldCommit()) {
      kernels = usedKernels;
      steps = stepCount;
      bytes = (long) memory;
      operations = (long) cost;
      commit();
    }
  }
}
