package dev.cotangent.core.model;

import dev.cotangent.core.Shape;
import dev.cotangent.core.argument.Given;
import dev.cotangent.core.graph.Tensor;
import dev.cotangent.core.parameter.Parameter;
import dev.cotangent.core.spi.ForwardContext;
import java.util.List;

/**
 * A context that delegates to another: base class for layers that wrap a layer and override part of
 * its context, such as the training mode or a parameter. For one plan; not thread-safe.
 */
public abstract class ForwardingContext implements TracedContext {

  private final ForwardContext inner;

  /** Creates a context that delegates all methods that a subclass does not override. */
  protected ForwardingContext(ForwardContext inner) {
    this.inner = Given.of("the context", inner);
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
    return inner.bernoulli(path, probability, shape);
  }

  @Override
  public Tensor uniform(String path, Shape shape) {
    return inner.uniform(path, shape);
  }

  @Override
  public Tensor normal(String path, Shape shape) {
    return inner.normal(path, shape);
  }

  @Override
  public void update(Parameter state, Tensor value) {
    inner.update(state, value);
  }

  @Override
  public final void made(PluginUse maker, List<Tensor> inputs, List<Tensor> outputs) {
    if (inner instanceof TracedContext traced) {
      traced.made(maker, inputs, outputs);
    }
  }
}
