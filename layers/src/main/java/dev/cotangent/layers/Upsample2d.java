package dev.cotangent.layers;

import dev.cotangent.core.CotangentException;
import dev.cotangent.core.Shape;
import dev.cotangent.core.ShapeException;
import dev.cotangent.core.graph.Tensor;
import dev.cotangent.core.spi.Attributes;
import dev.cotangent.core.spi.ForwardContext;
import dev.cotangent.core.spi.Layer;
import dev.cotangent.core.spi.LayerSpec;
import dev.cotangent.core.spi.Scope;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * 2-D upsampling by integer factors, with nearest-neighbor or bilinear interpolation. Samples
 * [channels, height, width] become [channels, rows·height, columns·width]. No parameters. As
 * PyTorch's {@code Upsample} with {@code scale_factor} and {@code align_corners=False}.
 *
 * @param rows vertical factor, at least 1; saved with {@code columns} as {@code scale}, two
 *     numbers, by default 2 each
 * @param columns horizontal factor, at least 1
 * @param mode the interpolation; saved as {@code mode}, {@code nearest} (by default) or {@code
 *     bilinear}
 */
public record Upsample2d(int rows, int columns, Mode mode) implements LayerSpec {

  /** The interpolation. */
  public enum Mode {
    /** Repeats each pixel. */
    NEAREST,
    /** Interpolates linearly between the two nearest pixels of each axis; edges are clamped. */
    BILINEAR;

    private String text() {
      return name().toLowerCase(Locale.ROOT);
    }

    private static Mode of(String text) {
      Optional<Mode> found = Stream.of(values()).filter(m -> m.text().equals(text)).findFirst();
      Require.that(found.isPresent(), "upsample2d", "mode", text, "nearest or bilinear");
      return found.orElseThrow();
    }
  }

  /** Validates the factors. */
  public Upsample2d {
    if (rows < 1 || columns < 1) {
      throw new CotangentException(
          "upsample2d: attribute 'scale' is ["
              + rows
              + ", "
              + columns
              + "], expected two numbers, each at least 1");
    }
  }

  /** Factor 2 in both directions, nearest neighbor; required by {@link java.util.ServiceLoader}. */
  public Upsample2d() {
    this(2, 2, Mode.NEAREST);
  }

  /** The same factor in both directions, nearest neighbor. */
  public static Upsample2d of(int scale) {
    return of(scale, scale);
  }

  /** A vertical and a horizontal factor, nearest neighbor. */
  public static Upsample2d of(int rows, int columns) {
    return new Upsample2d(rows, columns, Mode.NEAREST);
  }

  /** Returns a copy with bilinear interpolation. */
  public Upsample2d withBilinear() {
    return new Upsample2d(rows, columns, Mode.BILINEAR);
  }

  @Override
  public String id() {
    return "upsample2d";
  }

  @Override
  public Attributes attributes() {
    return Attributes.none().with("scale", Shape.of(rows, columns)).with("mode", mode.text());
  }

  @Override
  public Upsample2d with(Attributes attributes) {
    attributes.allowOnly("scale", "mode");
    Shape scale = Windows.pair(id(), "scale", attributes.shape("scale", Shape.of(2, 2)));
    Mode chosen = Mode.of(attributes.text("mode", Mode.NEAREST.text()));
    return new Upsample2d(scale.dim(0), scale.dim(1), chosen);
  }

  @Override
  public Layer build(Shape input, Scope scope) {
    Require.rank(id(), scope, input, 3, "[channels, height, width]");
    int height = times(rows, input.dim(1), scope);
    int width = times(columns, input.dim(2), scope);
    return new Built(this, Shape.of(input.dim(0), height, width));
  }

  private int times(int factor, int length, Scope scope) {
    if ((long) factor * length > Integer.MAX_VALUE) {
      throw new ShapeException(
          id()
              + " '"
              + scope.path()
              + "': the output has "
              + factor
              + " · "
              + length
              + " pixels, expected at most "
              + Integer.MAX_VALUE);
    }
    return factor * length;
  }

  private record Built(Upsample2d spec, Shape outputShape) implements Layer {

    private static final int ROWS = 2;
    private static final int COLUMNS = 3;

    @Override
    public Tensor forward(Tensor x, ForwardContext context) {
      return spec.mode == Mode.NEAREST
          ? Upsampling.nearest(Upsampling.nearest(x, ROWS, spec.rows), COLUMNS, spec.columns)
          : Upsampling.linear(Upsampling.linear(x, ROWS, spec.rows), COLUMNS, spec.columns);
    }
  }
}
