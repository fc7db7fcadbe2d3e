package dev.cotangent.training.checkpoint;

import dev.cotangent.core.CotangentException;
import dev.cotangent.core.io.TensorEntry;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The tensors of a checkpoint; each is taken once, since it belongs to one owner. */
final class CheckpointTensors {

  private final Map<String, TensorEntry> left = new HashMap<>();

  CheckpointTensors(List<TensorEntry> tensors) {
    tensors.forEach(tensor -> left.put(tensor.name(), tensor));
  }

  /** The number of tensors left. */
  int count() {
    return left.size();
  }

  boolean has(String name) {
    return left.containsKey(name);
  }

  TensorEntry take(String name) {
    TensorEntry tensor = left.remove(name);
    if (tensor == null) {
      throw new CotangentException(
          "it has no tensor '" + name + "', or refers to it twice, expected each tensor once");
    }
    return tensor;
  }
}
