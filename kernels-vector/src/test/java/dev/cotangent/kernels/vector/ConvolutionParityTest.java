package dev.cotangent.kernels.vector;

import dev.cotangent.core.kernel.Span;
import dev.cotangent.core.kernel.Window;
import dev.cotangent.core.kernel.image.Convolution;
import dev.cotangent.core.kernel.image.ConvolutionShape;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** A convolution and its gradients on either kernel set, over odd sizes and windows. */
class ConvolutionParityTest {

  private static final int CASES = 300;
  private static final int OFFSET = 3;

  private final SplittableRandom random = new SplittableRandom(8);

  @Test
  void convolutionsAgree() {
    for (int i = 0; i < CASES; i++) {
      ConvolutionShape shape = shape();
      int images = 1 + random.nextInt(4);
      float[] x = Parity.random(random, OFFSET + images * size(shape.channels(), shape));
      float[] filters = Parity.random(random, OFFSET + shape.depth() * shape.filters());
      float[] y = new float[OFFSET + images * shape.filters() * shape.positions() + OFFSET];
      Parity.check(
          "convolution " + shape,
          y,
          (kernels, out) ->
              Convolution.forward(
                  kernels,
                  shape,
                  x,
                  OFFSET,
                  filters,
                  OFFSET,
                  out,
                  OFFSET,
                  0,
                  images,
                  Parity.scratch(kernels)));
    }
  }

  @Test
  void inputGradientsAgree() {
    for (int i = 0; i < CASES; i++) {
      ConvolutionShape shape = shape();
      int images = 1 + random.nextInt(4);
      float[] g = Parity.random(random, OFFSET + images * shape.filters() * shape.positions());
      float[] filters = Parity.random(random, OFFSET + shape.depth() * shape.filters());
      float[] dx = Parity.random(random, OFFSET + images * size(shape.channels(), shape) + OFFSET);
      Parity.check(
          "input gradient " + shape,
          dx,
          (kernels, out) ->
              Convolution.inputGradient(
                  kernels,
                  shape,
                  g,
                  OFFSET,
                  filters,
                  OFFSET,
                  out,
                  OFFSET,
                  0,
                  images,
                  Parity.scratch(kernels)));
    }
  }

  @Test
  void filterGradientsAgree() {
    for (int i = 0; i < CASES; i++) {
      ConvolutionShape shape = shape();
      int images = random.nextInt(40);
      float[] x = Parity.random(random, OFFSET + images * size(shape.channels(), shape));
      float[] g = Parity.random(random, OFFSET + images * shape.filters() * shape.positions());
      float[] df = Parity.random(random, OFFSET + shape.depth() * shape.filters() + OFFSET);
      int from = random.nextInt(shape.depth());
      int to = from + random.nextInt(shape.depth() - from + 1);
      if (random.nextBoolean()) {
        // all taps of eight channels, which a kernel set may compute together
        int rows = Math.min(shape.depth(), 8 * shape.window().taps());
        from = from / rows * rows;
        to = Math.min(shape.depth(), from + (1 + random.nextInt(3)) * rows);
      }
      int first = from;
      int end = to;
      Parity.check(
          "filter gradient " + shape,
          df,
          (kernels, out) ->
              Convolution.filterGradient(
                  kernels,
                  shape,
                  x,
                  OFFSET,
                  g,
                  OFFSET,
                  images,
                  out,
                  OFFSET,
                  first,
                  end,
                  Parity.scratch(kernels)));
    }
  }

  private static int size(int channels, ConvolutionShape shape) {
    return channels * shape.height() * shape.width();
  }

  private ConvolutionShape shape() {
    Window window = new Window(span(), span());
    int groups = random.nextInt(4) == 0 ? 1 + random.nextInt(3) : 1;
    boolean wide = random.nextBoolean();
    int channels = groups * (wide ? 8 * (2 + random.nextInt(6)) : 1 + random.nextInt(5));
    int filters = groups * (wide ? 16 * (1 + random.nextInt(5)) : 1 + random.nextInt(40));
    return new ConvolutionShape(
        channels, length(window.vertical()), length(window.horizontal()), filters, groups, window);
  }

  private Span span() {
    int kernel = 1 + random.nextInt(5);
    boolean plain = random.nextBoolean();
    return new Span(
        kernel,
        plain ? 1 : 1 + random.nextInt(3),
        plain ? 0 : random.nextInt(kernel + 1),
        plain ? 1 : 1 + random.nextInt(2));
  }

  /** A length into which the window fits. */
  private int length(Span span) {
    int length = 1 + random.nextInt(40);
    while (span.outputs(length) < 1) {
      length++;
    }
    return length;
  }
}
