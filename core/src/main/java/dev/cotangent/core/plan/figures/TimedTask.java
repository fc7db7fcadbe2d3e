package dev.cotangent.core.plan.figures;

import dev.cotangent.core.kernel.Scratch;
import dev.cotangent.core.plan.step.Task;

/** Times a task. */
public record TimedTask(Task task, PartTimer timer) implements Task {

  @Override
  public void run(int from, int to, Scratch scratch) {
    long start = System.nanoTime();
    task.run(from, to, scratch);
    timer.add(start, System.nanoTime());
  }
}
