package dev.cotangent.training;

import dev.cotangent.core.CotangentException;
import dev.cotangent.core.json.JsonObject;

/**
 * How far a training is.
 *
 * @param step the number of updates done
 * @param epoch the number of epochs that are complete
 * @param batch the number of batches done of the epoch after these
 */
record Position(long step, int epoch, int batch) {

  /** Before the first step. */
  static final Position START = new Position(0, 0, 0);

  Position {
    if (step < 0 || epoch < 0 || batch < 0) {
      throw new CotangentException(
          "a position of step " + step + ", epoch " + epoch + ", batch " + batch);
    }
  }

  /** Whether no epoch is half done. */
  boolean isBetweenEpochs() {
    return batch == 0;
  }

  JsonObject json() {
    return JsonObject.builder().put("step", step).put("epoch", epoch).put("batch", batch).build();
  }

  static Position of(JsonObject json) {
    return new Position(json.longInteger("step"), json.integer("epoch"), json.integer("batch"));
  }
}
