package dev.cotangent.core.model;

import dev.cotangent.core.DType;
import dev.cotangent.core.Shape;
import dev.cotangent.core.graph.Tensor;
import dev.cotangent.core.parameter.Parameter;
import java.util.IdentityHashMap;
import java.util.List;

/**
 * The context of forward code that becomes a plan: parameters are read from the run's store, and
 * seed, step and first row are inputs that the run is fed.
 *
 * <p>For one plan and one thread. The inputs exist in the plan only if something draws random
 * numbers; feeding them is up to whoever runs it.
 */
public final class PlanContext extends CollectingContext implements TracedContext {

  /** Name of the input with the seed: I32[2], low word first. */
  public static final String SEED = "#seed";

  /** Name of the input with the number of the step: I32[2], low word first. */
  public static final String STEP = "#step";

  /** Name of the input with the number that the batch's first row has in the mini-batch: I32[1]. */
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

  /** A context for a training step. */
  public static PlanContext forTraining() {
    return new PlanContext(true, false);
  }

  /** A context for prediction and evaluation. */
  public static PlanContext forInference() {
    return new PlanContext(false, false);
  }

  /** The same context, one that remembers which layer makes which node: to explain a failure. */
  public PlanContext traced() {
    return new PlanContext(training(), true);
  }

  /** Who made which node; knows of none unless the context is {@linkplain #traced traced}. */
  public Origins origins() {
    return origins;
  }

  /** Tells a traced context that a plugin has made one tensor of another. */
  public void made(PluginUse maker, Tensor x, Tensor y) {
    made(maker, List.of(x), List.of(y));
  }

  /** Tells a traced context that a plugin has made some tensors of others. */
  @Override
  public void made(PluginUse maker, List<Tensor> inputs, List<Tensor> outputs) {
    if (traced) {
      outputs.forEach(output -> origins.add(maker, inputs, output));
    }
  }

  /** The same tensor for a parameter each time, so that gradients by it can be asked for. */
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
