package dev.cotangent.examples;

import dev.cotangent.activations.Activations;
import dev.cotangent.core.Shape;
import dev.cotangent.core.graph.Tensor;
import dev.cotangent.core.loss.CrossEntropy;
import dev.cotangent.core.model.Model;
import dev.cotangent.core.model.Predictor;
import dev.cotangent.core.registry.Registry;
import dev.cotangent.layers.Activate;
import dev.cotangent.layers.Dense;
import dev.cotangent.layers.Sequential;
import dev.cotangent.optim.Adam;
import dev.cotangent.training.EarlyStopping;
import dev.cotangent.training.History;
import dev.cotangent.training.Split;
import dev.cotangent.training.Trainer;
import dev.cotangent.training.data.BuiltinData;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;

/** Trains on images of digits, saves the model, loads it, and classifies one digit. */
public final class QuickStart {

  private QuickStart() {}

  /** Runs the example; the argument is the file to save the model to. */
  public static void main(String[] args) throws IOException {
    Path file = Path.of(args.length > 0 ? args[0] : "digits.safetensors");
    Split split = Split.stratified(BuiltinData.digits(), 0.1, 0.2, 7); // validation, test, seed
    Model model =
        Sequential.of(Dense.of(128), Activate.with(Activations.RELU), Dense.of(10))
            .build(Shape.of(64), 7); // the shape of a sample, and the seed of the weights
    History history =
        Trainer.of(model)
            .loss(CrossEntropy.ofClassIndices())
            .optimizer(Adam.of(1e-3))
            .batch(64)
            .workers(2) // any number: the bits stay the same
            .validation(split.validation())
            .callbacks(EarlyStopping.patience(5))
            .fit(split.train(), 30);
    model.save(file);

    Registry registry = Registry.standard(); // one per application
    Predictor predictor = Model.load(file, registry).predictor(Tensor::softmax); // thread-safe
    float[] probabilities = predictor.predict(split.test().features(0));
    System.out.println("loss " + history.last().loss() + ", a digit's probabilities:");
    System.out.println(Arrays.toString(probabilities));
  }
}
