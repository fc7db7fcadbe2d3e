package dev.cotangent.integration;

import dev.cotangent.core.graph.Tensor;
import dev.cotangent.core.model.Model;
import dev.cotangent.core.model.Predictor;
import dev.cotangent.core.registry.Registry;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;

/** Loads a model and predicts as a service does, and prints the heap that this takes. */
public final class ServiceMain {

  private ServiceMain() {}

  /**
   * Prints the bytes of the heap that a predictor takes after some predictions.
   *
   * @param args the model file, and {@code heap} to measure
   */
  public static void main(String[] args) throws IOException, InterruptedException {
    Path file = Path.of(args[0]);
    Registry registry = Registry.standard();
    boolean measured = args.length > 1;
    long before = measured ? live() : 0;
    Predictor predictor = Model.load(file, registry).predictor(Tensor::softmax);
    float[] row = new float[predictor.sampleShape().size()];
    float sum = 0;
    for (int i = 0; i < 10; i++) {
      sum += predictor.predict(row)[0];
    }
    if (measured) {
      System.out.println(live() - before);
    }
    System.out.println(sum + predictor.predict(row)[0]);
  }

  /** The bytes of all reachable objects, as nearly as the collector tells. */
  private static long live() throws InterruptedException {
    long least = Long.MAX_VALUE;
    for (int i = 0; i < 5; i++) {
      System.gc();
      Thread.sleep(20); // for references that a thread of the JVM clears
      least = Math.min(least, ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed());
    }
    return least;
  }
}
