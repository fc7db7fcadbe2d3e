package dev.cotangent.examples;

import dev.cotangent.activations.Activations;
import dev.cotangent.core.Shape;
import dev.cotangent.core.loss.MeanSquaredError;
import dev.cotangent.core.model.Model;
import dev.cotangent.core.random.RandomStream;
import dev.cotangent.core.spi.LayerSpec;
import dev.cotangent.layers.Activate;
import dev.cotangent.layers.Concat;
import dev.cotangent.layers.Dense;
import dev.cotangent.layers.Embedding;
import dev.cotangent.layers.Graph;
import dev.cotangent.layers.GraphNode;
import dev.cotangent.layers.Sequential;
import dev.cotangent.optim.Adam;
import dev.cotangent.training.Trainer;
import dev.cotangent.training.data.Dataset;
import dev.cotangent.training.data.NumberTargets;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * Two towers, one for numeric inputs and one for a category, joined in a common head. The price of
 * a flat depends on its size, its floor and its town.
 */
public final class E21TwoTowers {

  private static final int TOWNS = 6;
  private static final int FLATS = 400;

  private E21TwoTowers() {}

  /**
   * Trains, and prints the ratio of the error with both towers to that of the better single tower.
   */
  public static void main(String[] args) {
    System.out.printf("error / that of one tower: %.3f%n", train(40, trainer -> trainer).quality());
  }

  /**
   * Trains three models; the quality is the error with both towers divided by the lower error with
   * one.
   */
  static Trained train(int epochs, UnaryOperator<Trainer> engine) {
    Model both = model();
    Model numbers = model();
    Model towns = model();
    double error = error(both, 1, 1, epochs, engine);
    double one = Math.min(error(numbers, 1, 0, epochs, engine), error(towns, 0, 1, epochs, engine));
    return new Trained(error / one, List.of(both, numbers, towns));
  }

  private static Model model() {
    return Graph.of(
            g -> {
              GraphNode numbers = g.apply("size", dense(16), g.input("numbers"));
              GraphNode town = g.apply("place", Embedding.of(TOWNS, 8), g.input("town"));
              GraphNode meeting = g.apply(Concat.last(), numbers, town);
              g.output("price", g.apply("head", Sequential.of(dense(16), Dense.of(1)), meeting));
            })
        .build(flats(1, 1, 1).signature(), 7);
  }

  private static LayerSpec dense(int units) {
    return Sequential.of(Dense.of(units), Activate.with(Activations.RELU));
  }

  /** The mean squared error on unseen flats; a tower whose factor is 0 sees nothing. */
  private static double error(
      Model model, int numbers, int towns, int epochs, UnaryOperator<Trainer> engine) {
    MeanSquaredError loss = new MeanSquaredError();
    Trainer trainer = Trainer.of(model).loss(loss).optimizer(Adam.of(5e-3));
    engine.apply(trainer).fit(flats(1, numbers, towns), epochs);
    return model.evaluate(flats(2, numbers, towns), loss).loss();
  }

  private static Dataset flats(long seed, int numbers, int towns) {
    RandomStream random = RandomStream.of(seed, "flats");
    float[] size = new float[2 * FLATS];
    int[] town = new int[FLATS];
    float[] price = new float[FLATS];
    for (int i = 0; i < FLATS; i++) {
      int place = random.below(TOWNS, i);
      float area = random.uniform(-1 - 2L * i);
      float floor = random.uniform(-2 - 2L * i);
      price[i] = area * (1 + place % 3) + 0.3f * floor + 0.5f * place;
      size[2 * i] = numbers * area;
      size[2 * i + 1] = numbers * floor;
      town[i] = towns * place;
    }
    return Dataset.of(Shape.of(2), size, NumberTargets.of(price))
        .named("numbers")
        .withInput("town", Shape.scalar(), town);
  }
}
