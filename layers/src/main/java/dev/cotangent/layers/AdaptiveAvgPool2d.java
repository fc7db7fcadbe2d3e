package dev.cotangent.layers;

import dev.cotangent.core.DType;
import dev.cotangent.core.MemoryException;
import dev.cotangent.core.Shape;
import dev.cotangent.core.ShapeException;
import dev.cotangent.core.TensorType;
import dev.cotangent.core.graph.Tensor;
import dev.cotangent.core.op.leaf.Constant;
import dev.cotangent.core.spi.Attributes;
import dev.cotangent.core.spi.ForwardContext;
import dev.cotangent.core.spi.Layer;
import dev.cotangent.core.spi.LayerSpec;
import dev.cotangent.core.spi.Scope;

/**
 * Adaptive average pooling: averages an image of any size over a fixed grid of {@code rows} ×
 * {@code columns} parts; 1 × 1 is global average pooling. Samples [channels, height, width] become
 * [channels, rows, columns]. Part i of n along a length l covers [⌊i·l/n⌋, ⌈(i + 1)·l/n⌉), as in
 * PyTorch's {@code AdaptiveAvgPool2d}. No parameters.
 *
 * @param rows number of rows of the output, at least 1; saved as {@code rows}, by default 1
 * @param columns number of columns of the output, at least 1; saved as {@code columns}, by default
 *     1
 */
public record AdaptiveAvgPool2d(int rows, int columns) implements LayerSpec {

  /** Validates the attributes. */
  public AdaptiveAvgPool2d {
    Require.atLeast("adaptive_avg_pool2d", "rows", rows, 1);
    Require.atLeast("adaptive_avg_pool2d", "columns", columns, 1);
  }

  /** Global average pooling; required by {@link java.util.ServiceLoader}. */
  public AdaptiveAvgPool2d() {
    this(1, 1);
  }

  /** Averages to that many rows and columns. */
  public static AdaptiveAvgPool2d of(int rows, int columns) {
    return new AdaptiveAvgPool2d(rows, columns);
  }

  @Override
  public String id() {
    return "adaptive_avg_pool2d";
  }

  @Override
  public Attributes attributes() {
    return Attributes.none().with("rows", rows).with("columns", columns);
  }

  @Override
  public AdaptiveAvgPool2d with(Attributes attributes) {
    attributes.allowOnly("rows", "columns");
    return new AdaptiveAvgPool2d(attributes.integer("rows", 1), attributes.integer("columns", 1));
  }

  @Override
  public Layer build(Shape input, Scope scope) {
    Require.rank(id(), scope, input, 3, "[channels, height, width]");
    if (input.size() == 0) {
      throw new ShapeException(
          id() + " '" + scope.path() + "': samples " + input + ", expected at least one element");
    }
    checkMatrix(scope, rows, input.dim(1));
    checkMatrix(scope, columns, input.dim(2));
    return new Built(input, Shape.of(input.dim(0), rows, columns));
  }

  private void checkMatrix(Scope scope, int parts, int length) {
    MemoryException.checkTwice(
        id() + " '" + scope.path() + "': cutting " + length + " into " + parts + " parts",
        (double) parts * length * (Double.BYTES + Float.BYTES));
  }

  private record Built(Shape input, Shape outputShape) implements Layer {

    @Override
    public Tensor forward(Tensor x, ForwardContext context) {
      Tensor down = means(x.dtype(), outputShape.dim(1), input.dim(1));
      Tensor right = means(x.dtype(), outputShape.dim(2), input.dim(2));
      return down.matmul(x).matmul(right.transpose());
    }

    /**
     * The averaging matrix [parts, length]: its product with a vector is the means of its parts.
     */
    private static Tensor means(DType dtype, int parts, int length) {
      double[] matrix = new double[parts * length];
      for (int part = 0; part < parts; part++) {
        int from = (int) ((long) part * length / parts);
        int to = (int) (((part + 1L) * length + parts - 1) / parts);
        java.util.Arrays.fill(matrix, part * length + from, part * length + to, 1.0 / (to - from));
      }
      return Constant.ofDoubles(new TensorType(dtype, Shape.of(parts, length)), matrix).on();
    }
  }
}
