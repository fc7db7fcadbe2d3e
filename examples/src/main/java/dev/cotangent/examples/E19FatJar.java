package dev.cotangent.examples;

import dev.cotangent.activations.Activations;
import dev.cotangent.core.graph.Tensor;
import dev.cotangent.core.loss.CrossEntropy;
import dev.cotangent.core.model.Model;
import dev.cotangent.core.model.Predictor;
import dev.cotangent.core.registry.Registry;
import dev.cotangent.layers.Activate;
import dev.cotangent.layers.Dense;
import dev.cotangent.layers.Sequential;
import dev.cotangent.optim.Adam;
import dev.cotangent.training.Trainer;
import dev.cotangent.training.data.Dataset;
import dev.cotangent.training.source.BuiltinData;

/**
 * An application in one jar that holds its libraries as jars, as Spring Boot packs it: {@code
 * examples/target/cotangent-examples-*-boot.jar}. Plugins are found inside it. A manifest cannot
 * add the module of the fast kernels, so the flag goes on the command line or into the environment:
 *
 * <pre>
 * java --add-modules jdk.incubator.vector -jar app.jar
 * JDK_JAVA_OPTIONS="--add-modules=jdk.incubator.vector" java -jar app.jar
 * </pre>
 */
public final class E19FatJar {

  private E19FatJar() {}

  /** A service as a container would create it: one object for all requests. */
  static final class IrisService {

    private final Predictor predictor;

    IrisService(Registry registry) {
      Dataset iris = BuiltinData.iris();
      Model model =
          Sequential.of(Dense.of(16), Activate.with(Activations.TANH), Dense.of(iris.classes()))
              .build(iris.sampleShape(), 7, registry);
      Trainer.of(model).loss(CrossEntropy.ofClassIndices()).optimizer(Adam.of(0.02)).fit(iris, 30);
      predictor = model.predictor(Tensor::softmax);
    }

    /** The probability of each species for a flower with these four measurements. */
    float[] probabilities(float... measures) {
      return predictor.predict(measures);
    }
  }

  /**
   * Trains, predicts, and prints which kernels were chosen.
   *
   * @param args the expected kernels, {@code vector} or {@code portable}; empty accepts either
   * @throws IllegalStateException if others were chosen
   */
  public static void main(String[] args) {
    Registry registry = Registry.standard();
    float[] probabilities = new IrisService(registry).probabilities(5.9f, 3, 4.2f, 1.5f);
    String kernels = registry.kernels().id();
    System.out.printf("%s kernels; versicolor: %.3f%n", kernels, probabilities[1]);
    registry.entries().stream().limit(1).forEach(System.out::println);
    if (args.length > 0 && !args[0].equals(kernels)) {
      throw new IllegalStateException("kernels " + kernels + ", expected " + args[0]);
    }
  }
}
