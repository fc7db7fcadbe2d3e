package dev.cotangent.testkit;

import dev.cotangent.core.CotangentException;
import dev.cotangent.core.Shape;
import dev.cotangent.core.model.Model;
import dev.cotangent.core.parameter.Parameter;
import dev.cotangent.core.registry.Registry;
import dev.cotangent.core.spi.Attributes;
import dev.cotangent.core.spi.LayerSpec;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Traces a layer's initial values, its results in inference and training, and its values after
 * training.
 */
record LayerBehaviour(Shape sample, Registry registry, long seed) implements Behaviour<LayerSpec> {

  private static final int ROWS = 3;
  private static final int STEPS = 3;
  private static final int LONGER = 3;

  @Override
  public Trace trace(LayerSpec plugin) {
    Model model = Model.build(plugin, sample, seed, registry);
    Trace.Builder trace = new Trace.Builder();
    parameters("the initial value of", model, trace);
    LayerRun inference = new LayerRun(model, ROWS, false, registry.portable());
    float[] input = inference.input("trace", 1, 0, 0);
    predicted(inference, input, trace);
    LayerRun training = new LayerRun(model, ROWS, true, registry.portable());
    for (int step = 1; step <= STEPS; step++) {
      training.execute(input, step, 0);
      trace.add("the output in training at step " + step, training.output());
      trace.addAll("states and gradients in training at step " + step, training.others());
      training.updateStates();
      training.descend();
    }
    parameters("after " + STEPS + " steps", model, trace);
    predicted(inference, input, trace);
    return trace.build();
  }

  @Override
  public void provoke(LayerSpec plugin) {
    if (plugin instanceof PackedLayer packed) {
      PackedLayer longer = packed.longer(LONGER);
      Shape row = Shape.of(PackedLayer.width(longer.inputs()));
      if (takes(longer, row)) {
        new LayerBehaviour(row, registry, seed).trace(longer);
      }
    }
    others() // first, to detect a static that keeps the size of the first layer
        .filter(other -> takes(plugin, other))
        .forEach(other -> new LayerBehaviour(other, registry, seed).trace(plugin));
    Behaviour.super.provoke(plugin);
  }

  /** Samples with other lengths, all of whose axes differ from this sample's. */
  private Stream<Shape> others() {
    int[] longer = IntStream.range(0, sample.rank()).map(i -> sample.dim(i) + LONGER).toArray();
    return Stream.concat(
        Stream.of(Shape.of(longer)),
        LayerContract.SAMPLES.stream().filter(other -> !other.equals(sample)));
  }

  private boolean takes(LayerSpec plugin, Shape shape) {
    try {
      Model.build(plugin, shape, seed, registry);
      return true;
    } catch (CotangentException notThisOne) {
      return false;
    }
  }

  private static void predicted(LayerRun inference, float[] input, Trace.Builder trace) {
    trace.add("the output in inference", inference.execute(input, 0, 0).output());
    trace.addAll("gradients in inference", inference.others());
  }

  private static void parameters(String what, Model model, Trace.Builder trace) {
    for (Parameter parameter : model.parameters()) {
      trace.add(what + " " + parameter, model.store().read(parameter));
    }
  }

  @Override
  public String id(LayerSpec plugin) {
    return plugin.id();
  }

  @Override
  public Attributes attributes(LayerSpec plugin) {
    return plugin.attributes();
  }

  @Override
  public LayerSpec with(LayerSpec plugin, Attributes attributes) {
    return plugin.with(attributes);
  }
}
