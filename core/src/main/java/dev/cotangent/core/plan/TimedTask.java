package dev.cotangent.core.plan;

import dev.cotangent.core.kernel.Scratch;

/** Times a task. */
record TimedTask(Task task, PartTimer timer) implements Task {

  @Override
  public void run(int from, int to, Scratch scratch) {
    long start = System.nanoTime();
    task.run(from, to, scratch);
    timer.add(start, System.nanoTime());
  }
}
