package dev.cotangent.integration.pages;

import dev.cotangent.core.DType;
import dev.cotangent.core.Shape;
import dev.cotangent.core.graph.Gradients;
import dev.cotangent.core.graph.Tensor;
import dev.cotangent.core.model.Model;
import dev.cotangent.core.model.Predictor;
import dev.cotangent.core.registry.Registry;
import dev.cotangent.core.spi.Signature;
import dev.cotangent.layers.Concat;
import dev.cotangent.layers.Dense;
import dev.cotangent.layers.Embedding;
import dev.cotangent.layers.Graph;
import dev.cotangent.layers.GraphNode;
import dev.cotangent.pictures.GraphPicture;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** The code of README.md. */
public final class ReadmePage {

  private ReadmePage() {}

  /** Differentiates, and draws the graph into a folder. */
  public static List<Double> differentiate(Path folder) throws IOException {
    Path file = folder.resolve("chain.svg");
    Tensor x = Tensor.scalar(-2), y = Tensor.scalar(5), z = Tensor.scalar(-4);
    Tensor f = x.add(y).mul(z);
    Gradients g = Gradients.of(f, x, y, z); // −4, −4 and 3: tensors, which have gradients, too
    GraphPicture.of(f).named(x, "x").named(y, "y").named(z, "z").withGradients().write(file);
    return List.of(g.of(x).item(), g.of(y).item(), g.of(z).item());
  }

  /** Saves a model, loads it and predicts. */
  public static float[] embed(Model model, Path file, float[] image) throws IOException {
    model.save(file);
    Predictor predictor =
        Model.load(file, Registry.standard()).predictor(Tensor::softmax); // thread-safe
    float[] probabilities = predictor.predict(image);
    return probabilities;
  }

  /** Builds a model of two towers, for numbers and for a town. */
  public static Map<String, float[]> towers() {
    Graph towers =
        Graph.of(
            g -> {
              GraphNode numbers = g.apply("numbers_in", Dense.of(8), g.input("numbers"));
              GraphNode town = g.apply("towns", Embedding.of(100, 4), g.input("town"));
              GraphNode both = g.apply("both", Concat.last(), numbers, town);
              g.output("price", g.apply("head", Dense.of(1), both));
            });
    Model model =
        towers.build(
            Signature.of("numbers", Shape.of(2)).and("town", DType.I32, Shape.scalar()), 7);
    return model.predictor().row().set("numbers", 3.5, 120).set("town", 42).predict();
  }

  /** Draws a model of two features with its numbers. */
  public static void draw(Model model, Path file) throws IOException {
    GraphPicture.of(model).withValue("features", 0.5, -1).write(file);
  }
}
