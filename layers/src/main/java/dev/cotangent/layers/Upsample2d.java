package dev.cotangent.layers;

import dev.cotangent.core.CotangentException;
import dev.cotangent.core.Shape;
import dev.cotangent.core.ShapeException;
import dev.cotangent.core.Tensor;
import dev.cotangent.core.model.Attributes;
import dev.cotangent.core.model.ForwardContext;
import dev.cotangent.core.model.Layer;
import dev.cotangent.core.model.LayerSpec;
import dev.cotangent.core.model.Scope;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * y = images enlarged by whole factors: each pixel repeated, or pixels interpolated between the
 * centers of those of x. Samples [channels, height, width] become [channels, rows·height,
 * columns·width]. No parameters. As PyTorch's {@code Upsample} with {@code scale_factor}, which for
 * {@code bilinear} is that with {@code align_corners=False}.
 *
 * @param rows how many times as high, from 1; saved with {@code columns} as {@code scale}, two
 *     numbers, by default 2 each
 * @param columns how many times as wide, from 1
 * @param mode saved as {@code mode}, {@code nearest} (by default) or {@code bilinear}
 */
public record Upsample2d(int rows, int columns, Mode mode) implements LayerSpec {

  /** How new pixels are interpolated. */
  public enum Mode {
    /** The nearest pixel. */
    NEAREST,
    /** Between the nearest two of each axis, linearly by distance; beyond the edge its pixel. */
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

  /** Checks the factors. */
  public Upsample2d {
    if (rows < 1 || columns < 1) {
      throw new CotangentException(
          "upsample2d: attribute 'scale' is ["
              + rows
              + ", "
              + columns
              + "], expected two numbers from 1");
    }
  }

  /** Each pixel becomes four; for {@link java.util.ServiceLoader}. */
  public Upsample2d() {
    this(2, 2, Mode.NEAREST);
  }

  /** So many times as high and as wide, by the nearest pixel. */
  public static Upsample2d of(int scale) {
    return of(scale, scale);
  }

  /** So many times as high, and so many times as wide, by the nearest pixel. */
  public static Upsample2d of(int rows, int columns) {
    return new Upsample2d(rows, columns, Mode.NEAREST);
  }

  /** The same layer, which interpolates. */
  public Upsample2d bilinear() {
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
          id() + " '" + scope.path() + "': no array holds " + factor + " · " + length + " pixels");
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
