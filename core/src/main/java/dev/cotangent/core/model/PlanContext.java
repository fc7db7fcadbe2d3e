package dev.cotangent.core.model;

import dev.cotangent.core.DType;
import dev.cotangent.core.Shape;
import dev.cotangent.core.graph.Gradients;
import dev.cotangent.core.graph.Tensor;
import dev.cotangent.core.parameter.Parameter;
import dev.cotangent.core.plan.OpException;
import dev.cotangent.core.spi.ForwardContext;
import java.util.IdentityHashMap;
import java.util.List;

/**
 * The context of forward code that is compiled to a plan: parameters are read from the run's store;
 * seed, step and first row are fed to the run as inputs.
 *
 * <p>For one plan; not thread-safe. The inputs exist only if the plan draws random numbers; the
 * caller feeds them to the run.
 */
public final class PlanContext extends CollectingContext implements TracedContext {

  /** Name of the input with the seed: I32[2], low word first. */
  public static final String SEED = "#seed";

  /** Name of the input with the number of the step: I32[2], low word first. */
  public static final String STEP = "#step";

  /** Name of the input with the index in the mini-batch of the batch's first row: I32[1]. */
  public static final String ROW = "#row";

  private final IdentityHashMap<Parameter, Tensor> reads = new IdentityHashMap<>();
  private final List<Tensor> randomInputs =
      List.of(
          Tensor.input(SEED, DType.I32, Shape.of(2)),
          Tensor.input(STEP, DType.I32, Shape.of(2)),
          Tensor.input(ROW, DType.I32, Shape.of(1)));

  private final boolean traced;
  private final Origins origins = new Origins();

  private PlanContext(boolean training, boolean traced) {
    super(training);
    this.traced = traced;
  }

  /** Creates a context for a training step. */
  public static PlanContext forTraining() {
    return new PlanContext(true, false);
  }

  /** Creates a context for prediction and evaluation (inference mode). */
  public static PlanContext forInference() {
    return new PlanContext(false, false);
  }

  /**
   * Returns a context like this that records which layer creates which node, to explain failures.
   */
  public PlanContext traced() {
    return new PlanContext(training(), true);
  }

  /**
   * Returns the context of one of several models in the plan. Paths are prefixed with the model's
   * name, so that models of the same structure draw different random numbers, and errors name the
   * model.
   *
   * @param name unique among the plan's models; empty for a single model, whose paths get no prefix
   */
  public ForwardContext forModel(String name) {
    return ModelContext.of(this, name);
  }

  /**
   * Like {@link #forModel}, in inference mode: dropout is off, and states keep their values.
   *
   * @param name unique among the plan's models; empty for a single model, whose paths get no prefix
   */
  public ForwardContext forModelInInference(String name) {
    return ModelContext.forInference(this, name);
  }

  /**
   * The gradients of a scalar; a {@linkplain #traced traced} context records their nodes as created
   * by the plugins whose nodes they differentiate.
   */
  public Gradients gradients(Tensor y, List<Tensor> wrt) {
    return Gradients.of(y, wrt, origins);
  }

  /**
   * The path of the layer that created a node, or the id of the outermost layer or the loss; empty
   * if it is unknown, as in a context that is not {@linkplain #traced traced}.
   */
  public String place(Tensor node) {
    return origins.place(node);
  }

  /**
   * Describes the plugin that created a node, as the end of an error message; empty if it is
   * unknown.
   *
   * @param plugins the plugins of all models in the graph
   */
  public String explain(Tensor node, List<PluginUse> plugins) {
    return origins.explain(node, plugins);
  }

  /**
   * Describes the plugin that created a failed op, as the end of an error message; empty if it is
   * unknown.
   *
   * @param results the results of the graph that contains the op
   * @param plugins the plugins of all models in the graph
   */
  public String explain(OpException failure, List<Tensor> results, List<PluginUse> plugins) {
    return origins.explain(failure, results, plugins);
  }

  /** Records in a traced context that a plugin computed one tensor from another. */
  public void made(PluginUse maker, Tensor x, Tensor y) {
    made(maker, List.of(x), List.of(y));
  }

  /** Records in a traced context that a plugin computed tensors from others. */
  @Override
  public void made(PluginUse maker, List<Tensor> inputs, List<Tensor> outputs) {
    if (traced) {
      outputs.forEach(output -> origins.add(maker, inputs, output));
    }
  }

  /**
   * Returns the same tensor for a parameter each time, so that gradients can be taken with respect
   * to it.
   */
  @Override
  Tensor stored(Parameter parameter) {
    return reads.computeIfAbsent(parameter, Tensor::parameter);
  }

  @Override
  DType dtype() {
    return DType.F32;
  }

  @Override
  List<Tensor> randomInputs() {
    return randomInputs;
  }
}
