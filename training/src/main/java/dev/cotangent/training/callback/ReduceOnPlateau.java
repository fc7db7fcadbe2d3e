package dev.cotangent.training.callback;

import dev.cotangent.core.CotangentException;
import dev.cotangent.core.model.Model;
import dev.cotangent.core.spi.Attributes;
import dev.cotangent.optim.Plateau;
import dev.cotangent.training.Trainer;
import dev.cotangent.training.result.EpochResult;
import dev.cotangent.training.result.Figures;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lowers the learning rate when a figure stops improving, by PyTorch's rule {@link Plateau}; its
 * factor multiplies the schedule's rate. Its state survives a {@linkplain Trainer#resume resume}.
 * For one training at a time; each begins anew: see {@link Callback}.
 */
public final class ReduceOnPlateau implements Callback {

  private static final Logger LOG = LoggerFactory.getLogger(ReduceOnPlateau.class);

  private final Plateau rule;
  private final Optional<String> metric;
  private Plateau effective;
  private Plateau.State state;

  private ReduceOnPlateau(Plateau rule, Optional<String> metric) {
    this.rule = rule;
    this.metric = metric;
    this.effective = rule;
    this.state = rule.begin();
  }

  /** Watches the validation loss, or the training loss if there is no validation data. */
  public static ReduceOnPlateau of(Plateau rule) {
    return new ReduceOnPlateau(rule, Optional.empty());
  }

  /**
   * Watches a metric, such as {@code accuracy}. Higher values are better if the metric or the
   * rule's {@link Plateau#highest} says so.
   *
   * @param metric a name as in {@link Figures}; training fails at the start if there is no such
   *     metric
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
  public void onFigures(Figures figures) {
    Watch watch = new Watch(figure(), Optional.empty(), 0);
    boolean higher = watch.direction(id(), figures);
    effective = rule.withHighest(higher || rule.highest());
  }

  @Override
  public void onStart(Model model) {
    state = effective.begin();
  }

  @Override
  public void onEpochEnd(EpochResult result) {
    double before = state.scale();
    state = effective.next(state, result.figure(figure()));
    if (state.scale() < before) {
      LOG.info(
          "epoch {}: no improvement; the learning rate is now scaled by {}",
          result.epoch(),
          state.scale());
    }
  }

  private String figure() {
    return metric.orElse(Figures.LOSS);
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
      throw new CotangentException(
          "the scale of the learning rate is " + kept[0] + ", expected 0 to 1");
    }
    state =
        new Plateau.State(
            kept[0], kept[1], MemoryChecks.count(kept[2]), MemoryChecks.count(kept[3]));
  }
}
