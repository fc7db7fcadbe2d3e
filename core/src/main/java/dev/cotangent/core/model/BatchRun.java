package dev.cotangent.core.model;

import dev.cotangent.core.DType;
import dev.cotangent.core.spi.Signature;
import java.util.List;
import java.util.concurrent.atomic.LongAdder;

/**
 * The prediction of batches of requests, with arrays that it reuses. For one thread at a time.
 *
 * <p>If a batch fails, each of its samples is predicted alone, so that only those fail that do so
 * by themselves.
 */
final class BatchRun {

  private final LongAdder failed;
  private Object[] in = {};
  private float[][] out = {};
  private int capacity;

  /** Creates a run that counts the requests that fail. */
  BatchRun(LongAdder failed) {
    this.failed = failed;
  }

  /** Predicts requests and completes them. */
  void run(PredictionPlans plans, List<BatchRequest> requests) {
    if (requests.size() > 1) {
      try {
        together(plans, requests);
        return;
      } catch (Throwable failure) {
        // the samples that cause it fail again below
      }
    }
    requests.forEach(request -> alone(plans, request));
  }

  private void alone(PredictionPlans plans, BatchRequest request) {
    try {
      float[][] result = arrays(plans.graph().outputs(), 1);
      plans.predict(request.in(), result, 1);
      request.complete(result);
    } catch (Throwable failure) { // is the caller's
      failed.increment();
      request.completeExceptionally(failure);
    }
  }

  private void together(PredictionPlans plans, List<BatchRequest> requests) {
    int rows = padded(requests.size());
    reserve(plans.graph(), rows);
    for (int row = 0; row < rows; row++) {
      Object[] sample = requests.get(Math.min(row, requests.size() - 1)).in();
      for (int i = 0; i < in.length; i++) {
        int size = plans.graph().inputs().port(i).sample().size();
        System.arraycopy(sample[i], 0, in[i], row * size, size);
      }
    }
    plans.predict(in, out, rows);
    for (int row = 0; row < requests.size(); row++) {
      float[][] result = arrays(plans.graph().outputs(), 1);
      for (int i = 0; i < result.length; i++) {
        System.arraycopy(out[i], row * result[i].length, result[i], 0, result[i].length);
      }
      requests.get(row).complete(result);
    }
  }

  /**
   * The number of rows to predict, of which those beyond the requests repeat the last one: one
   * large chunk takes less time than several small ones.
   */
  static int padded(int rows) {
    if (rows % 64 > 32) {
      return rows + 64 - rows % 64;
    }
    if (rows % 16 > 5) {
      return rows + 16 - rows % 16;
    }
    return rows % 4 > 1 ? rows + 4 - rows % 4 : rows;
  }

  private void reserve(PredictionGraph graph, int rows) {
    if (rows <= capacity) {
      return;
    }
    Signature inputs = graph.inputs();
    in = new Object[inputs.size()];
    for (int i = 0; i < in.length; i++) {
      int size = Math.multiplyExact(rows, inputs.port(i).sample().size());
      in[i] = inputs.port(i).dtype() == DType.I32 ? new int[size] : new float[size];
    }
    out = arrays(graph.outputs(), rows);
    capacity = rows;
  }

  /** An array for each output. */
  static float[][] arrays(Signature ports, int rows) {
    float[][] arrays = new float[ports.size()][];
    for (int i = 0; i < arrays.length; i++) {
      arrays[i] = new float[Math.multiplyExact(rows, ports.port(i).sample().size())];
    }
    return arrays;
  }
}
