package dev.cotangent.testkit;

import dev.cotangent.core.DType;
import dev.cotangent.core.Shape;
import dev.cotangent.core.ShapeException;
import dev.cotangent.core.graph.Tensor;
import dev.cotangent.core.spi.Attributes;
import dev.cotangent.core.spi.ForwardContext;
import dev.cotangent.core.spi.IndexInput;
import dev.cotangent.core.spi.Layer;
import dev.cotangent.core.spi.LayerSpec;
import dev.cotangent.core.spi.MultiLayer;
import dev.cotangent.core.spi.Port;
import dev.cotangent.core.spi.Scope;
import dev.cotangent.core.spi.Signature;
import dev.cotangent.core.spi.Tensors;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Adapts a layer with several inputs and outputs to one input and one output: float inputs are
 * concatenated into one row, and likewise outputs, so that a check of the row checks each of them.
 * Integer inputs are the same for each sample.
 *
 * @param inputs the inputs that the layer is built for
 */
record PackedLayer(LayerSpec spec, Signature inputs) implements LayerSpec {

  /** Integers are below this, unless the layer declares its number of indices. */
  private static final int BOUND = 2;

  /** Number of elements in a row. */
  static int width(Signature ports) {
    return ports.ports().stream()
        .filter(port -> port.dtype() == DType.F32)
        .mapToInt(port -> port.sample().size())
        .sum();
  }

  /** Returns the layer with float inputs whose axes are longer by {@code by}. */
  PackedLayer longer(int by) {
    Signature longer = Signature.none();
    for (String name : inputs.names()) {
      Port port = inputs.port(name);
      int[] dims = Arrays.stream(port.sample().dims()).map(dim -> dim + by).toArray();
      longer = longer.and(name, port.dtype() == DType.F32 ? Port.of(Shape.of(dims)) : port);
    }
    return new PackedLayer(spec, longer);
  }

  @Override
  public String id() {
    return spec.id();
  }

  @Override
  public Attributes attributes() {
    return spec.attributes();
  }

  @Override
  public PackedLayer with(Attributes attributes) {
    return new PackedLayer(spec.with(attributes), inputs);
  }

  @Override
  public boolean stopsGradients() {
    return spec.stopsGradients();
  }

  @Override
  public Layer build(Shape input, Scope scope) {
    if (!input.equals(Shape.of(width(inputs)))) {
      throw new ShapeException(id() + ": the input is " + input + ", expected " + inputs);
    }
    MultiLayer layer = spec.build(inputs, scope);
    int width = layer.outputs().ports().stream().mapToInt(port -> port.sample().size()).sum();
    return new Built(this, layer, Shape.of(width));
  }

  private Tensors unpacked(Tensor x) {
    int from = 0;
    List<Tensor> all = new ArrayList<>();
    for (Port port : inputs.ports()) {
      Shape batch = port.sample().prepend(x.shape().dim(0));
      if (port.dtype() == DType.F32) {
        int to = from + port.sample().size();
        all.add(x.slice(1, from, to).reshape(batch));
        from = to;
      } else {
        all.add(whole(batch).cast(port.dtype()));
      }
    }
    return Tensors.of(inputs, all.toArray(Tensor[]::new));
  }

  private Tensor whole(Shape batch) {
    int bound = spec instanceof IndexInput indexed ? indexed.indices() : BOUND;
    int[] values = new int[batch.size()];
    int sample = batch.without(0).size();
    for (int i = 0; i < values.length; i++) {
      values[i] = i % sample % bound;
    }
    return Tensor.of(batch, values);
  }

  private record Built(PackedLayer packed, MultiLayer layer, Shape outputShape) implements Layer {

    @Override
    public Tensor forward(Tensor x, ForwardContext context) {
      Tensors y = layer.forward(packed.unpacked(x), context);
      Checks.that(
          y.names().equals(layer.outputs().names()),
          "the outputs are " + y + ", but the declared outputs are " + layer.outputs());
      int rows = x.shape().dim(0);
      List<Tensor> row = new ArrayList<>();
      for (int i = 0; i < y.size(); i++) {
        Port port = layer.outputs().port(i);
        Shape declared = port.sample().prepend(rows);
        Checks.that(
            y.get(i).shape().equals(declared) && port.takes(y.get(i).dtype()),
            "output '"
                + y.names().get(i)
                + "' is "
                + y.get(i).type()
                + ", but declared as "
                + port.dtype()
                + declared);
        Tensor numbers = y.get(i).dtype().isFloating() ? y.get(i) : y.get(i).cast(x.dtype());
        row.add(numbers.reshape(Shape.of(rows, port.sample().size())));
      }
      return Tensor.concat(1, row.toArray(Tensor[]::new));
    }
  }
}
