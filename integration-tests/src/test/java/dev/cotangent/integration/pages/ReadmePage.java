package dev.cotangent.integration.pages;

import dev.cotangent.core.DType;
import dev.cotangent.core.Gradients;
import dev.cotangent.core.Shape;
import dev.cotangent.core.Tensor;
import dev.cotangent.core.model.Model;
import dev.cotangent.core.model.PlanContext;
import dev.cotangent.pictures.GraphPicture;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

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

  /** Draws a model of two features with its numbers. */
  public static void draw(Model model, Path file) throws IOException {
    Tensor batch = Tensor.input("x", DType.F32, Shape.of(1, 2));
    Tensor output = model.forward(batch, PlanContext.forInference());
    GraphPicture.of(output).withParameters(model.store()).withValue(batch, 0.5, -1).write(file);
  }
}
