package dev.cotangent.spark.job;

import java.util.ArrayList;
import java.util.List;
import org.apache.spark.BarrierTaskContext;
import org.apache.spark.util.TaskCompletionListener;
import org.apache.spark.util.TaskInterruptListener;
import org.jspecify.annotations.Nullable;

/**
 * Sees to it that a task ends when Spark wants it to. Spark itself does not wake a thread that is
 * blocked in a read, and the slot of a task that never ends is lost for all later jobs.
 *
 * <p>When the task is killed, its thread is interrupted. When it has completed in whatever way, all
 * that was handed over here is closed.
 */
final class TaskEnd implements AutoCloseable {

  private final BarrierTaskContext context;
  private final List<Runnable> closings = new ArrayList<>();
  private @Nullable Thread thread;

  private TaskEnd(BarrierTaskContext context, Thread thread) {
    this.context = context;
    this.thread = thread;
  }

  /** Watches the task of the calling thread. */
  static TaskEnd watch(BarrierTaskContext context) {
    TaskEnd end = new TaskEnd(context, Thread.currentThread());
    TaskInterruptListener killed = (task, reason) -> end.interrupt();
    TaskCompletionListener completed = task -> end.close();
    context.addTaskInterruptListener(killed);
    context.addTaskCompletionListener(completed);
    return end;
  }

  private synchronized void interrupt() {
    Thread current = thread;
    if (current != null) {
      current.interrupt();
    }
  }

  /** Whether Spark has ended the task. */
  boolean isEnded() {
    return context.isInterrupted();
  }

  /** Closes something when the task ends. */
  synchronized void add(Runnable closing) {
    closings.add(closing);
  }

  /** Closes everything; the thread is not interrupted any more. Harmless if repeated. */
  @Override
  public void close() {
    List<Runnable> all;
    synchronized (this) {
      thread = null;
      all = List.copyOf(closings);
      closings.clear();
    }
    all.forEach(Runnable::run);
  }
}
