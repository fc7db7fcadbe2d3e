package dev.cotangent.examples;

import dev.cotangent.core.Shape;
import dev.cotangent.core.Tensor;
import dev.cotangent.core.loss.BinaryCrossEntropyWithLogits;
import dev.cotangent.core.model.Model;
import dev.cotangent.layers.Activate;
import dev.cotangent.layers.Dense;
import dev.cotangent.layers.Sequential;
import dev.cotangent.optim.Adam;
import dev.cotangent.training.Batch;
import dev.cotangent.training.Dataset;
import dev.cotangent.training.Objective;
import dev.cotangent.training.TrainStep;
import dev.cotangent.training.Trainer;
import dev.cotangent.training.data.BuiltinData;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * A variational autoencoder of digits (Kingma and Welling, 2014): an image becomes the mean and the
 * variance of a code, a code that is drawn there becomes the image again.
 */
public final class E24Autoencoder {

  private static final int CODE = 8;
  private static final int PIXELS = 64;
  private static final int ROWS = 128;

  private E24Autoencoder() {}

  /** Trains, and prints how the error compares with that of the mean image. */
  public static void main(String[] args) {
    System.out.printf("error / that of the mean image: %.3f%n", train(2000, t -> t).quality());
  }

  /** Encoder and decoder after some steps; their quality is the error over the mean image's. */
  static Trained train(int steps, UnaryOperator<Trainer> engine) {
    Model encoder =
        Sequential.of(Dense.units(64), Activate.with("relu"), Dense.units(2 * CODE))
            .build(Shape.of(PIXELS), 1);
    Model decoder =
        Sequential.of(Dense.units(64), Activate.with("relu"), Dense.units(PIXELS))
            .build(Shape.of(CODE), 2);
    Objective objective =
        Objective.of(
                f -> {
                  Tensor image = f.input("image", Shape.of(PIXELS));
                  Tensor code = f.apply(encoder, image);
                  Tensor mean = code.slice(1, 0, CODE);
                  Tensor logVariance = code.slice(1, CODE, 2 * CODE);
                  Tensor noise = f.context().normal("code", mean.shape());
                  Tensor drawn = mean.add(logVariance.mul(0.5).exp().mul(noise));
                  Tensor again = f.apply(decoder, drawn);
                  f.part(
                      "reconstruction",
                      new BinaryCrossEntropyWithLogits().terms(again, image),
                      PIXELS);
                  Tensor far = mean.square().add(logVariance.exp()).sub(logVariance).sub(1);
                  f.part("kl", far, CODE / 2.0);
                })
            .model("encoder", encoder)
            .model("decoder", decoder);
    float[] images = images();
    float[] some = new float[ROWS * PIXELS];
    Batch batch = Batch.of("image", some);
    try (TrainStep step = engine.apply(Trainer.of(objective).optimizer(Adam.of(2e-3))).step()) {
      for (int i = 0; i < steps; i++) {
        int first = i * ROWS % (images.length / PIXELS - ROWS);
        System.arraycopy(images, first * PIXELS, some, 0, some.length);
        step.run(batch);
      }
    }
    return new Trained(error(images, encoder, decoder), List.of(encoder, decoder));
  }

  private static float[] images() {
    Dataset digits = BuiltinData.digits();
    float[] images = new float[digits.size() * PIXELS];
    for (int row = 0; row < digits.size(); row++) {
      for (int i = 0; i < PIXELS; i++) {
        images[row * PIXELS + i] = digits.features(row)[i] / 16;
      }
    }
    return images;
  }

  private static double error(float[] images, Model encoder, Model decoder) {
    int rows = images.length / PIXELS;
    float[] codes = encoder.predictor().predict(images);
    float[] means = new float[rows * CODE];
    double[] average = new double[PIXELS];
    for (int row = 0; row < rows; row++) {
      System.arraycopy(codes, row * 2 * CODE, means, row * CODE, CODE);
      for (int i = 0; i < PIXELS; i++) {
        average[i] += images[row * PIXELS + i] / rows;
      }
    }
    float[] again = decoder.predictor(Tensor::sigmoid).predict(means);
    double ours = 0;
    double least = 0;
    for (int i = 0; i < images.length; i++) {
      ours += Math.pow(again[i] - images[i], 2);
      least += Math.pow(average[i % PIXELS] - images[i], 2);
    }
    return ours / least;
  }
}
