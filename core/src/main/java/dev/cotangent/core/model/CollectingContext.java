package dev.cotangent.core.model;

import dev.cotangent.core.CotangentException;
import dev.cotangent.core.DType;
import dev.cotangent.core.Shape;
import dev.cotangent.core.ShapeException;
import dev.cotangent.core.graph.Tensor;
import dev.cotangent.core.op.random.Bernoulli;
import dev.cotangent.core.op.random.RandomNormal;
import dev.cotangent.core.op.random.RandomUniform;
import dev.cotangent.core.parameter.Parameter;
import dev.cotangent.core.random.RandomStream;
import dev.cotangent.core.spi.ForwardContext;
import dev.cotangent.core.spi.StateUpdate;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Base class of forward contexts: random draws and the list of state updates. */
abstract class CollectingContext implements ForwardContext {

  private final boolean training;
  private final Map<String, Integer> uses = new HashMap<>();
  private final Map<Parameter, StateUpdate> updates = new LinkedHashMap<>();

  CollectingContext(boolean training) {
    this.training = training;
  }

  /** Seed and step, each I32[2] with the low word first, and the first row, I32[1]. */
  abstract List<Tensor> randomInputs();

  /** The floating element type of the computation. */
  abstract DType dtype();

  @Override
  public final boolean training() {
    return training;
  }

  @Override
  public final Tensor bernoulli(String path, double probability, Shape shape) {
    return Tensor.apply(new Bernoulli(place(path), probability, shape), randomInputs());
  }

  @Override
  public final Tensor uniform(String path, Shape shape) {
    return Tensor.apply(new RandomUniform(place(path), shape), randomInputs()).cast(dtype());
  }

  @Override
  public final Tensor normal(String path, Shape shape) {
    return Tensor.apply(new RandomNormal(place(path), shape), randomInputs()).cast(dtype());
  }

  /** Hashes a place of use; each application of a shared layer draws other numbers. */
  private long place(String path) {
    int use = uses.merge(path, 1, Integer::sum);
    return RandomStream.hash(use == 1 ? path : path + "#" + use);
  }

  @Override
  public final void update(Parameter state, Tensor value) {
    if (state.trainable()) {
      throw new CotangentException(
          "update: " + state + " is a weight, expected a state; optimizers update weights");
    }
    if (!state.shape().equals(value.shape())) {
      throw new ShapeException(
          "state " + state + ": the new value is " + value.type() + ", expected " + state.shape());
    }
    updates.put(state, new StateUpdate(state, value));
  }

  @Override
  public final Tensor read(Parameter parameter) {
    StateUpdate update = updates.get(parameter);
    return update == null ? stored(parameter) : update.value();
  }

  /** The tensor that holds a parameter's value before this step. */
  abstract Tensor stored(Parameter parameter);

  /** The last update of each updated state, in the order of first updates. */
  public final List<StateUpdate> updates() {
    return List.copyOf(updates.values());
  }
}
