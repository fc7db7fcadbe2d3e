package dev.cotangent.training.objective;

import dev.cotangent.core.CotangentException;
import dev.cotangent.core.argument.Given;
import dev.cotangent.core.loss.Loss;
import dev.cotangent.core.model.Model;
import dev.cotangent.training.Trainer;
import dev.cotangent.training.models.Models;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The loss that a training minimizes: any scalar computed from named inputs and one or more models.
 *
 * <pre>{@code
 * Objective objective =
 *     Objective.of(
 *         net,
 *         f -> {
 *           Tensor x = f.input("x", Shape.of(1));
 *           Tensor u = f.apply(net, x);
 *           Tensor slope = Gradients.of(u.sum(), x).of(x);
 *           f.part("equation", slope.sub(f.input("f", Shape.of(1))).square());
 *           Tensor edge = f.input("edge", Shape.of(1), "edges");
 *           f.part("boundary", f.apply(net, edge).square(), 10);
 *         });
 * try (TrainStep step = Trainer.of(objective).optimizer(Adam.of(1e-3)).step()) {
 *   step.run(Batch.of("x", x).and("f", f).and("edge", edge));
 * }
 * }</pre>
 *
 * <p>The definition runs whenever a step is planned, which is once for all batches of the same
 * lengths; it has to build the same graph each time. Immutable if its definition is.
 */
public final class Objective {

  /** Builds the graph of a step. */
  @FunctionalInterface
  public interface Definition {

    /** Declares inputs, applies models and adds the terms of the loss to minimize. */
    void define(Forward f);
  }

  private final Definition definition;
  private final Map<String, Model> models;
  private final Optional<Loss> loss;

  private Objective(Definition definition, Map<String, Model> models, Optional<Loss> loss) {
    this.definition = definition;
    this.models = models;
    this.loss = loss;
  }

  /** Creates an objective with one model. */
  public static Objective of(Model model, Definition definition) {
    Given.of("objective: the model", model);
    Given.of("objective: the definition", definition);
    return new Objective(definition, Map.of("", model), Optional.empty());
  }

  /** Creates an objective whose models are added by {@link #model}. */
  public static Objective of(Definition definition) {
    Given.of("objective: the definition", definition);
    return new Objective(definition, Map.of(), Optional.empty());
  }

  /**
   * Returns this objective with another model. Its parameters then carry the model's name, as in
   * {@code critic/0.weight}, for {@link Trainer#group} and {@link Trainer#freeze}; those that are
   * neither in a group nor frozen are updated by the trainer's optimizer.
   *
   * @param name a name different from the other models', not empty and without {@code /}
   * @throws CotangentException if the name is already used or not allowed, or if two models share
   *     parameters
   */
  public Objective model(String name, Model model) {
    Given.of("objective: the name of a model", name);
    Given.of("objective: the model '" + name + "'", model);
    if (name.isEmpty() || name.contains("/")) {
      throw new CotangentException(
          "objective: the model name '"
              + name
              + "' is not allowed, expected a non-empty name without '/'");
    }
    if (models.containsKey(name) || models.containsKey("")) {
      throw new CotangentException(
          models.containsKey("")
              ? "objective: it was created for a single model; use Objective.of(definition) "
                  + "for several"
              : "objective: two models have the name '" + name + "', expected unique names");
    }
    Map<String, Model> more = new LinkedHashMap<>(models);
    more.put(name, model);
    Models.of(more);
    return new Objective(definition, more, loss);
  }

  /**
   * The objective of {@link Trainer#fit}: the mean loss of a model's outputs, with the inputs
   * {@code features}, {@code target} and, if the batch has them, {@code weights}.
   */
  public static Objective supervised(Model model, Loss loss) {
    Given.of("objective: the model", model);
    Given.of("objective: the loss", loss);
    return new Objective(
        f -> BatchLoss.define(model, loss, f), Map.of("", model), Optional.of(loss));
  }

  /**
   * The models by name, in the order in which they were added; the name is empty if the objective
   * was created for a single model.
   *
   * @throws CotangentException if there is none
   */
  public Map<String, Model> models() {
    if (models.isEmpty()) {
      throw new CotangentException("objective: there is no model; add one with Objective.model");
    }
    return Collections.unmodifiableMap(models);
  }

  /** The loss, if this is a {@linkplain #supervised supervised} objective. */
  public Optional<Loss> loss() {
    return loss;
  }

  /** The loss and the models, in one line. */
  @Override
  public String toString() {
    String what = loss.map(Object::toString).orElse("custom loss");
    String of = models.containsKey("") ? " of " + models.get("") : " of models " + models.keySet();
    return "Objective[" + what + (models.isEmpty() ? ", no model" : of) + "]";
  }

  /** Defines the forward pass. */
  void define(Forward f) {
    definition.define(f);
  }
}
