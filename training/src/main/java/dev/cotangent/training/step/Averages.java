package dev.cotangent.training.step;

import dev.cotangent.core.CotangentException;
import dev.cotangent.core.model.Model;
import dev.cotangent.optim.Ema;
import dev.cotangent.training.models.Models;
import dev.cotangent.training.models.NamedParameter;

/** The averages of weights that {@link Ema} keeps, as models. */
public final class Averages {

  private final Models models;
  private final ParameterGroups groups;
  private final UpdateTarget[] targets;

  public Averages(Models models, ParameterGroups groups, UpdateTarget[] targets) {
    this.models = models;
    this.groups = groups;
    this.targets = targets;
  }

  /** Whether any weight of a model has an average. */
  boolean has(int model) {
    return kept(models, groups, model);
  }

  /** Whether a training with these groups keeps an average of any weight of a model. */
  public static boolean kept(Models models, ParameterGroups groups, int model) {
    return models.parameters(model).stream().anyMatch(weight -> isAveraged(groups, weight));
  }

  private static boolean isAveraged(ParameterGroups groups, NamedParameter weight) {
    return groups.trains(weight) && groups.rule(weight) instanceof Ema;
  }

  /**
   * A copy of a model with the averages of its weights; weights without an average, and states,
   * have their current values.
   *
   * @throws CotangentException if no weight has an average
   */
  public Model of(int model) {
    if (!has(model)) {
      throw new CotangentException(
          "no average of the weights of "
              + models.list().get(model)
              + " is kept; wrap its optimizer, as in Ema.of(Adam.of(1e-3), 0.999)");
    }
    Model averaged = models.list().get(model).copy();
    addTo(averaged.store().array(), model);
    return averaged;
  }

  /** Replaces weights with their averages, in an array that is laid out like the model's store. */
  void addTo(float[] values, int model) {
    for (NamedParameter weight : models.parameters(model)) {
      if (isAveraged(groups, weight)) {
        int from = models.list().get(model).store().offset(weight.parameter());
        float[] differences = targets[model].slots()[((Ema) groups.rule(weight)).slot()];
        for (int i = from; i < from + weight.parameter().shape().size(); i++) {
          values[i] += differences[i];
        }
      }
    }
  }
}
