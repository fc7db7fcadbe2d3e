package dev.cotangent.training.step;

import dev.cotangent.core.CotangentException;
import dev.cotangent.core.parameter.ParameterStore;
import dev.cotangent.training.models.Models;
import dev.cotangent.training.models.NamedParameter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Reads what the last step computed: parts of the loss, outputs, gradients and norms. */
public final class StepReadings {

  private final StepEngine engine;
  private final Models models;

  /** Reads the results of an engine. */
  public StepReadings(StepEngine engine) {
    this.engine = engine;
    this.models = engine.models();
  }

  /** The names of the objective's parts; empty before the first step. */
  public List<String> parts() {
    StepRun last = engine.last();
    List<String> names = new ArrayList<>();
    for (int part = 0; last != null && part < last.parts(); part++) {
      names.add(last.partName(part));
    }
    return names;
  }

  /** The mean of a part over the last batch. */
  public float part(String name) {
    StepRun run = lastRun();
    for (int part = 0; part < run.parts(); part++) {
      if (run.partName(part).equals(name)) {
        return engine.partMean(run, part);
      }
    }
    throw new CotangentException(
        "the objective has no part '" + name + "', expected one of " + parts());
  }

  /** A copy of a named output for the last batch. */
  public float[] output(String name) {
    return lastRun().output(name);
  }

  private StepRun lastRun() {
    StepRun last = engine.last();
    if (last == null) {
      throw new CotangentException("no step has run yet, expected a call of run before");
    }
    return last;
  }

  /** A copy of a trained weight's gradient, in logical order. */
  public float[] gradient(String name) {
    for (int model = 0; model < models.count(); model++) {
      UpdateTarget target = engine.targets()[model];
      for (NamedParameter each : models.parameters(model)) {
        if (each.name().equals(name) && engine.settings().groups().trains(each)) {
          return target.store().read(each.parameter(), target.gradients());
        }
      }
    }
    throw new CotangentException(
        "no weight '" + name + "' is trained, expected one that the step updates");
  }

  /** The norms of the gradients of all trained weights, by layer. */
  public Map<String, Double> gradientNorms() {
    float[][] arrays = engine.memory().gradients().toArray(float[][]::new);
    return LayerNorms.of(models, arrays, engine.settings().groups()::trains);
  }

  /** The norms of all weights, by layer. */
  public Map<String, Double> parameterNorms() {
    float[][] arrays =
        engine.memory().stores().stream().map(ParameterStore::array).toArray(float[][]::new);
    return LayerNorms.of(models, arrays, weight -> true);
  }
}
