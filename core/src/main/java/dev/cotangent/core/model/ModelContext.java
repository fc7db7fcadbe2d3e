package dev.cotangent.core.model;

import dev.cotangent.core.CotangentException;
import dev.cotangent.core.Shape;
import dev.cotangent.core.graph.Tensor;
import dev.cotangent.core.parameter.Parameter;
import dev.cotangent.core.spi.ForwardContext;
import dev.cotangent.core.text.QualifiedName;
import java.util.List;

/**
 * The context of one of several models in a plan. Paths are prefixed with the model's name, so that
 * models of the same structure draw different random numbers, and errors name the model. For one
 * plan; not thread-safe.
 */
final class ModelContext implements TracedContext {

  private final PlanContext plan;
  private final String name;
  private final boolean training;

  private ModelContext(PlanContext plan, String name, boolean training) {
    this.plan = plan;
    this.name = name;
    this.training = training;
  }

  /**
   * Creates the context of a model.
   *
   * @param name unique among the plan's models; empty for a single model, whose paths get no prefix
   */
  static ForwardContext of(PlanContext plan, String name) {
    return name.isEmpty() ? plan : new ModelContext(plan, name, plan.training());
  }

  /**
   * Creates the context of a model in inference mode: dropout is off, and states keep their values.
   */
  static ForwardContext forInference(PlanContext plan, String name) {
    return new ModelContext(plan, name, false);
  }

  @Override
  public boolean training() {
    return training;
  }

  @Override
  public Tensor read(Parameter parameter) {
    return plan.read(parameter);
  }

  @Override
  public Tensor bernoulli(String path, double probability, Shape shape) {
    return plan.bernoulli(QualifiedName.of(name, path), probability, shape);
  }

  @Override
  public Tensor uniform(String path, Shape shape) {
    return plan.uniform(QualifiedName.of(name, path), shape);
  }

  @Override
  public Tensor normal(String path, Shape shape) {
    return plan.normal(QualifiedName.of(name, path), shape);
  }

  /**
   * Like the plan's own context.
   *
   * @throws CotangentException if the model is in inference mode in this plan
   */
  @Override
  public void update(Parameter state, Tensor value) {
    if (!training) {
      throw new CotangentException(
          "state "
              + QualifiedName.of(name, state.name())
              + " is updated in inference mode, expected updates in training only");
    }
    plan.update(state, value);
  }

  @Override
  public void made(PluginUse maker, List<Tensor> inputs, List<Tensor> outputs) {
    plan.made(maker.in(name), inputs, outputs);
  }
}
