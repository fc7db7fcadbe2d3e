package dev.cotangent.layers;

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
 * 1-D convolution: y = x ⋆ W + b along a sequence. See {@link Convolve}. Samples [channels, length]
 * become [filters, out length], where a length n becomes (n + 2·padding − dilation·(kernel − 1) −
 * 1) / stride + 1, rounded down.
 *
 * <p>Parameters, named and laid out as in PyTorch's {@code Conv1d}: {@code weight} [filters,
 * channels / groups, kernel] and {@code bias} [filters], both initialized uniformly in ±1/√(inputs
 * per filter) ({@link KaimingUniform}).
 *
 * @param filters number of output channels, at least 1; saved as {@code filters}
 * @param window a window of one row; saved as {@code kernel}, {@code stride} (by default 1), {@code
 *     padding} (by default 0) and {@code dilation} (by default 1)
 * @param groups number of groups of channels and filters that are convolved independently; saved as
 *     {@code groups}, by default 1
 * @param bias whether to add b; saved as {@code bias}, by default true
 */
public record Conv1d(int filters, Window window, int groups, boolean bias) implements LayerSpec {

  /** Validates the attributes. */
  public Conv1d {
    Require.atLeast("conv1d", "filters", filters, 1);
    Require.that(
        groups >= 1 && filters % groups == 0,
        "conv1d",
        "groups",
        groups,
        "a divisor of ".concat(Integer.toString(filters)));
    Require.that(
        window.vertical().equals(Window.of(1, 1).vertical()),
        "conv1d",
        "window",
        window,
        "one row");
  }

  /** One filter of one element; required by {@link java.util.ServiceLoader}. */
  public Conv1d() {
    this(1, Window.of(1, 1), 1, true);
  }

  /** Creates a layer with a bias, stride 1 and no padding. */
  public static Conv1d of(int filters, int kernel) {
    return new Conv1d(filters, Window.of(1, kernel), 1, true);
  }

  /** Returns a copy with that stride. */
  public Conv1d withStride(int stride) {
    return new Conv1d(filters, window.withStride(1, stride), groups, bias);
  }

  /** Returns a copy with that many zeros at both ends. */
  public Conv1d withPadding(int padding) {
    return new Conv1d(filters, window.withPadding(0, padding), groups, bias);
  }

  /** Returns a copy with that dilation, the distance between the inputs of a window. */
  public Conv1d withDilation(int dilation) {
    return new Conv1d(filters, window.withDilation(1, dilation), groups, bias);
  }

  /** Returns a copy with that many groups of channels and filters. */
  public Conv1d withGroups(int number) {
    return new Conv1d(filters, window, number, bias);
  }

  /** Returns a copy without a bias. */
  public Conv1d withoutBias() {
    return new Conv1d(filters, window, groups, false);
  }

  @Override
  public String id() {
    return "conv1d";
  }

  @Override
  public Attributes attributes() {
    return Attributes.none()
        .with("filters", filters)
        .with("kernel", window.horizontal().kernel())
        .with("stride", window.horizontal().stride())
        .with("padding", window.horizontal().padding())
        .with("dilation", window.horizontal().dilation())
        .with("groups", groups)
        .with("bias", bias);
  }

  @Override
  public Conv1d with(Attributes attributes) {
    attributes.allowOnly("filters", "kernel", "stride", "padding", "dilation", "groups", "bias");
    Window read =
        Window.of(1, attributes.integer("kernel"))
            .withStride(1, attributes.integer("stride", 1))
            .withPadding(0, attributes.integer("padding", 0))
            .withDilation(1, attributes.integer("dilation", 1));
    return new Conv1d(
        attributes.integer("filters"),
        read,
        attributes.integer("groups", 1),
        attributes.bool("bias", true));
  }

  @Override
  public Layer build(Shape input, Scope scope) {
    Require.rank(id(), scope, input, 2, "[channels, length]");
    ConvolutionShape geometry = geometry(input, scope);
    KaimingUniform initial = new KaimingUniform(geometry.depth());
    Shape shape = Shape.of(filters, input.dim(0) / groups, window.horizontal().kernel());
    // stored as [channels, kernel, filters], the order in which the products access it
    Parameter weight = scope.parameter("weight", shape, initial, List.of(1, 2, 0));
    Optional<Parameter> offset =
        bias ? Optional.of(scope.parameter("bias", Shape.of(filters), initial)) : Optional.empty();
    return new Built(weight, offset, geometry);
  }

  private ConvolutionShape geometry(Shape input, Scope scope) {
    try {
      return new ConvolutionShape(input.dim(0), 1, input.dim(1), filters, groups, window);
    } catch (ShapeException wrong) {
      throw new ShapeException("conv1d '" + scope.path() + "': " + wrong.getMessage());
    }
  }

  private record Built(Parameter weight, Optional<Parameter> bias, ConvolutionShape geometry)
      implements Layer {

    @Override
    public Shape outputShape() {
      return Shape.of(geometry.filters(), geometry.outWidth());
    }

    @Override
    public Tensor forward(Tensor x, ForwardContext context) {
      int batch = x.shape().dim(0);
      Tensor rows = x.reshape(Shape.of(batch, geometry.channels(), 1, geometry.width()));
      Tensor w = context.read(weight).transpose(List.of(1, 2, 0));
      Tensor filters =
          w.reshape(Shape.of(w.shape().dim(0), 1, w.shape().dim(1), geometry.filters()));
      Tensor y = new Convolve(geometry).on(rows, filters).reshape(outputShape().prepend(batch));
      return bias.isPresent()
          ? y.add(context.read(bias.get()).reshape(Shape.of(geometry.filters(), 1)))
          : y;
    }
  }
}
