package dev.cotangent.training;

import dev.cotangent.core.optimizer.Optimizer;
import dev.cotangent.core.optimizer.ParameterSlice;
import dev.cotangent.core.spi.Attributes;
import java.util.function.Consumer;

/**
 * An optimizer of others, which adds 1 to everything and then does what it must not.
 *
 * @param code what it does with each slice
 */
record RogueRule(Consumer<ParameterSlice> code) implements Optimizer {

  @Override
  public String id() {
    return "rogue_rule";
  }

  @Override
  public double learningRate() {
    return 0.1;
  }

  @Override
  public Optimizer withLearningRate(double rate) {
    return this;
  }

  @Override
  public Attributes attributes() {
    return Attributes.none();
  }

  @Override
  public Optimizer with(Attributes attributes) {
    return this;
  }

  @Override
  public int slots() {
    return 1;
  }

  @Override
  public void update(ParameterSlice slice) {
    for (int i = slice.from; i < slice.to; i++) {
      slice.values[i] += 1;
      slice.slots[0][i] += 1;
    }
    code.accept(slice);
  }
}
