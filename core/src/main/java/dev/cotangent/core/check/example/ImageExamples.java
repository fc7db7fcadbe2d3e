package dev.cotangent.core.check.example;

import dev.cotangent.core.Shape;
import dev.cotangent.core.check.Draw.Domain;
import dev.cotangent.core.check.OpExample;
import dev.cotangent.core.check.OpExample.ErrorBound;
import dev.cotangent.core.graph.Op;
import dev.cotangent.core.kernel.Window;
import dev.cotangent.core.kernel.image.ConvolutionShape;
import dev.cotangent.core.op.image.Convolve;
import dev.cotangent.core.op.image.ConvolveFilterGrad;
import dev.cotangent.core.op.image.ConvolveInputGrad;
import dev.cotangent.core.op.image.MaxPool;
import dev.cotangent.core.op.image.MaxPoolGrad;
import dev.cotangent.core.op.image.MaxPoolPick;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** Examples of ops on images: each op with windows of every kind. */
final class ImageExamples {

  private static final List<ConvolutionShape> CONVOLUTIONS =
      List.of(
          new ConvolutionShape(2, 3, 4, 3, 1, Window.of(2, 2)),
          new ConvolutionShape(1, 4, 3, 2, 1, Window.of(2, 3).withStride(2, 1).withPadding(1, 2)),
          new ConvolutionShape(4, 3, 2, 2, 2, Window.of(2, 2).withDilation(3, 1).withPadding(1, 1)),
          new ConvolutionShape(2, 3, 3, 2, 2, Window.of(3, 3).withStride(1, 2).withPadding(1, 1)),
          new ConvolutionShape(3, 2, 2, 2, 1, Window.of(1, 1)),
          new ConvolutionShape(2, 2, 3, 3, 1, Window.of(4, 1).withPadding(3, 0)));

  private static final List<Window> POOLS =
      List.of(
          Window.of(2, 2).withStride(2, 2),
          Window.of(3, 2).withStride(2, 1).withPadding(1, 1),
          Window.of(1, 3),
          Window.of(2, 2).withDilation(2, 1));

  private ImageExamples() {}

  static List<OpExample> all() {
    List<OpExample> examples = new ArrayList<>();
    for (ConvolutionShape geometry : CONVOLUTIONS) {
      examples.add(
          convolution(
              new Convolve(geometry),
              geometry,
              n -> List.of(images(geometry, n), filters(geometry))));
      examples.add(
          convolution(
              new ConvolveInputGrad(geometry),
              geometry,
              n -> List.of(results(geometry, n), filters(geometry))));
      examples.add(
          convolution(
              new ConvolveFilterGrad(geometry),
              geometry,
              n -> List.of(images(geometry, n), results(geometry, n))));
    }
    for (Window window : POOLS) {
      examples.add(pool(new MaxPool(window), window, n -> List.of(planes(n))));
      examples.add(pool(new MaxPoolPick(window), window, n -> List.of(planes(n), planes(n))));
      examples.add(
          pool(new MaxPoolGrad(window), window, n -> List.of(planes(n), pooled(window, n))));
    }
    return List.copyOf(examples);
  }

  private static OpExample convolution(
      Op op, ConvolutionShape geometry, Function<Integer, List<Shape>> shapes) {
    return row(op, " " + geometry, shapes).with(ErrorBound.OF_MAGNITUDES);
  }

  /**
   * Pooling away from ties: there one element receives all of the gradient, which differences
   * cannot show.
   */
  private static OpExample pool(Op op, Window window, Function<Integer, List<Shape>> shapes) {
    return row(op, " " + window, shapes).on(Domain.GENERIC, Domain.GENERIC);
  }

  private static OpExample row(Op op, String what, Function<Integer, List<Shape>> shapes) {
    return OpExample.of(op.id() + what, op, draw -> shapes.apply(draw.below(3)))
        .also(shapes.apply(2).toArray(Shape[]::new));
  }

  private static Shape images(ConvolutionShape geometry, int n) {
    return Shape.of(n, geometry.channels(), geometry.height(), geometry.width());
  }

  private static Shape results(ConvolutionShape geometry, int n) {
    return Shape.of(n, geometry.filters(), geometry.outHeight(), geometry.outWidth());
  }

  private static Shape filters(ConvolutionShape geometry) {
    Window window = geometry.window();
    return Shape.of(
        geometry.channels() / geometry.groups(),
        window.vertical().kernel(),
        window.horizontal().kernel(),
        geometry.filters());
  }

  private static Shape planes(int n) {
    return Shape.of(n, 2, 4, 3);
  }

  private static Shape pooled(Window window, int n) {
    return Shape.of(n, 2, window.vertical().outputs(4), window.horizontal().outputs(3));
  }
}
