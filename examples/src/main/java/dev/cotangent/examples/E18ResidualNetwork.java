package dev.cotangent.examples;

import dev.cotangent.activations.Activations;
import dev.cotangent.core.loss.CrossEntropy;
import dev.cotangent.core.model.Model;
import dev.cotangent.core.spi.LayerSpec;
import dev.cotangent.layers.Activate;
import dev.cotangent.layers.Dense;
import dev.cotangent.layers.LayerNorm;
import dev.cotangent.layers.Residual;
import dev.cotangent.layers.Sequential;
import dev.cotangent.optim.AdamW;
import dev.cotangent.training.Trainer;
import dev.cotangent.training.data.Split;
import dev.cotangent.training.result.History;
import dev.cotangent.training.source.Synthetic;
import java.util.ArrayList;
import java.util.List;

/**
 * A network of twenty layers: without skip connections the gradient vanishes and two spirals are
 * not separated; with residual blocks, y = x + f(x), the same layers learn to separate them.
 */
public final class E18ResidualNetwork {

  private static final long SEED = 7;
  private static final int WIDTH = 16;
  private static final int BLOCKS = 10;

  private E18ResidualNetwork() {}

  /** Prints the accuracy of both networks on unseen points. */
  public static void main(String[] args) {
    System.out.printf("plain    %.3f%n", accuracy(false, 60));
    System.out.printf("residual %.3f%n", accuracy(true, 60));
  }

  /** The accuracy on held-out points after a number of epochs. */
  static double accuracy(boolean residual, int epochs) {
    Split spirals = Split.stratified(Synthetic.spirals(600, 2, 0.02, SEED), 0.3, 0, SEED);
    Model model = network(residual).build(spirals.train().sampleShape(), SEED);
    History history =
        Trainer.of(model)
            .loss(CrossEntropy.ofClassIndices())
            .optimizer(AdamW.of(0.005))
            .clipGlobalNorm(1)
            .validation(spirals.validation())
            .fit(spirals.train(), epochs);
    return history.last().validation().orElseThrow().accuracy();
  }

  private static Sequential network(boolean residual) {
    List<LayerSpec> layers = new ArrayList<>(List.of(Dense.of(WIDTH)));
    for (int i = 0; i < BLOCKS; i++) {
      Sequential block =
          Sequential.of(Dense.of(WIDTH), Activate.with(Activations.SIGMOID), Dense.of(WIDTH));
      layers.add(residual ? Residual.of(LayerNorm.of(1), block) : block);
    }
    layers.add(Dense.of(2));
    return Sequential.of(layers.toArray(LayerSpec[]::new));
  }
}
