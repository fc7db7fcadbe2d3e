package dev.cotangent.core.model;

import dev.cotangent.core.model.RejectedPredictionException.Reason;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The requests that wait for a {@link BatchingPredictor}, and the thread that serves them.
 *
 * <p>Whoever adds a request to an idle queue starts the serving; it goes on until the queue is
 * empty. Nothing here holds a lock while it waits, so virtual threads are never pinned.
 */
final class BatchQueue {

  private static final int IDLE_SECONDS = 5;

  /** Time that a thread without work may take to end. */
  private static final long ENDING_MILLIS = 1_000;

  private final Supplier<PredictionPlans> plans;
  private final Batching settings;
  private final Queue<BatchRequest> waiting = new ConcurrentLinkedQueue<>();
  private final AtomicInteger queued = new AtomicInteger();
  private final AtomicBoolean serving = new AtomicBoolean();
  private final ThreadPoolExecutor executor;
  private final LongAdder batches = new LongAdder();
  private final LongAdder rows = new LongAdder();
  private final LongAdder failed = new LongAdder();
  private final BatchRun run = new BatchRun(failed);
  private final LongAdder rejected = new LongAdder();
  private final LongAdder expired = new LongAdder();
  private volatile @Nullable Thread gathering;
  private volatile @Nullable Thread server;
  private volatile boolean closed;

  BatchQueue(Supplier<PredictionPlans> plans, Batching settings) {
    this.plans = plans;
    this.settings = settings;
    this.executor =
        new ThreadPoolExecutor(
            1, 1, IDLE_SECONDS, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), BatchQueue::thread);
    executor.allowCoreThreadTimeOut(true);
  }

  private static Thread thread(Runnable work) {
    Thread thread = new Thread(null, work, "cotangent-batching", 0, false);
    thread.setDaemon(true);
    return thread;
  }

  Batching settings() {
    return settings;
  }

  /** Adds a request, and returns it. */
  BatchRequest begin(BatchRequest request) {
    add(request);
    return request;
  }

  private void add(BatchRequest request) {
    if (closed) {
      throw rejection(Reason.CLOSED);
    }
    int length = queued.incrementAndGet();
    if (length > settings.queue()) {
      queued.decrementAndGet();
      throw rejection(Reason.QUEUE_FULL);
    }
    waiting.add(request);
    if (serving.compareAndSet(false, true)) {
      start();
    } else if (length >= settings.maxRows()) {
      LockSupport.unpark(gathering);
    }
  }

  private void start() {
    try {
      executor.execute(this::serve);
    } catch (RejectedExecutionException closing) {
      endAll(() -> rejection(Reason.CLOSED));
    } catch (Throwable noThread) { // an OutOfMemoryError if the system has no more threads
      endAll(() -> noThread);
    }
  }

  private RejectedPredictionException rejection(Reason reason) {
    rejected.increment();
    return new RejectedPredictionException(
        reason,
        reason == Reason.CLOSED
            ? "batching: the predictor is closed, expected no further requests"
            : "batching: " + settings.queue() + " requests wait already, expected fewer");
  }

  /** Adds a request and waits for its result. */
  float[][] await(BatchRequest request) {
    add(request);
    try {
      return request.get(settings.timeLimit().toNanos(), TimeUnit.NANOSECONDS);
    } catch (TimeoutException late) {
      expire(request);
    } catch (InterruptedException interrupted) {
      request.cancel(false);
      Thread.currentThread().interrupt();
      throw new CancellationException("the prediction was interrupted");
    } catch (ExecutionException failure) {
      // is thrown below
    }
    return resultNow(request);
  }

  /** The result of a request that has one. */
  private static float[][] resultNow(BatchRequest request) {
    try {
      return request.join();
    } catch (CompletionException failure) {
      if (failure.getCause() instanceof Error error) {
        throw error;
      }
      throw failure.getCause() instanceof RuntimeException cause ? cause : failure;
    }
  }

  private boolean expire(BatchRequest request) {
    boolean late =
        request.completeExceptionally(
            new RejectedPredictionException(
                Reason.TIME_LIMIT,
                "batching: no prediction within the time limit of "
                    + settings.timeLimit().toMillis()
                    + " ms"));
    if (late) {
      expired.increment();
    }
    return late;
  }

  /** Serves requests until there are none. */
  private void serve() {
    server = Thread.currentThread();
    List<BatchRequest> batch = new ArrayList<>();
    do {
      while (gather(batch)) {
        Thread.interrupted(); // is not meant for the requests
        batches.increment();
        rows.add(batch.size());
        run.run(plans.get(), batch);
        batch.clear();
      }
      serving.set(false);
    } while (!waiting.isEmpty() && serving.compareAndSet(false, true));
  }

  /** Fills a batch; returns whether there is one. */
  private boolean gather(List<BatchRequest> batch) {
    awaitRows();
    while (batch.size() < settings.maxRows()) {
      BatchRequest next = waiting.poll();
      if (next == null) {
        break;
      }
      queued.decrementAndGet();
      boolean late = System.nanoTime() - next.began() > settings.timeLimit().toNanos();
      if (!next.isDone() && !(late && expire(next))) {
        batch.add(next);
      }
    }
    return !batch.isEmpty();
  }

  /** Waits until enough requests wait, or the first one has waited long enough. */
  private void awaitRows() {
    BatchRequest first = waiting.peek();
    long wait = settings.maxWait().toNanos();
    if (first == null || wait == 0) {
      return;
    }
    gathering = Thread.currentThread();
    long left = wait - (System.nanoTime() - first.began());
    while (left > 0 && queued.get() < settings.maxRows() && !closed) {
      LockSupport.parkNanos(this, left);
      Thread.interrupted();
      left = wait - (System.nanoTime() - first.began());
    }
    gathering = null;
  }

  BatchingStatistics statistics() {
    return new BatchingStatistics(
        Math.max(0, queued.get()),
        batches.sum(),
        rows.sum(),
        failed.sum(),
        rejected.sum(),
        expired.sum());
  }

  /** Ends all requests that wait, in place of serving them. */
  private void endAll(Supplier<Throwable> reason) {
    do {
      for (BatchRequest next = waiting.poll(); next != null; next = waiting.poll()) {
        queued.decrementAndGet();
        next.completeExceptionally(reason.get());
      }
      serving.set(false);
    } while (!waiting.isEmpty() && serving.compareAndSet(false, true));
  }

  void close() {
    closed = true;
    LockSupport.unpark(gathering);
    executor.shutdown();
    if (Thread.currentThread() == server) {
      return; // closed by what a stage of a request does next
    }
    try {
      executor.awaitTermination(settings.timeLimit().toNanos(), TimeUnit.NANOSECONDS);
      Thread last = server;
      if (last != null) {
        last.join(ENDING_MILLIS);
      }
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
