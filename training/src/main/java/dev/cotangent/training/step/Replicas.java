package dev.cotangent.training.step;

import dev.cotangent.core.kernel.Kernels;
import dev.cotangent.core.parameter.ParameterStore;
import java.util.ArrayList;
import java.util.List;

/**
 * Copies of all models and of their optimizer state, one for each own shard, which trains it by
 * itself. A round of local steps begins with the models as they are, so that nothing has to be kept
 * between rounds. Single-threaded; allocates nothing after its creation.
 *
 * <p>Plans read parameters from one working copy, to which the selected replica is copied; a
 * replica alone is the working copy itself.
 */
final class Replicas {

  private final UpdateTarget[] models;
  private final UpdateTarget[][] replicas;
  private final UpdateTarget[] selected;
  private final StepMemory memory;
  private Kernels kernels;

  /**
   * Creates replicas, which begin with arbitrary values.
   *
   * @param kernels the kernels before the first step
   */
  Replicas(UpdateTarget[] models, int count, Kernels kernels) {
    this.models = models;
    this.kernels = kernels;
    this.replicas = new UpdateTarget[count][models.length];
    List<ParameterStore> working = new ArrayList<>();
    List<float[]> gradients = new ArrayList<>();
    for (int i = 0; i < models.length; i++) {
      for (UpdateTarget[] replica : replicas) {
        replica[i] = models[i].replica();
      }
      ParameterStore first = replicas[0][i].store();
      working.add(count == 1 || first == models[i].store() ? first : first.copy());
      gradients.add(models[i].gradients());
    }
    this.selected = replicas[0].clone();
    this.memory = new StepMemory(working, gradients);
  }

  /** Begins a round: all replicas become copies of the models. */
  void begin() {
    for (UpdateTarget[] replica : replicas) {
      for (int i = 0; i < models.length; i++) {
        replica[i].copyFrom(models[i]);
      }
    }
  }

  /** Sets the kernels of the next step. */
  void use(Kernels ofStep) {
    kernels = ofStep;
  }

  /** Selects the replica that plans read and the update changes. */
  void select(int replica) {
    for (int i = 0; i < models.length; i++) {
      UpdateTarget target = replicas[replica][i];
      selected[i] = target;
      target.begin(kernels);
      copy(target.values(), working(i), 0);
    }
  }

  /** Takes over the states that a run has written to the working copy. */
  void keepStates() {
    for (int i = 0; i < models.length; i++) {
      copy(working(i), selected[i].values(), models[i].store().trainableSize());
    }
  }

  private float[] working(int model) {
    return memory.stores().get(model).array();
  }

  @SuppressWarnings("ReferenceEquality") // the working copy of a replica alone
  private static void copy(float[] source, float[] target, int from) {
    if (source != target) {
      System.arraycopy(source, from, target, from, source.length - from);
    }
  }

  /** The working copy and the gradients of the last shard. */
  StepMemory memory() {
    return memory;
  }

  /** The models' selected replicas; the same array, whose elements change. */
  UpdateTarget[] selected() {
    return selected;
  }

  /** A replica of each model. */
  UpdateTarget[] get(int replica) {
    return replicas[replica];
  }
}
