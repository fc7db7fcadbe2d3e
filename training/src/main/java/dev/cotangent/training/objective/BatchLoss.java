package dev.cotangent.training.objective;

import dev.cotangent.core.DType;
import dev.cotangent.core.Shape;
import dev.cotangent.core.ShapeException;
import dev.cotangent.core.graph.Tensor;
import dev.cotangent.core.loss.Loss;
import dev.cotangent.core.loss.LossTerms;
import dev.cotangent.core.model.Model;
import dev.cotangent.core.model.PlanContext;
import dev.cotangent.core.model.PluginUse;
import dev.cotangent.core.plugin.PluginException;
import dev.cotangent.core.plugin.PluginKind;
import dev.cotangent.core.plugin.RegistryEntry;
import dev.cotangent.training.data.BatchNames;

/**
 * The loss of a batch: the prediction of a model for its samples, compared with its targets by a
 * {@link Loss}. The mean is Σ (weight · loss of an element) / Σ weight.
 */
public final class BatchLoss {

  private BatchLoss() {}

  /** Defines the objective of a model and a loss. */
  static void define(Model model, Loss loss, Forward f) {
    Tensor prediction =
        model.inputs().isSingle()
            ? f.apply(model, f.input(BatchNames.FEATURES, model.sampleShape()))
            : f.apply(model, f.inputs(model)).only();
    int rows = f.rows();
    Tensor target =
        Tensor.input(BatchNames.TARGET, loss.targetType(), targetShape(loss, prediction.shape()));
    f.declare(BatchNames.TARGET, target);
    LossTerms terms = terms(loss, prediction, target, rows, f.plan());
    if (f.has(BatchNames.WEIGHTS)) {
      terms = terms.weighted(f.weights(BatchNames.WEIGHTS, terms.elements().shape()));
    }
    f.part("loss", terms, 1);
  }

  private static Shape targetShape(Loss loss, Shape prediction) {
    return RegistryEntry.of(PluginKind.LOSS, loss.id(), loss)
        .callNaming("targetShape", () -> loss.targetShape(prediction));
  }

  /** The model's prediction for the samples of a batch. */
  public static Tensor prediction(Model model, int rows, PlanContext context) {
    if (model.inputs().isSingle()) {
      Shape shape = model.sampleShape().prepend(rows);
      return model.forward(Tensor.input(BatchNames.FEATURES, DType.F32, shape), context);
    }
    return model.forward(model.inputs().inputs(rows), context).only();
  }

  /** The loss terms of a prediction, with inputs for targets and weights. */
  public static LossTerms terms(
      Loss loss, Tensor prediction, int rows, int weights, PlanContext context) {
    Tensor target =
        Tensor.input(BatchNames.TARGET, loss.targetType(), targetShape(loss, prediction.shape()));
    LossTerms terms = terms(loss, prediction, target, rows, context);
    if (weights == 0) {
      return terms;
    }
    Shape losses = terms.elements().shape();
    return terms.weighted(
        Tensor.input(BatchNames.WEIGHTS, DType.F32, weightShape(rows, weights, losses)));
  }

  private static LossTerms terms(
      Loss loss, Tensor prediction, Tensor target, int rows, PlanContext context) {
    RegistryEntry plugin = RegistryEntry.of(PluginKind.LOSS, loss.id(), loss);
    LossTerms terms = plugin.callNaming("terms", () -> loss.terms(prediction, target));
    Shape losses = terms.elements().shape();
    if (losses.rank() == 0 || losses.dim(0) != rows) {
      throw new PluginException(
          plugin, "terms returns " + losses + " for " + rows + " rows, expected one row for each");
    }
    context.made(new PluginUse("", plugin), prediction, terms.elements());
    return terms;
  }

  /**
   * The shape of the weights for losses of a given shape.
   *
   * @param weights number of weights per row: one, or one for each element of its loss
   * @throws ShapeException if the losses have another number of elements
   */
  static Shape weightShape(int rows, int weights, Shape losses) {
    Shape shape = weights == 1 ? Shape.of(rows) : losses;
    if (shape.size() != rows * weights) {
      throw new ShapeException(
          weights
              + " weights for each of "
              + rows
              + " samples with losses of shape "
              + losses
              + ", expected one weight for each sample or each loss");
    }
    return shape;
  }
}
