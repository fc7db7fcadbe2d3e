package dev.cotangent.core.model;

import java.util.concurrent.CompletableFuture;

/** A request for the prediction of one sample; completes with an array for each output. */
final class BatchRequest extends CompletableFuture<float[][]> {

  private final Object[] in;
  private final long began = System.nanoTime();

  /** Creates a request with an array for each input. */
  BatchRequest(Object... in) {
    this.in = in;
  }

  /** The arrays of the sample, in the order of the inputs. */
  Object[] in() {
    return in;
  }

  /** Time of creation, by {@code System.nanoTime}. */
  long began() {
    return began;
  }
}
