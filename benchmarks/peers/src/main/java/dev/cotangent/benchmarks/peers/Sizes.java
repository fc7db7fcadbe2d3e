package dev.cotangent.benchmarks.peers;

import java.util.Arrays;
import java.util.List;

/** Units of the layers, inputs first. */
record Sizes(List<Integer> units) {

  static Sizes of(Integer... units) {
    return new Sizes(Arrays.asList(units));
  }

  int first() {
    return units.get(0);
  }

  int last() {
    return units.get(layers());
  }

  int layers() {
    return units.size() - 1;
  }

  int inputs(int layer) {
    return units.get(layer);
  }

  int outputs(int layer) {
    return units.get(layer + 1);
  }
}
