package dev.cotangent.kernels.vector;

import dev.cotangent.core.kernel.Window;
import dev.cotangent.core.kernel.image.MaxPooling;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** Maxima of two-by-two blocks and their gradients on either kernel set, over all small widths. */
class MaxPoolingParityTest {

  private static final Window BLOCKS = Window.of(2, 2).withStride(2, 2);
  private static final int OFFSET = 3;

  private final SplittableRandom random = new SplittableRandom(5);

  @Test
  void blocksAgreeAtEveryWidth() {
    for (int width = 2; width <= 70; width++) {
      for (int height : new int[] {2, 3, 4, 10, 64}) {
        blocks(height, width, 1 + random.nextInt(4));
      }
    }
  }

  private void blocks(int height, int width, int planes) {
    int size = planes * height * width;
    int pooled = planes * (height / 2) * (width / 2);
    float[] x = Parity.wild(random, OFFSET + size);
    float[] g = Parity.wild(random, OFFSET + pooled);
    for (int i = 0; i < x.length; i++) {
      // ties and special values in every second block or so
      if (random.nextInt(4) == 0) {
        x[i] = Parity.SPECIAL[random.nextInt(8)];
      }
    }
    String what = planes + " planes of " + height + " by " + width;
    Parity.check(
        "maxima of " + what,
        Parity.random(random, OFFSET + pooled + random.nextInt(9)),
        (set, y) ->
            MaxPooling.largest(
                set, BLOCKS, height, width, x, OFFSET, y, OFFSET, planes, Parity.scratch(set)));
    Parity.check(
        "gradient of " + what,
        Parity.random(random, OFFSET + size + random.nextInt(9)),
        (set, dx) ->
            MaxPooling.scatter(
                set,
                BLOCKS,
                height,
                width,
                x,
                OFFSET,
                g,
                OFFSET,
                dx,
                OFFSET,
                planes,
                Parity.scratch(set)));
  }
}
