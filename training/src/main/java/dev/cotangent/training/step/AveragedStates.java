package dev.cotangent.training.step;

import dev.cotangent.core.parameter.Parameter;
import dev.cotangent.core.parameter.ParameterStore;
import java.util.ArrayList;
import java.util.List;

/**
 * The states of all models that are averaged over shards, one after another in one array. A shard
 * that does not change a state, such as a variance with one row alone, has its current value.
 * Single-threaded; allocates nothing.
 */
final class AveragedStates {

  private final List<Place> places = new ArrayList<>();
  private int size;

  AveragedStates(StepMemory memory) {
    for (int store = 0; store < memory.stores().size(); store++) {
      ParameterStore values = memory.stores().get(store);
      for (Parameter each : values.parameters()) {
        if (each.isAveragedOverShards()) {
          places.add(
              new Place(store, values.array(), values.offset(each), each.shape().size(), size));
          size += each.shape().size();
        }
      }
    }
  }

  /** A state in the array of its store and in that of all states. */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  private record Place(int store, float[] stored, int offset, int length, int at) {}

  /** The number of elements of all states. */
  int size() {
    return size;
  }

  /** Copies the states after a shard's run. */
  void read(StepRun run, float[] into) {
    for (int i = 0; i < places.size(); i++) {
      Place place = places.get(i);
      System.arraycopy(place.stored, place.offset, into, place.at, place.length);
    }
    run.copyNewStates(this, into);
  }

  /** Copies the states of replicas, which are laid out like the models. */
  void read(UpdateTarget[] replica, float[] into) {
    for (int i = 0; i < places.size(); i++) {
      Place place = places.get(i);
      float[] values = replica[place.store].values();
      System.arraycopy(values, place.offset, into, place.at, place.length);
    }
  }

  /** The position of a state among all. */
  int at(int store, int offset) {
    for (int i = 0; i < places.size(); i++) {
      Place place = places.get(i);
      if (place.store == store && place.offset == offset) {
        return place.at;
      }
    }
    throw new IllegalStateException("a state that must not be averaged");
  }

  /** Writes the states to the models. */
  void write(float[] values) {
    for (int i = 0; i < places.size(); i++) {
      Place place = places.get(i);
      System.arraycopy(values, place.at, place.stored, place.offset, place.length);
    }
  }
}
