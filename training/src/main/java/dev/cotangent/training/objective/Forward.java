package dev.cotangent.training.objective;

import dev.cotangent.core.CotangentException;
import dev.cotangent.core.DType;
import dev.cotangent.core.Shape;
import dev.cotangent.core.argument.Given;
import dev.cotangent.core.graph.Tensor;
import dev.cotangent.core.loss.LossTerms;
import dev.cotangent.core.model.Model;
import dev.cotangent.core.model.PlanContext;
import dev.cotangent.core.spi.ForwardContext;
import dev.cotangent.core.spi.Signature;
import dev.cotangent.core.spi.Tensors;
import dev.cotangent.training.TrainStep;
import dev.cotangent.training.Trainer;
import dev.cotangent.training.data.Batch;
import dev.cotangent.training.data.BatchNames;
import dev.cotangent.training.models.Models;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The forward pass of an {@link Objective} under definition: its inputs, its models and the terms
 * of the loss to minimize. Used for one definition by one thread.
 *
 * <p>Inputs have a batch axis in front of the shape of a sample. Its length follows from the arrays
 * of the {@link Batch}; inputs of one <em>row group</em> have equally many rows, and inputs without
 * a named group share one.
 */
public final class Forward {

  private static final String USUAL = "";

  private final Models models;
  private final Batch batch;
  private final PlanContext context;
  private final Map<String, Tensor> inputs = new LinkedHashMap<>();
  private final Map<String, Integer> rows = new LinkedHashMap<>();
  private final Map<String, Part> parts = new LinkedHashMap<>();
  private final Map<String, Tensor> outputs = new LinkedHashMap<>();

  Forward(Models models, Batch batch, PlanContext context) {
    this.models = models;
    this.batch = batch;
    this.context = context;
  }

  /**
   * Defines the forward pass of an objective on a batch, for a step or an evaluation.
   *
   * @param context training or inference context
   * @throws CotangentException if the batch does not fit the objective
   */
  public static Forward of(Objective objective, Batch batch, PlanContext context) {
    Forward forward = new Forward(Models.of(objective.models()), batch, context);
    objective.define(forward);
    forward.checkInputs();
    return forward;
  }

  /** Like {@link #of}, for an evaluation. */
  public static Forward forInference(Objective objective, Batch batch) {
    return of(objective, batch, PlanContext.forInference());
  }

  /**
   * Declares a numeric input, F32.
   *
   * @param name name of the batch's array
   * @param sample shape of one row
   * @return [rows, sample...]
   * @throws CotangentException if the batch has no such array, or its length does not fit
   */
  public Tensor input(String name, Shape sample) {
    return input(name, DType.F32, sample, USUAL);
  }

  /** Like {@link #input(String, Shape)}, with as many rows as the other inputs of a group. */
  public Tensor input(String name, Shape sample, String rowGroup) {
    return input(name, DType.F32, sample, rowGroup);
  }

  /** Declares an integer input, I32, such as classes: {@code labels("class", Shape.scalar())}. */
  public Tensor labels(String name, Shape sample) {
    return input(name, DType.I32, sample, USUAL);
  }

  /** Like {@link #labels(String, Shape)}, with as many rows as the other inputs of a group. */
  public Tensor labels(String name, Shape sample, String rowGroup) {
    return input(name, DType.I32, sample, rowGroup);
  }

  private Tensor input(String name, DType dtype, Shape sample, String rowGroup) {
    Given.of("objective: the name of an input", name);
    int array = batch.index(name);
    if (array < 0) {
      throw new CotangentException(
          "objective: "
              + batch.describe()
              + " has no array for input '"
              + name
              + "', expected one");
    }
    boolean numbers = batch.array(array) instanceof float[];
    if (numbers != (dtype == DType.F32)) {
      throw new CotangentException(
          "objective: "
              + batch.describe()
              + " has "
              + (numbers ? "a float[]" : "an int[]")
              + " for input '"
              + name
              + "', expected "
              + (numbers ? "an int[]" : "a float[]"));
    }
    int count = count(name, sample, batch.length(array), rowGroup);
    Tensor input = Tensor.input(name, dtype, sample.prepend(count));
    Tensor before = inputs.putIfAbsent(name, input);
    if (before != null && !before.type().equals(input.type())) {
      throw new CotangentException(
          "input '"
              + name
              + "' is declared as "
              + input.type()
              + ", expected "
              + before.type()
              + " as before");
    }
    return before == null ? input : before;
  }

