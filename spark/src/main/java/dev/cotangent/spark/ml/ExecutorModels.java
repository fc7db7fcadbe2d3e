package dev.cotangent.spark.ml;

import dev.cotangent.core.model.Model;
import dev.cotangent.core.model.Predictor;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ref.SoftReference;
import java.util.HashMap;
import java.util.Map;
import java.util.WeakHashMap;
import java.util.function.Supplier;

/**
 * The predictors of this JVM, one for each model, shared by all tasks. A task gets its model as
 * bytes again and again, and reading them would cost more than a small partition.
 *
 * <p>Predictors are held softly, and the class loader of an application weakly, so that neither
 * memory nor plugins are kept after their use.
 */
final class ExecutorModels {

  private static final Map<ClassLoader, Map<String, Slot>> LOADERS = new WeakHashMap<>();

  private ExecutorModels() {}

  /**
   * The predictor of a model.
   *
   * @param sha256 hash of the bytes
   * @param bytes the model's bytes, asked for if they have not been read yet
   */
  static Predictor predictor(String sha256, Head head, Supplier<byte[]> bytes) {
    ClassLoader loader = Thread.currentThread().getContextClassLoader();
    Slot slot;
    synchronized (LOADERS) {
      slot =
          LOADERS
              .computeIfAbsent(loader, none -> new HashMap<>())
              .computeIfAbsent(sha256 + head, none -> new Slot());
    }
    return slot.get(head, bytes);
  }

  /** The place of one model, which one task fills while others wait. */
  private static final class Slot {

    private SoftReference<Predictor> held = new SoftReference<>(null);

    synchronized Predictor get(Head head, Supplier<byte[]> bytes) {
      Predictor predictor = held.get();
      if (predictor == null) {
        predictor = read(bytes.get()).predictor(head::lastStep);
        held = new SoftReference<>(predictor);
      }
      return predictor;
    }

    private static Model read(byte[] bytes) {
      try {
        return ModelBytes.read(bytes, "the broadcast model");
      } catch (IOException e) {
        throw new UncheckedIOException("the model has no room in the temporary folder", e);
      }
    }
  }
}
