package dev.cotangent.core.model;

import dev.cotangent.core.Shape;
import dev.cotangent.core.graph.Tensor;
import dev.cotangent.core.parameter.Parameter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** An inference context that records the last output of each layer. Not thread-safe. */
final class WatchedContext implements TracedContext {

  private final PlanContext plan = PlanContext.forInference();
  private final Map<String, Tensor> outputs = new LinkedHashMap<>();

  /** The first output of each layer, by its path. */
  Map<String, Tensor> outputs() {
    return outputs;
  }

  @Override
  public void made(PluginUse maker, List<Tensor> inputs, List<Tensor> made) {
    outputs.put(maker.path(), made.get(0));
  }

  @Override
  public boolean training() {
    return false;
  }

  @Override
  public Tensor read(Parameter parameter) {
    return plan.read(parameter);
  }

  @Override
  public Tensor bernoulli(String path, double probability, Shape shape) {
    return plan.bernoulli(path, probability, shape);
  }

  @Override
  public Tensor uniform(String path, Shape shape) {
    return plan.uniform(path, shape);
  }

  @Override
  public Tensor normal(String path, Shape shape) {
    return plan.normal(path, shape);
  }

  @Override
  public void update(Parameter state, Tensor value) {
    plan.update(state, value);
  }
}
