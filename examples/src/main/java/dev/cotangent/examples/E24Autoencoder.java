package dev.cotangent.examples;

import dev.cotangent.activations.Activations;
import dev.cotangent.core.Shape;
import dev.cotangent.core.graph.Tensor;
import dev.cotangent.core.loss.BinaryCrossEntropyWithLogits;
import dev.cotangent.core.model.Model;
import dev.cotangent.layers.Activate;
import dev.cotangent.layers.Dense;
import dev.cotangent.layers.Sequential;
import dev.cotangent.optim.Adam;
import dev.cotangent.training.TrainStep;
import dev.cotangent.training.Trainer;
import dev.cotangent.training.data.Batch;
import dev.cotangent.training.data.Dataset;
import dev.cotangent.training.objective.Objective;
import dev.cotangent.training.source.BuiltinData;
import java.util.Arrays;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * A variational autoencoder of digits (Kingma and Welling, 2014): the encoder maps an image to the
 * mean and variance of a code, and the decoder maps a code drawn from them back to an image.
 */
public final class E24Autoencoder {

  private static final int CODE = 8;
  private static final int PIXELS = 64;
  private static final int ROWS = 128;

  private E24Autoencoder() {}

  /** Trains, and prints the error relative to that of the mean image. */
  public static void main(String[] args) {
    System.out.printf("error / that of the mean image: %.3f%n", train(2000, t -> t).quality());
  }

  /**
   * Encoder and decoder after a number of steps; the quality is the error divided by that of the
   * mean image.
   */
  static Trained train(int steps, UnaryOperator<Trainer> engine) {
    Model encoder =
        Sequential.of(Dense.of(64), Activate.with(Activations.RELU), Dense.of(2 * CODE))
            .build(Shape.of(PIXELS), 1);
    Model decoder =
        Sequential.of(Dense.of(64), Activate.with(Activations.RELU), Dense.of(PIXELS))
            .build(Shape.of(CODE), 2);
    Objective objective =
        Objective.of(
                f -> {
                  Tensor image = f.input("features", Shape.of(PIXELS)).div(16);
                  Tensor code = f.apply(encoder, image);
                  Tensor mean = code.slice(1, 0, CODE);
                  Tensor logVariance = code.slice(1, CODE, 2 * CODE);
                  Tensor noise = f.context().normal("code", mean.shape());
                  Tensor drawn = mean.add(logVariance.mul(0.5).exp().mul(noise));
                  Tensor again = f.apply(decoder, f.training() ? drawn : mean);
                  f.part("pixels", new BinaryCrossEntropyWithLogits().terms(again, image), PIXELS);
                  Tensor kl = mean.square().add(logVariance.exp()).sub(logVariance).sub(1);
                  f.part("kl", kl, CODE / 2.0);
                  f.output("error", again.sigmoid().sub(image).square().mean());
                  f.output("spread", image.variance(List.of(0), false).mean());
                })
            .model("encoder", encoder)
            .model("decoder", decoder);
    Dataset digits = BuiltinData.digits();
    int[] order = digits.order(7, 0);
    Batch batch = digits.batch(Arrays.copyOf(order, ROWS));
    try (TrainStep step = engine.apply(Trainer.of(objective).optimizer(Adam.of(2e-3))).step()) {
      for (int i = 0; i < steps; i++) {
        step.run(digits.batch(order, i * ROWS % (digits.size() - ROWS), batch));
      }
      step.evaluate(batch);
      double error = step.output("error")[0];
      return new Trained(error / step.output("spread")[0], List.of(encoder, decoder));
    }
  }
}
