package dev.cotangent.testkit;

import dev.cotangent.core.Shape;
import dev.cotangent.core.graph.Tensor;
import dev.cotangent.core.parameter.Parameter;
import dev.cotangent.core.spi.ForwardContext;
import java.util.ArrayList;
import java.util.List;

/** A context that records the random numbers a layer requests. Not thread-safe. */
final class RecordedContext implements ForwardContext {

  private final ForwardContext inner;
  private final List<Drawn> drawn = new ArrayList<>();

  /**
   * Random numbers that a layer requested.
   *
   * @param path the path that the layer passed
   * @param shape their shape
   */
  record Drawn(String path, Shape shape) {}

  RecordedContext(ForwardContext inner) {
    this.inner = inner;
  }

  /** The requests, in order. */
  List<Drawn> drawn() {
    return List.copyOf(drawn);
  }

  @Override
  public boolean training() {
    return inner.training();
  }

  @Override
  public Tensor read(Parameter parameter) {
    return inner.read(parameter);
  }

  @Override
  public Tensor bernoulli(String path, double probability, Shape shape) {
    if (probability > 0 && probability < 1) {
      drawn.add(new Drawn(path, shape));
    }
    return inner.bernoulli(path, probability, shape);
  }

  @Override
  public Tensor uniform(String path, Shape shape) {
    drawn.add(new Drawn(path, shape));
    return inner.uniform(path, shape);
  }

  @Override
  public Tensor normal(String path, Shape shape) {
    drawn.add(new Drawn(path, shape));
    return inner.normal(path, shape);
  }

  @Override
  public void update(Parameter state, Tensor value) {
    inner.update(state, value);
  }
}
