package dev.cotangent.core.op.image;

import dev.cotangent.core.DType;
import dev.cotangent.core.Shape;
import dev.cotangent.core.ShapeException;
import dev.cotangent.core.TensorType;
import dev.cotangent.core.graph.Op;
import dev.cotangent.core.kernel.Window;
import dev.cotangent.core.kernel.image.ConvolutionShape;
import dev.cotangent.core.op.rule.Types;

/** Shape rules shared by a convolution and its gradients. */
final class ConvolveTypes {

  private ConvolveTypes() {}

  /** The type of the images, for as many images as {@code batch} has rows. */
  static TensorType images(ConvolutionShape geometry, TensorType batch) {
    return batch.with(
        Shape.of(batch.shape().dim(0), geometry.channels(), geometry.height(), geometry.width()));
  }

  /** The type of the results, for as many images as {@code batch} has rows. */
  static TensorType results(ConvolutionShape geometry, TensorType batch) {
    return batch.with(
        Shape.of(
            batch.shape().dim(0), geometry.filters(), geometry.outHeight(), geometry.outWidth()));
  }

  /** The type of the filters, with the element type of {@code like}. */
  static TensorType filters(ConvolutionShape geometry, TensorType like) {
    Window window = geometry.window();
    return like.with(
        Shape.of(
            geometry.channels() / geometry.groups(),
            window.vertical().kernel(),
            window.horizontal().kernel(),
            geometry.filters()));
  }

  /** Returns the type, if it is that of images. */
  static TensorType images(Op op, ConvolutionShape geometry, TensorType type) {
    Types.floating(op, type);
    Types.rank(op, type, 4, 4);
    return same(op, "images", type, images(geometry, type));
  }

  /** Returns the type, if it is that of results. */
  static TensorType upstream(Op op, ConvolutionShape geometry, TensorType type) {
    Types.floating(op, type);
    Types.rank(op, type, 4, 4);
    return same(op, "gradients", type, results(geometry, type));
  }

  /** Checks the type of the filters. */
  static void filters(Op op, ConvolutionShape geometry, TensorType type, DType dtype) {
    Types.dtype(op, type, dtype);
    same(op, "filters", type, filters(geometry, type));
  }

  private static TensorType same(Op op, String what, TensorType type, TensorType wanted) {
    if (!type.equals(wanted)) {
      throw new ShapeException(op.id() + ": " + what + " " + type + ", expected " + wanted);
    }
    return type;
  }
}
