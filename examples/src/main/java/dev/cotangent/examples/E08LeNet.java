package dev.cotangent.examples;

import dev.cotangent.activations.Activations;
import dev.cotangent.core.Shape;
import dev.cotangent.core.loss.CrossEntropy;
import dev.cotangent.core.model.Model;
import dev.cotangent.core.registry.Registry;
import dev.cotangent.core.work.Workers;
import dev.cotangent.layers.Activate;
import dev.cotangent.layers.Conv2d;
import dev.cotangent.layers.Dense;
import dev.cotangent.layers.Flatten;
import dev.cotangent.layers.MaxPool2d;
import dev.cotangent.layers.Sequential;
import dev.cotangent.optim.Adam;
import dev.cotangent.training.Trainer;
import dev.cotangent.training.callback.EpochListener;
import dev.cotangent.training.data.Dataset;
import dev.cotangent.training.data.Split;
import dev.cotangent.training.evaluation.Evaluator;
import dev.cotangent.training.result.Evaluation;
import dev.cotangent.training.source.BuiltinData;
import dev.cotangent.training.source.Idx;
import java.io.IOException;
import java.nio.file.Path;

/**
 * LeNet-5 (LeCun, Bottou, Bengio and Haffner, 1998, with ReLU and max pooling as is usual today): a
 * convolutional network that reads handwritten digits, those of MNIST if a folder with its files is
 * given, otherwise the small built-in ones.
 */
public final class E08LeNet {

  private static final long SEED = 7;
  private static final int SIDE = 8;
  private static final int ZOOM = 3;
  private static final float WHITE = 16;

  private E08LeNet() {}

  /**
   * Trains, and prints the accuracy on held-out digits.
   *
   * @param args a folder with MNIST's files, such as {@code mnist/train}, or nothing
   */
  public static void main(String[] args) throws IOException {
    Evaluation evaluation =
        args.length > 0 ? train(Idx.read(Path.of(args[0])), 15) : train(smallDigits(), 3);
    System.out.printf(
        "accuracy on %d test digits: %.4f%n", evaluation.samples(), evaluation.accuracy());
  }

  /** Trains for a number of epochs and evaluates on a fifth of the images. */
  static Evaluation train(Dataset images, int epochs) {
    Split split = Split.stratified(images, 0, 0.2, SEED);
    Model model = model(images.sampleShape());
    Trainer.of(model)
        .loss(CrossEntropy.ofClassIndices())
        .optimizer(Adam.of(1e-3))
        .batch(32)
        .callbacks(
            EpochListener.of(
                result -> System.out.printf("epoch %d: %.4f%n", result.epoch(), result.loss())))
        .fit(split.train(), epochs);
    return Evaluator.of(
            model, CrossEntropy.ofClassIndices(), Workers.serial(), Registry.standard().kernels())
        .evaluate(split.test());
  }

  /** Two convolutions, each followed by max pooling, and three dense layers. */
  static Model model(Shape image) {
    return Sequential.of(
            Conv2d.of(6, 5).withPadding(2),
            Activate.with(Activations.RELU),
            MaxPool2d.of(2),
            Conv2d.of(16, 5),
            Activate.with(Activations.RELU),
            MaxPool2d.of(2),
            new Flatten(),
            Dense.of(120),
            Activate.with(Activations.RELU),
            Dense.of(84),
            Activate.with(Activations.RELU),
            Dense.of(10))
        .build(image, SEED);
  }

  /**
   * The built-in digits scaled to 0 … 1, each pixel repeated as a 3 by 3 block, so that they are
   * large enough for LeNet.
   */
  static Dataset smallDigits() {
    Dataset digits = BuiltinData.digits();
    int side = SIDE * ZOOM;
    float[] pixels = new float[digits.size() * side * side];
    int[] labels = new int[digits.size()];
    for (int row = 0; row < labels.length; row++) {
      float[] small = digits.features(row);
      labels[row] = digits.label(row);
      for (int i = 0; i < side * side; i++) {
        int at = i / side / ZOOM * SIDE + i % side / ZOOM;
        pixels[row * side * side + i] = small[at] / WHITE;
      }
    }
    return Dataset.classification(Shape.of(1, side, side), pixels, labels, digits.classNames());
  }
}
