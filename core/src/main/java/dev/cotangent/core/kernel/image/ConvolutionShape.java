package dev.cotangent.core.kernel.image;

import dev.cotangent.core.MemoryException;
import dev.cotangent.core.ShapeException;
import dev.cotangent.core.kernel.Window;

/**
 * The geometry of a convolution of one image: its sizes and its window.
 *
 * <p>The image has {@code channels × height × width} elements and its result {@code filters ×
 * outHeight × outWidth}. Group i of the filters reads only group i of the channels. Filters are
 * stored as {@code [depth, filters]}, where depth counts channels of a group, window rows and
 * window columns, the last fastest.
 *
 * @param channels number of channels of the image
 * @param height height of the image
 * @param width width of the image
 * @param filters number of filters, which is the number of channels of the result
 * @param groups number of groups of channels and filters; 1 for an ordinary convolution
 */
public record ConvolutionShape(
    int channels, int height, int width, int filters, int groups, Window window) {

  private static final int SMALL = 1 << 16;

  /**
   * Checks that groups divide channels and filters evenly and that the window fits.
   *
   * @throws ShapeException if they do not, or if the patches of an image are too large to index
   * @throws MemoryException if there is too little memory for an image within its padding
   */
  public ConvolutionShape {
    if (groups < 1 || channels % groups != 0 || filters % groups != 0) {
      throw new ShapeException(
          "convolve: "
              + channels
              + " channels and "
              + filters
              + " filters in "
              + groups
              + " groups, expected multiples of a positive number of groups");
    }
    if (window.vertical().outputs(height) < 1 || window.horizontal().outputs(width) < 1) {
      throw new ShapeException(
          "convolve: images of "
              + height
              + " by "
              + width
              + ", expected at least the size of "
              + window);
    }
    long taps = (long) window.vertical().kernel() * window.horizontal().kernel();
    double strip =
        (height + 2.0 * window.vertical().padding()) * window.horizontal().outputs(width);
    double depth = (double) channels / groups * taps;
    if (Math.max(depth, strip) > Integer.MAX_VALUE) {
      throw new ShapeException(
          "convolve: images of "
              + height
              + " by "
              + width
              + " and "
              + channels
              + " channels with "
              + window
              + ", expected at most "
              + Integer.MAX_VALUE
              + " numbers in a strip");
    }
    if (strip > SMALL) {
      MemoryException.checkTwice("convolve: an image within the padding of " + window, 4 * strip);
    }
  }

  /** Height of the result. */
  public int outHeight() {
    return window.vertical().outputs(height);
  }

  /** Width of the result. */
  public int outWidth() {
    return window.horizontal().outputs(width);
  }

  /** Elements of one channel of the result. */
  public int positions() {
    return outHeight() * outWidth();
  }

  /** Number of image elements that one element of the result depends on. */
  public int depth() {
    return channels / groups * window.taps();
  }

  /** Filters of one group. */
  public int groupFilters() {
    return filters / groups;
  }

  /** Elements of the image. */
  public int imageSize() {
    return channels * height * width;
  }

  /** Elements of the result. */
  public int resultSize() {
    return filters * positions();
  }

  /** Elements of one group of channels of the image. */
  public int groupSize() {
    return channels / groups * height * width;
  }
}
