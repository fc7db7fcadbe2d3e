package dev.cotangent.examples;

import dev.cotangent.activations.Activations;
import dev.cotangent.core.Shape;
import dev.cotangent.core.loss.CrossEntropy;
import dev.cotangent.core.model.Model;
import dev.cotangent.core.random.RandomStream;
import dev.cotangent.core.spi.LayerSpec;
import dev.cotangent.layers.Activate;
import dev.cotangent.layers.Concat;
import dev.cotangent.layers.Conv2d;
import dev.cotangent.layers.Graph;
import dev.cotangent.layers.GraphNode;
import dev.cotangent.layers.MaxPool2d;
import dev.cotangent.layers.Permute;
import dev.cotangent.layers.Sequential;
import dev.cotangent.layers.Upsample2d;
import dev.cotangent.optim.Adam;
import dev.cotangent.training.Trainer;
import dev.cotangent.training.data.ClassTargets;
import dev.cotangent.training.data.Dataset;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * A class for each pixel, from a graph in the style of U-Net (Ronneberger and others, 2015): a
 * downward path sees the whole image, a skip connection keeps the detail. The images are boxes in
 * noise; the classes are ground, edge and inside.
 */
public final class E22SkipGraph {

  private static final int SIDE = 12;
  private static final Shape IMAGE = Shape.of(1, SIDE, SIDE);
  private static final List<String> CLASSES = List.of("ground", "edge", "inside");

  private E22SkipGraph() {}

  /** Trains, and prints the share of correctly classified pixels. */
  public static void main(String[] args) {
    System.out.printf("pixel accuracy: %.3f%n", train(12, trainer -> trainer).quality());
  }

  /** The network after some epochs; the quality is the share of correct pixels, unseen before. */
  static Trained train(int epochs, UnaryOperator<Trainer> engine) {
    Model net =
        Graph.of(
                g -> {
                  GraphNode image = g.input("image");
                  GraphNode detail = g.apply("detail", block(12), image);
                  GraphNode half = g.apply("half", block(24), g.apply(MaxPool2d.of(2), detail));
                  GraphNode whole = g.apply("whole", block(24), g.apply(MaxPool2d.of(2), half));
                  GraphNode deep = g.apply(Concat.of(0), g.apply(Upsample2d.of(2), whole), half);
                  GraphNode back = g.apply("back", block(24), deep);
                  GraphNode all = g.apply(Concat.of(0), g.apply(Upsample2d.of(2), back), detail);
                  GraphNode pixels = g.apply("pixels", Conv2d.of(CLASSES.size(), 1), all);
                  g.output("class", g.apply(Permute.of(1, 2, 0), pixels));
                })
            .build(IMAGE, 7);
    CrossEntropy loss = CrossEntropy.ofClassIndices();
    engine.apply(Trainer.of(net).loss(loss).optimizer(Adam.of(5e-3))).fit(images(400, 1), epochs);
    return new Trained(net.evaluate(images(100, 2), loss).accuracy(), List.of(net));
  }

  private static LayerSpec block(int filters) {
    return Sequential.of(Conv2d.of(filters, 3).withPadding(1), Activate.with(Activations.RELU));
  }

  private static Dataset images(int count, long seed) {
    RandomStream random = RandomStream.of(seed, "images");
    float[] pixels = new float[count * SIDE * SIDE];
    int[] classes = new int[pixels.length];
    for (int i = 0; i < pixels.length; i++) {
      int row = i / (SIDE * SIDE);
      int size = 3 + random.below(4, 3L * row);
      int x = i % SIDE - 1 - random.below(SIDE - size - 3, 3L * row + 1);
      int y = i / SIDE % SIDE - 1 - random.below(SIDE - size - 3, 3L * row + 2);
      boolean in = x >= 0 && y >= 0 && x <= size && y <= size;
      boolean edge = in && (x == 0 || y == 0 || x == size || y == size);
      classes[i] = edge ? 1 : in ? 2 : 0;
      pixels[i] = (edge ? 1 : 0) + 0.2f * (float) random.normal(seed, 1, i);
    }
    return Dataset.of(IMAGE, pixels, ClassTargets.of(Shape.of(SIDE, SIDE), classes, CLASSES));
  }
}
