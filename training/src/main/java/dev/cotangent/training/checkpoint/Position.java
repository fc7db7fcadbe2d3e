package dev.cotangent.training.checkpoint;

import dev.cotangent.core.CotangentException;
import dev.cotangent.core.json.JsonObject;

/**
 * The position of a training.
 *
 * @param step number of completed updates
 * @param epoch number of completed epochs
 * @param batch number of completed batches of the current epoch
 */
public record Position(long step, int epoch, int batch) {

  /** The position before the first step. */
  static final Position START = new Position(0, 0, 0);

  public Position {
    if (step < 0 || epoch < 0 || batch < 0) {
      throw new CotangentException(
          "its position is step "
              + step
              + ", epoch "
              + epoch
              + ", batch "
              + batch
              + ", expected numbers of at least 0");
    }
  }

  /** Whether the position is at an epoch boundary. */
  public boolean isBetweenEpochs() {
    return batch == 0;
  }

  JsonObject json() {
    return JsonObject.builder().put("step", step).put("epoch", epoch).put("batch", batch).build();
  }

  public static Position of(JsonObject json) {
    return new Position(json.longInteger("step"), json.integer("epoch"), json.integer("batch"));
  }
}
