package dev.cotangent.spark;

import dev.cotangent.core.model.Model;
import dev.cotangent.core.optimizer.Optimizer;
import dev.cotangent.spark.ml.PluginText;
import dev.cotangent.training.Trainer;
import dev.cotangent.training.callback.EarlyStopping;

/**
 * The trainer of an estimator, made of its params.
 *
 * @param loss text of the loss
 * @param optimizer text of the optimizer
 * @param learningRate learning rate; 0 for the optimizer's own
 * @param batch samples in a mini-batch
 * @param seed seed of all randomness
 * @param shards shards of a mini-batch
 * @param patience epochs without improvement before the training stops; 0 for never
 */
record EstimatorSetup(
    String loss,
    String optimizer,
    double learningRate,
    int batch,
    long seed,
    int shards,
    int patience)
    implements TrainerSetup {

  private static final long serialVersionUID = 1L;

  @Override
  public Trainer apply(Model model) {
    Optimizer rule = PluginText.optimizer(optimizer, model.registry());
    Trainer trainer =
        Trainer.of(model)
            .loss(PluginText.loss(loss, model.registry()))
            .optimizer(learningRate > 0 ? rule.withLearningRate(learningRate) : rule)
            .batch(batch)
            .seed(seed)
            .shards(shards);
    return patience > 0 ? trainer.callbacks(EarlyStopping.patience(patience)) : trainer;
  }
}
