package dev.cotangent.testkit;

import dev.cotangent.core.optimizer.Optimizer;
import dev.cotangent.core.spi.Attributes;

/** Traces an optimizer's parameters and state after some steps, and its learning rate. */
record OptimizerBehaviour(long seed) implements Behaviour<Optimizer> {

  private static final int STEPS = 12;

  @Override
  public Trace trace(Optimizer plugin) {
    return new Trace.Builder()
        .add("the learning rate", plugin.learningRate())
        .addAll("parameters and state", new Sweep(plugin, seed).steps(plugin, "t", STEPS).all())
        .build();
  }

  @Override
  public String id(Optimizer plugin) {
    return plugin.id();
  }

  @Override
  public Attributes attributes(Optimizer plugin) {
    return plugin.attributes();
  }

  @Override
  public Optimizer with(Optimizer plugin, Attributes attributes) {
    return plugin.with(attributes);
  }

  @Override
  public boolean keepsOthers() {
    return true;
  }

  @Override
  public Optimizer alike(Optimizer plugin, Optimizer model) {
    return plugin.withLearningRate(model.learningRate());
  }
}