  private int count(String name, Shape sample, int length, String rowGroup) {
    if (sample.size() == 0 || length == 0 || length % sample.size() != 0) {
      throw new CotangentException(
          "input '"
              + name
              + "' has "
              + length
              + " numbers, expected a multiple of "
              + sample.size()
              + " for samples "
              + sample);
    }
    int count = length / sample.size();
    int known = rows.merge(rowGroup, count, (first, next) -> first);
    if (known != count) {
      throw new CotangentException(
          "input '"
              + name
              + "' has "
              + count
              + " rows, but others have "
              + known
              + "; declare inputs with a different number of rows in a row group of their own");
    }
    return count;
  }

  /** Declares an input with a given shape and type. */
  void declare(String name, Tensor input) {
    inputs.put(name, input);
  }

  /** Declares weights of losses: one for each row, or one for each element. */
  Tensor weights(String name, Shape losses) {
    int each = batch.length(batch.index(name)) / rows();
    Tensor input = Tensor.input(name, DType.F32, BatchLoss.weightShape(rows(), each, losses));
    declare(name, input);
    return input;
  }

  /**
   * Whether the models are in training mode: false during the validation of {@link Trainer#fit},
   * where dropout and the like are off in {@link #apply} as well.
   */
  public boolean training() {
    return context.training();
  }

  /** Whether the batch has an array for this input. */
  public boolean has(String name) {
    return batch.index(name) >= 0;
  }

  /**
   * The number of rows of the inputs declared so far without a group.
   *
   * @throws CotangentException if there are none
   */
  public int rows() {
    return rows(USUAL);
  }

  /** The number of rows of a group's inputs declared so far. */
  public int rows(String rowGroup) {
    Integer known = rows.get(rowGroup);
    if (known == null) {
      throw new CotangentException(
          "row group '" + rowGroup + "' has no input yet, expected one declared before");
    }
    return known;
  }

  /**
   * Applies a model to a batch in training mode. A model may be applied several times; states such
   * as running means carry over from one application to the next.
   *
   * @param x [rows, ...], where the rest is the model's {@link Model#sampleShape}
   * @throws CotangentException if the model does not belong to the objective
   */
  public Tensor apply(Model model, Tensor x) {
    return model.forward(x, context.forModel(name(model)));
  }

  /**
   * Applies a model to several inputs in training mode.
   *
   * @param x the model's {@link Model#inputs} by name, in any order
   * @throws CotangentException if the model does not belong to the objective, or an input is
   *     missing or unknown
   */
  public Tensors apply(Model model, Tensors x) {
    return model.forward(x, context.forModel(name(model)));
  }

  /** Like {@link #inference(Model, Tensor)}, for several inputs. */
  public Tensors inference(Model model, Tensors x) {
    return model.forward(x, context.forModelInInference(name(model)));
  }

  /**
   * Declares an input for each input of a model, with the same names.
   *
   * @throws CotangentException if the batch has no such array, or its length does not fit
   */
  public Tensors inputs(Model model) {
    Signature ports = model.inputs();
    List<Tensor> all = new ArrayList<>();
    for (String name : ports.names()) {
      all.add(input(name, ports.port(name).dtype(), ports.port(name).sample(), USUAL));
    }
    return Tensors.of(ports, all.toArray(Tensor[]::new));
  }

  /**
   * Applies a model in inference mode: dropout is off and batch norm uses its running statistics.
   * Gradients flow to its weights as in {@link #apply}, unless they are frozen.
   */
  public Tensor inference(Model model, Tensor x) {
    return model.forward(x, context.forModelInInference(name(model)));
  }

