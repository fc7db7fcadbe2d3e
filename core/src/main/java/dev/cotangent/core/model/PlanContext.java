package dev.cotangent.core.model;

import dev.cotangent.core.DType;
import dev.cotangent.core.Shape;
import dev.cotangent.core.graph.Tensor;
import dev.cotangent.core.parameter.Parameter;
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

  /** The creators of the nodes; empty unless the context is {@linkplain #traced traced}. */
  public Origins origins() {
    return origins;
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
