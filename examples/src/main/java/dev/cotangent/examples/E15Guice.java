package dev.cotangent.examples;

import com.google.inject.AbstractModule;
import com.google.inject.Guice;
import com.google.inject.Injector;
import com.google.inject.Provides;
import com.google.inject.Singleton;
import dev.cotangent.activations.Activations;
import dev.cotangent.core.graph.Tensor;
import dev.cotangent.core.loss.CrossEntropy;
import dev.cotangent.core.model.Model;
import dev.cotangent.core.model.Predictor;
import dev.cotangent.core.registry.Registry;
import dev.cotangent.core.work.Workers;
import dev.cotangent.guice.CotangentModule;
import dev.cotangent.guice.TrainerFactory;
import dev.cotangent.layers.Activate;
import dev.cotangent.layers.Dense;
import dev.cotangent.layers.Sequential;
import dev.cotangent.optim.Adam;
import dev.cotangent.training.data.Dataset;
import dev.cotangent.training.data.Normalize;
import dev.cotangent.training.data.Normalizer;
import dev.cotangent.training.source.BuiltinData;
import jakarta.inject.Inject;

/**
 * An application wired by Guice: Cotangent's module provides the registry, workers and trainers,
 * the application's own module a predictor, and the service depends on the predictor alone.
 */
public final class E15Guice {

  private E15Guice() {}

  /** The application's own module: a model that is trained when it is first requested. */
  static final class FlowerModule extends AbstractModule {

    @Provides
    @Singleton
    Predictor predictor(TrainerFactory trainers, Registry registry) {
      Dataset iris = BuiltinData.iris();
      Model model =
          Sequential.of(
                  Normalizer.fit(iris, Normalize.Kind.ZSCORE),
                  Dense.of(16),
                  Activate.with(Activations.TANH),
                  Dense.of(iris.classes()))
              .build(iris.sampleShape(), 7, registry);
      trainers.of(model).loss(CrossEntropy.ofClassIndices()).optimizer(Adam.of(0.01)).fit(iris, 40);
      return model.predictor(Tensor::softmax);
    }
  }

  /** Names flowers; thread-safe, as its predictor is. */
  static final class FlowerService {

    private final Predictor predictor;

    @Inject
    FlowerService(Predictor predictor) {
      this.predictor = predictor;
    }

    /** The most probable species of a flower with these four measurements. */
    String species(float... measures) {
      float[] probabilities = predictor.predict(measures);
      int best = 0;
      for (int i = 1; i < probabilities.length; i++) {
        best = probabilities[i] > probabilities[best] ? i : best;
      }
      return BuiltinData.iris().classNames().get(best);
    }
  }

  /** Names a flower. */
  public static void main(String[] args) {
    System.out.println("5.9, 3.0, 4.2, 1.5 is " + species(5.9f, 3, 4.2f, 1.5f));
  }

  /** Wires the application, queries the service once, and closes the workers. */
  static String species(float... measures) {
    Injector injector = Guice.createInjector(new CotangentModule(), new FlowerModule());
    try {
      return injector.getInstance(FlowerService.class).species(measures);
    } finally {
      injector.getInstance(Workers.class).close();
    }
  }
}