  /**
   * A parameter of a model, for example for a penalty on a weight.
   *
   * @throws CotangentException if there is no parameter of that name, or the model does not belong
   *     to the objective
   */
  public Tensor parameter(Model model, String name) {
    name(model);
    return context.read(model.parameter(name));
  }

  private String name(Model model) {
    int index = models.index(Given.of("objective: the model", model));
    if (index < 0) {
      throw new CotangentException(
          "the objective applies a model that it does not contain: "
              + model
              + "; add it with Objective.model");
    }
    Model owner = models.list().get(index);
    if (owner != model && !owner.parameters().containsAll(model.parameters())) {
      throw new CotangentException(
          "the objective contains "
              + owner
              + ", which lacks parameters of a model that it applies: "
              + model
              + "; pass the model that has all of them");
    }
    return models.names().get(index);
  }

  /**
   * The context for the objective's own random draws, such as {@code f.context().normal("z",
   * shape)}, and for layers outside a model.
   */
  public ForwardContext context() {
    return context;
  }

  /** Adds the mean of these terms, of any shape, to the loss to minimize. */
  public void part(String name, Tensor terms) {
    part(name, terms, 1);
  }

  /**
   * Adds the mean of these terms times a factor to the loss to minimize.
   *
   * @param name a name different from the other parts'
   * @throws CotangentException if a part has that name already, or the factor is not finite
   */
  public void part(String name, Tensor terms, double factor) {
    part(name, LossTerms.of(terms), factor);
  }

  /**
   * Adds a weighted mean of terms, such as those of a {@link dev.cotangent.core.loss.Loss}, times a
   * factor. The weights may depend on the batch, but not on parameters.
   */
  public void part(String name, LossTerms terms, double factor) {
    Given.of("objective: the name of a part", name);
    Given.of("objective: part '" + name + "'", terms);
    if (!Double.isFinite(factor)) {
      throw new CotangentException(
          "objective: the factor of part '"
              + name
              + "' is "
              + factor
              + ", expected a finite number");
    }
    if (parts.putIfAbsent(name, new Part(name, terms, factor)) != null) {
      throw new CotangentException(
          "objective: two parts have the name '" + name + "', expected unique names");
    }
  }

  /**
   * Names a tensor that {@link TrainStep#output} reads after a step and that {@linkplain
   * dev.cotangent.training.metric.OutputMetric metrics} may use.
   *
   * @throws CotangentException if an output has that name already
   */
  public void output(String name, Tensor value) {
    Given.of("objective: the name of an output", name);
    if (outputs.putIfAbsent(name, Given.of("objective: output '" + name + "'", value)) != null) {
      throw new CotangentException(
          "objective: two outputs have the name '" + name + "', expected unique names");
    }
  }

  /** The context of the whole plan. */
  public PlanContext plan() {
    return context;
  }

  /**
   * The terms of the loss to minimize, in order.
   *
   * @throws CotangentException if there is none
   */
  public List<Part> parts() {
    if (parts.isEmpty()) {
      throw new CotangentException(
          "the objective has no part; add at least one term of the loss with Forward.part");
    }
    return new ArrayList<>(parts.values());
  }

  /** The named outputs. */
  public Map<String, Tensor> outputs() {
    return Collections.unmodifiableMap(outputs);
  }

  /** All inputs by name. */
  public Map<String, Tensor> inputs() {
    return Collections.unmodifiableMap(inputs);
  }

  /** Rows of the unnamed group, otherwise of the first group. */
  public int countedRows() {
    return rows.getOrDefault(USUAL, rows.values().stream().findFirst().orElse(1));
  }

  /** Checks that each array of the batch is an input; an objective may leave targets unused. */
  void checkInputs() {
    for (int i = 0; i < batch.size(); i++) {
      String name = batch.name(i);
      if (!inputs.containsKey(name)
          && !BatchNames.isTarget(name)
          && !batch.isOptional(i, inputs.keySet())) {
        throw new CotangentException(
            "the batch has an array '"
                + batch.name(i)
                + "', but the objective has no such input, expected one of "
                + inputs.keySet());
      }
    }
  }
}
