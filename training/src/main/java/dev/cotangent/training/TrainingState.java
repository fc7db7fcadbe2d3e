package dev.cotangent.training;

import dev.cotangent.core.CotangentException;
import dev.cotangent.training.models.Models;
import dev.cotangent.training.step.UpdateTarget;
import java.util.ArrayList;
import java.util.List;

/**
 * The complete state after a training step. With the same data and settings, a training that
 * continues from it has the same bits as one that never stopped, for any number of workers and any
 * kernels.
 *
 * <p>A copy, which later steps do not change. Immutable, thread-safe.
 */
public final class TrainingState {

  private final long seed;
  private final long step;
  private final List<ModelState> models;

  TrainingState(long seed, long step, List<ModelState> models) {
    this.seed = seed;
    this.step = step;
    this.models = List.copyOf(models);
  }

  static TrainingState of(long seed, long step, Models models, UpdateTarget[] targets) {
    List<ModelState> states = new ArrayList<>();
    for (int i = 0; i < targets.length; i++) {
      states.add(ModelState.of(models.names().get(i), targets[i]));
    }
    return new TrainingState(seed, step, states);
  }

  /** The seed of all randomness. */
  public long seed() {
    return seed;
  }

  /**
   * The number of completed steps. The epoch and the position in it follow from it, since all
   * epochs have equally many batches, and an epoch's order is a function of seed and epoch.
   */
  public long step() {
    return step;
  }

  /** The names of the models; an empty name if there is only one. */
  public List<String> models() {
    return models.stream().map(ModelState::name).toList();
  }

  /**
   * A copy of the parameters, states included, laid out as in the model's store.
   *
   * @throws CotangentException if there are several models
   */
  public float[] parameters() {
    return only().parameters().clone();
  }

  /**
   * Copies of the optimizer's state arrays, laid out like the weights in the model's store.
   *
   * @throws CotangentException if there are several models
   */
  public List<float[]> slots() {
    return only().slots().stream().map(float[]::clone).toList();
  }

  /** Like {@link #parameters()}, for the model with that name. */
  public float[] parameters(String model) {
    return named(model).parameters().clone();
  }

  /**
   * Like {@link #slots()}, for the model with that name; the arrays of a frozen model are empty.
   */
  public List<float[]> slots(String model) {
    return named(model).slots().stream().map(float[]::clone).toList();
  }

  private ModelState only() {
    if (models.size() != 1) {
      throw new CotangentException(
          "this is the state of several models, " + models() + "; pass the name of one");
    }
    return models.get(0);
  }

  private ModelState named(String name) {
    return models.stream()
        .filter(each -> each.name().equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                new CotangentException(
                    "no model has the name '" + name + "', expected one of " + models()));
  }

  /** Copies the state into the arrays of a step, if it matches all of them. */
  void copyTo(long expectedSeed, Models expected, UpdateTarget[] targets) {
    ModelState.check("seed", expectedSeed, seed);
    ModelState.check("number of models", targets.length, models.size());
    for (int i = 0; i < targets.length; i++) {
      models.get(i).check(expected.names().get(i), targets[i]);
    }
    for (int i = 0; i < targets.length; i++) {
      models.get(i).copyTo(targets[i]);
    }
  }
}
