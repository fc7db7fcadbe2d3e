package dev.cotangent.layers;

import dev.cotangent.core.CotangentException;
import dev.cotangent.core.Shape;
import dev.cotangent.core.kernel.Window;
import dev.cotangent.core.spi.Attributes;

/** Converts windows to and from attributes, two numbers (height, width) each. */
final class Windows {

  private static final Shape ONES = Shape.of(1, 1);
  private static final Shape ZEROS = Shape.of(0, 0);

  private Windows() {}

  /** The kernel of a window. */
  static Shape kernel(Window window) {
    return Shape.of(window.vertical().kernel(), window.horizontal().kernel());
  }

  /** The strides of a window. */
  static Shape stride(Window window) {
    return Shape.of(window.vertical().stride(), window.horizontal().stride());
  }

  /** The padding of a window. */
  static Shape padding(Window window) {
    return Shape.of(window.vertical().padding(), window.horizontal().padding());
  }

  /** The dilation of a window. */
  static Shape dilation(Window window) {
    return Shape.of(window.vertical().dilation(), window.horizontal().dilation());
  }

  /**
   * Reads a window from the attributes {@code kernel} (required), {@code stride}, {@code padding}
   * and {@code dilation}.
   *
   * @param id id of the layer, for messages
   */
  static Window of(String id, Attributes attributes, boolean strideOfKernel) {
    Shape kernel = pair(id, "kernel", attributes.shape("kernel"));
    Shape stride = pair(id, "stride", attributes.shape("stride", strideOfKernel ? kernel : ONES));
    Shape padding = pair(id, "padding", attributes.shape("padding", ZEROS));
    Shape dilation = pair(id, "dilation", attributes.shape("dilation", ONES));
    return Window.of(kernel.dim(0), kernel.dim(1))
        .withStride(stride.dim(0), stride.dim(1))
        .withPadding(padding.dim(0), padding.dim(1))
        .withDilation(dilation.dim(0), dilation.dim(1));
  }

  /** Validates that an attribute has two numbers. */
  static Shape pair(String id, String name, Shape value) {
    if (value.rank() != 2) {
      throw new CotangentException(
          id + ": attribute '" + name + "' is " + value + ", expected two numbers");
    }
    return value;
  }
}
