package dev.cotangent.layers;

import dev.cotangent.core.CotangentException;
import dev.cotangent.core.Shape;
import dev.cotangent.core.ShapeException;
import dev.cotangent.core.graph.Tensor;
import dev.cotangent.core.kernel.Window;
import dev.cotangent.core.kernel.image.ConvolutionShape;
import dev.cotangent.core.op.image.Convolve;
import dev.cotangent.core.parameter.KaimingUniform;
import dev.cotangent.core.parameter.Parameter;
import dev.cotangent.core.spi.Attributes;
import dev.cotangent.core.spi.ForwardContext;
import dev.cotangent.core.spi.Layer;
import dev.cotangent.core.spi.LayerSpec;
import dev.cotangent.core.spi.Scope;
import java.util.List;
import java.util.Optional;

/**
 * 2-D convolution: y = x ⋆ W + b. See {@link Convolve}. Samples [channels, height, width] become
 * [filters, out height, out width], where a length n becomes (n + 2·padding − dilation·(kernel − 1)
 * − 1) / stride + 1, rounded down.
 *
 * <p>Parameters, named and laid out as in PyTorch's {@code Conv2d}: {@code weight} [filters,
 * channels / groups, kernel height, kernel width] and {@code bias} [filters], both initialized
 * uniformly in ±1/√(inputs per filter) ({@link KaimingUniform}).
 *
 * @param filters number of output channels, at least 1; saved as {@code filters}
 * @param window saved as {@code kernel}, {@code stride} (by default 1), {@code padding} (by default
 *     0) and {@code dilation} (by default 1), two numbers (height, width) each
 * @param groups number of groups of channels and filters that are convolved independently; saved as
 *     {@code groups}, by default 1
 * @param bias whether to add b; saved as {@code bias}, by default true
 * @param initializer of the weight, a name accepted by {@link
 *     dev.cotangent.core.parameter.Initializers#named}, or {@code default} (the initialization
 *     above); saved as {@code initializer}, by default {@code default}
 */
