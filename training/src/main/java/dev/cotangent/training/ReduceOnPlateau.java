package dev.cotangent.training;

import dev.cotangent.core.CotangentException;
import dev.cotangent.core.model.Attributes;
import dev.cotangent.core.model.Model;
import dev.cotangent.optim.Plateau;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lowers the learning rate when a figure has stopped getting better, by PyTorch's rule {@link
 * Plateau}; the schedule goes on beside it. Goes on after a {@linkplain Trainer#resume resume}
 * where it was. Belongs to one training at a time.
 */
public final class ReduceOnPlateau implements Callback {

  private static final Logger LOG = LoggerFactory.getLogger(ReduceOnPlateau.class);

  private final Plateau rule;
  private final Optional<String> metric;
  private Plateau.State state;

  private ReduceOnPlateau(Plateau rule, Optional<String> metric) {
    this.rule = rule;
    this.metric = metric;
    this.state = rule.begin();
  }

  /** Watches the validation loss, or without validation data the training loss. */
  public static ReduceOnPlateau of(Plateau rule) {
    return new ReduceOnPlateau(rule, Optional.empty());
  }

  /**
   * Watches a metric of the validation data, as in {@code accuracy}; whether more of it is better
   * is the rule's {@link Plateau#highest}.
   */
  public static ReduceOnPlateau of(Plateau rule, String metric) {
    return new ReduceOnPlateau(rule, Optional.of(metric));
  }

  @Override
  public String id() {
    return "reduce_on_plateau";
  }

  @Override
  public Attributes attributes() {
    Attributes all =
        Attributes.none()
            .with("factor", rule.factor())
            .with("patience", rule.patience())
            .with("threshold", rule.threshold())
            .with("absolute", rule.absolute())
            .with("cooldown", rule.cooldown())
            .with("least_scale", rule.leastScale())
            .with("highest", rule.highest());
    return metric.map(id -> all.with("metric", id)).orElse(all);
  }

  @Override
  public void onStart(Model model) {
    state = rule.begin();
  }

  /**
   * Looks at the figure.
   *
   * @throws CotangentException if a metric is watched that is not computed
   */
  @Override
  public void onEpochEnd(EpochResult result) {
    double before = state.scale();
    state = rule.next(state, figure(result));
    if (state.scale() < before) {
      LOG.info(
          "epoch {}: no better; the learning rate is scaled by {}", result.epoch(), state.scale());
    }
  }

  private double figure(EpochResult result) {
    if (metric.isEmpty()) {
      return result.watchedLoss();
    }
    return result
        .validation()
        .orElseThrow(() -> new CotangentException("'" + metric.get() + "' needs validation data"))
        .metric(metric.get());
  }

  @Override
  public double rateScale() {
    return state.scale();
  }

  @Override
  public Map<String, double[]> memory() {
    return Map.of(
        "state", new double[] {state.scale(), state.best(), state.waited(), state.resting()});
  }

  @Override
  public void remember(Map<String, double[]> memory) {
    double[] kept = MemoryChecks.array(memory, "state", 4);
    if (!(kept[0] >= 0 && kept[0] <= 1)) {
      throw new CotangentException("a scale of the learning rate is " + kept[0]);
    }
    state =
        new Plateau.State(
            kept[0], kept[1], MemoryChecks.count(kept[2]), MemoryChecks.count(kept[3]));
  }
}
