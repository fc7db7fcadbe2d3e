package dev.cotangent.core.kernel.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cotangent.core.ShapeException;
import dev.cotangent.core.kernel.Kernels;
import dev.cotangent.core.kernel.Scratch;
import dev.cotangent.core.kernel.Window;
import dev.cotangent.core.kernel.portable.PortableKernels;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The bits of a convolution and its gradients, written out as chains. */
class ConvolutionTest {

  private static final int IMAGES = 21;

  private final Kernels kernels = PortableKernels.of();
  private final Scratch scratch = Scratch.of();
  private final SplittableRandom random = new SplittableRandom(3);

  static List<ConvolutionShape> shapes() {
    return List.of(
        new ConvolutionShape(3, 9, 8, 5, 1, Window.of(3, 2)),
        new ConvolutionShape(2, 7, 9, 4, 2, Window.of(3, 3).withStride(2, 3).withPadding(2, 1)),
        new ConvolutionShape(70, 5, 5, 3, 1, Window.of(3, 3).withDilation(2, 1)),
        new ConvolutionShape(4, 6, 3, 8, 4, Window.of(1, 1)),
        new ConvolutionShape(1, 30, 31, 2, 1, Window.of(2, 3).withPadding(0, 2)));
  }

  @ParameterizedTest
  @MethodSource("shapes")
  void resultsAreChainsOverTheWindow(ConvolutionShape shape) {
    float[] x = random(IMAGES * shape.imageSize());
    float[] filters = random(shape.depth() * shape.filters());
    float[] y = new float[IMAGES * shape.resultSize()];
    Convolution.forward(kernels, shape, x, 0, filters, 0, y, 0, 0, IMAGES, scratch);
    for (int i = 0; i < y.length; i++) {
      int image = i / shape.resultSize();
      int filter = i / shape.positions() % shape.filters();
      Chain chain = new Chain();
      for (int k = 0; k < shape.depth(); k++) {
        float seen = seen(shape, x, image, filter / shape.groupFilters(), k, i);
        chain.add(filters[k * shape.filters() + filter], seen);
      }
      assertThat(y[i]).as("element %d of %s", i, shape).isEqualTo(chain.sum());
    }
  }

  @ParameterizedTest
  @MethodSource("shapes")
  void filterGradientsAreChainsOverBlocksOfImages(ConvolutionShape shape) {
    float[] x = random(IMAGES * shape.imageSize());
    float[] g = random(IMAGES * shape.resultSize());
    float[] df = new float[shape.depth() * shape.filters()];
    Convolution.filterGradient(
        kernels, shape, x, 0, g, 0, IMAGES, df, 0, 0, shape.depth(), scratch);
    int block = Math.max(1, 512 / shape.positions());
    for (int i = 0; i < df.length; i++) {
      int filter = i % shape.filters();
      float sum = 0;
      for (int image = 0; image < IMAGES; image += block) {
        Chain chain = new Chain(sum, image > 0);
        for (int n = image; n < Math.min(IMAGES, image + block); n++) {
          for (int p = 0; p < shape.positions(); p++) {
            int at = (n * shape.filters() + filter) * shape.positions() + p;
            int group = filter / shape.groupFilters();
            chain.add(seen(shape, x, n, group, i / shape.filters(), p), g[at]);
          }
        }
        sum = chain.sum();
      }
      assertThat(df[i]).as("element %d of %s", i, shape).isEqualTo(sum);
    }
  }

  @ParameterizedTest
  @MethodSource("shapes")
  void inputGradientsAddUpTheWindow(ConvolutionShape shape) {
    float[] filters = random(shape.depth() * shape.filters());
    float[] g = random(2 * shape.resultSize());
    float[] dx = new float[2 * shape.imageSize()];
    Convolution.inputGradient(kernels, shape, g, 0, filters, 0, dx, 0, 0, 2, scratch);
    Window window = shape.window();
    for (int i = 0; i < dx.length; i++) {
      int plane = i / (shape.height() * shape.width());
      int channel = plane % shape.channels() % (shape.channels() / shape.groups());
      int group = plane % shape.channels() / (shape.channels() / shape.groups());
      int columns = window.horizontal().kernel();
      float[] sums = new float[columns];
      for (int tap = 0; tap < window.taps(); tap++) {
        int pixel = i % (shape.height() * shape.width());
        int row = window.vertical().output(pixel / shape.width(), tap / columns, shape.height());
        int column =
            window.horizontal().output(pixel % shape.width(), tap % columns, shape.width());
        if (row >= 0 && column >= 0) {
          Chain chain = new Chain();
          for (int own = 0; own < shape.groupFilters(); own++) {
            int filter = group * shape.groupFilters() + own;
            int at = plane / shape.channels() * shape.filters() + filter;
            int k = channel * window.taps() + tap;
            chain.add(
                filters[k * shape.filters() + filter],
                g[at * shape.positions() + row * shape.outWidth() + column]);
          }
          sums[tap % columns] += chain.sum();
        }
      }
      float sum = 0;
      for (float ofColumn : sums) {
        sum += ofColumn;
      }
      assertThat(dx[i]).as("element %d of %s", i, shape).isEqualTo(sum);
    }
  }

  @Test
  void shapesAreChecked() {
    assertThatThrownBy(() -> new ConvolutionShape(3, 5, 5, 4, 2, Window.of(1, 1)))
        .isInstanceOf(ShapeException.class)
        .hasMessageContainingAll("3 channels", "4 filters", "2");
    assertThatThrownBy(() -> new ConvolutionShape(1, 5, 2, 4, 1, Window.of(3, 3)))
        .isInstanceOf(ShapeException.class)
        .hasMessageContainingAll("5 by 2", "3x3");
    assertThatThrownBy(() -> Window.of(3, 0))
        .isInstanceOf(ShapeException.class)
        .hasMessageContaining("kernel 0");
  }

  /** What element k of the window sees at a position of the result; 0 in the padding. */
  private static float seen(
      ConvolutionShape shape, float[] x, int image, int group, int k, int position) {
    Window window = shape.window();
    int p = position % shape.positions();
    int tap = k % window.taps();
    int columns = window.horizontal().kernel();
    int row = window.vertical().input(p / shape.outWidth(), tap / columns);
    int column = window.horizontal().input(p % shape.outWidth(), tap % columns);
    if (row < 0 || row >= shape.height() || column < 0 || column >= shape.width()) {
      return 0;
    }
    int channel = group * (shape.channels() / shape.groups()) + k / window.taps();
    return x[
        ((image * shape.channels() + channel) * shape.height() + row) * shape.width() + column];
  }

  private float[] random(int n) {
    float[] values = new float[n];
    for (int i = 0; i < n; i++) {
      values[i] = (float) random.nextDouble(-1, 1);
    }
    return values;
  }

  /** A sum of products in segments of 512. */
  private static final class Chain {
    private float total;
    private float segment;
    private boolean started;
    private int length;

    private Chain() {}

    private Chain(float total, boolean started) {
      this.total = total;
      this.started = started;
    }

    private void add(float a, float b) {
      if (length == 512) {
        close();
      }
      segment = Math.fma(a, b, segment);
      length++;
    }

    private void close() {
      total = started ? total + segment : segment;
      started = true;
      segment = 0;
      length = 0;
    }

    private float sum() {
      close();
      return total;
    }
  }
}