public record Conv2d(int filters, Window window, int groups, boolean bias, String initializer)
    implements LayerSpec {

  /** Validates the numbers of filters and groups. */
  public Conv2d {
    if (filters < 1) {
      throw new CotangentException(
          "conv2d: attribute 'filters' is " + filters + ", expected 1 or more");
    }
    FirstWeights.check(initializer);
    if (groups < 1 || filters % groups != 0) {
      throw new CotangentException(
          "conv2d: attribute 'groups' is " + groups + ", expected a divisor of " + filters);
    }
  }

  /** Uses PyTorch's initialization. */
  public Conv2d(int filters, Window window, int groups, boolean bias) {
    this(filters, window, groups, bias, FirstWeights.DEFAULT);
  }

  /** One filter of one element; required by {@link java.util.ServiceLoader}. */
  public Conv2d() {
    this(1, Window.of(1, 1), 1, true);
  }

  /** Creates a layer with a square kernel, a bias, stride 1 and no padding. */
  public static Conv2d of(int filters, int kernel) {
    return of(filters, kernel, kernel);
  }

  /** Creates a layer with a kernel of that height and width, a bias, stride 1 and no padding. */
  public static Conv2d of(int filters, int height, int width) {
    return new Conv2d(filters, Window.of(height, width), 1, true);
  }

  /** Returns a copy with that stride. */
  public Conv2d withStride(int stride) {
    return withStride(stride, stride);
  }

  /** Returns a copy with those vertical and horizontal strides. */
  public Conv2d withStride(int down, int right) {
    return new Conv2d(filters, window.withStride(down, right), groups, bias, initializer);
  }

  /** Returns a copy with that many zeros on each side of the image. */
  public Conv2d withPadding(int padding) {
    return withPadding(padding, padding);
  }

  /**
   * Returns a copy with {@code height} zeros above and below and {@code width} zeros left and right
   * of each image.
   */
  public Conv2d withPadding(int height, int width) {
    return new Conv2d(filters, window.withPadding(height, width), groups, bias, initializer);
  }

  /** Returns a copy with that dilation, the distance between the inputs of a window. */
  public Conv2d withDilation(int dilation) {
    return withDilation(dilation, dilation);
  }

  /** Returns a copy with those vertical and horizontal dilations. */
  public Conv2d withDilation(int down, int right) {
    return new Conv2d(filters, window.withDilation(down, right), groups, bias, initializer);
  }

  /** Returns a copy with that many groups of channels and filters. */
  public Conv2d withGroups(int number) {
    return new Conv2d(filters, window, number, bias, initializer);
  }

  /** Returns a copy without a bias. */
  public Conv2d withoutBias() {
    return new Conv2d(filters, window, groups, false, initializer);
  }

  /** Returns a copy with another initializer of the weight; that of the bias does not change. */
  public Conv2d withInitializer(String name) {
    return new Conv2d(filters, window, groups, bias, name);
  }

  @Override
  public String id() {
    return "conv2d";
  }

  @Override
  public Attributes attributes() {
    Attributes plain =
        Attributes.none()
            .with("filters", filters)
            .with("kernel", Windows.kernel(window))
            .with("stride", Windows.stride(window))
            .with("padding", Windows.padding(window))
            .with("dilation", Windows.dilation(window))
            .with("groups", groups)
            .with("bias", bias);
    return FirstWeights.with(plain, initializer);
  }

  @Override
  public Conv2d with(Attributes attributes) {
    attributes.allowOnly(
        "filters",
        "kernel",
        "stride",
        "padding",
        "dilation",
        "groups",
        "bias",
        FirstWeights.ATTRIBUTE);
    return new Conv2d(
        attributes.integer("filters"),
        Windows.of(id(), attributes, false),
        attributes.integer("groups", 1),
        attributes.bool("bias", true),
        attributes.text(FirstWeights.ATTRIBUTE, FirstWeights.DEFAULT));
  }

  @Override
  public Layer build(Shape input, Scope scope) {
    ConvolutionShape geometry = geometry(input, scope);
    KaimingUniform initial = new KaimingUniform(geometry.depth());
    Shape shape =
        Shape.of(
            filters,
            input.dim(0) / groups,
            window.vertical().kernel(),
            window.horizontal().kernel());
    // stored as [channels, kernel, filters], the order in which the products access it
    Parameter weight =
        scope.parameter(
            "weight", shape, FirstWeights.of(initializer, geometry.depth()), List.of(1, 2, 3, 0));
    Optional<Parameter> offset =
        bias ? Optional.of(scope.parameter("bias", Shape.of(filters), initial)) : Optional.empty();
    Shape output = Shape.of(filters, geometry.outHeight(), geometry.outWidth());
    return new Built(weight, offset, window, groups, output);
  }

  private ConvolutionShape geometry(Shape input, Scope scope) {
    if (input.rank() != 3) {
      throw new ShapeException(
          "conv2d '"
              + scope.path()
              + "': samples "
              + input
              + ", expected [channels, height, width]");
    }
    try {
      return new ConvolutionShape(
          input.dim(0), input.dim(1), input.dim(2), filters, groups, window);
    } catch (ShapeException wrong) {
      throw new ShapeException("conv2d '" + scope.path() + "': " + wrong.getMessage());
    }
  }

  private record Built(
      Parameter weight, Optional<Parameter> bias, Window window, int groups, Shape outputShape)
      implements Layer {

    @Override
    public Tensor forward(Tensor x, ForwardContext context) {
      Tensor y = Convolve.of(x, context.read(weight), window, groups);
      return bias.isPresent() ? y.add(perChannel(context.read(bias.get()))) : y;
    }

    private static Tensor perChannel(Tensor bias) {
      return bias.reshape(Shape.of(bias.shape().size(), 1, 1));
    }
  }
}
