package dev.cotangent.examples;

import dev.cotangent.core.graph.Tensor;
import dev.cotangent.core.loss.CrossEntropy;
import dev.cotangent.core.model.Model;
import dev.cotangent.core.model.Predictor;
import dev.cotangent.core.registry.Registry;
import dev.cotangent.optim.Adam;
import dev.cotangent.training.Trainer;
import dev.cotangent.training.data.Dataset;
import dev.cotangent.training.source.BuiltinData;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A prediction service inside an application: the model is loaded once and used from any number of
 * threads.
 */
public final class E07PredictionService {

  /** Shared by the whole application, since creating a registry scans for all plugins. */
  private static final Registry REGISTRY = Registry.standard();

  private final Predictor predictor;

  /** Loads the model file. */
  public E07PredictionService(Path model) throws IOException {
    predictor = Model.load(model, REGISTRY).predictor(Tensor::softmax);
  }

  /** The most probable digit in an image of 64 pixels; thread-safe. */
  public int digit(float[] pixels) {
    float[] probabilities = predictor.predict(pixels);
    int best = 0;
    for (int i = 1; i < probabilities.length; i++) {
      best = probabilities[i] > probabilities[best] ? i : best;
    }
    return best;
  }

  /**
   * Trains a model, saves it, and classifies all digits through the service from several threads.
   */
  public static void main(String[] args) throws IOException, InterruptedException {
    Path file = Files.createTempFile("digits", ".safetensors");
    try {
      Dataset digits = BuiltinData.digits();
      train(digits, file);
      E07PredictionService service = new E07PredictionService(file);
      System.out.printf("%d of %d digits read%n", service.correct(digits), digits.size());
    } finally {
      Files.delete(file);
    }
  }

  static void train(Dataset digits, Path file) throws IOException {
    Model model = E05Digits.model(digits);
    Trainer.of(model).loss(CrossEntropy.ofClassIndices()).optimizer(Adam.of(1e-3)).fit(digits, 5);
    model.save(file);
  }

  /** The number of digits that the service classifies correctly, called from four threads. */
  int correct(Dataset digits) throws InterruptedException {
    AtomicInteger correct = new AtomicInteger();
    ExecutorService threads = Executors.newFixedThreadPool(4);
    for (int row = 0; row < digits.size(); row++) {
      int asked = row;
      threads.execute(
          () -> {
            if (digit(digits.features(asked)) == digits.label(asked)) {
              correct.incrementAndGet();
            }
          });
    }
    threads.shutdown();
    if (!threads.awaitTermination(1, TimeUnit.MINUTES)) {
      throw new IllegalStateException("the service does not answer");
    }
    return correct.get();
  }
}
