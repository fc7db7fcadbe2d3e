package dev.cotangent.training;

import dev.cotangent.core.CotangentException;
import dev.cotangent.core.DType;
import dev.cotangent.core.Given;
import dev.cotangent.core.Shape;
import dev.cotangent.core.Tensor;
import dev.cotangent.core.loss.LossTerms;
import dev.cotangent.core.model.ForwardContext;
import dev.cotangent.core.model.Model;
import dev.cotangent.core.model.ModelContext;
import dev.cotangent.core.model.PlanContext;
import dev.cotangent.core.model.Signature;
import dev.cotangent.core.model.Tensors;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The forward pass of an {@link Objective} while it is defined: its inputs, its models and the
 * terms of the loss to minimize. For one definition and one thread.
 *
 * <p>Inputs have a batch axis before the shape of a sample. How long it is follows from the arrays
 * of the {@link Batch}; inputs of one <em>row group</em> are equally long, as are, unless a group
 * is named, all.
 */
public final class Forward {

  private static final String USUAL = "";

  private final Models models;
  private final StepBatch batch;
  private final PlanContext context;
  private final Map<String, Tensor> inputs = new LinkedHashMap<>();
  private final Map<String, Integer> rows = new LinkedHashMap<>();
  private final Map<String, Part> parts = new LinkedHashMap<>();
  private final Map<String, Tensor> outputs = new LinkedHashMap<>();

  Forward(Models models, StepBatch batch, PlanContext context) {
    this.models = models;
    this.batch = batch;
    this.context = context;
  }

  /**
   * The forward pass of an objective on a batch, for a step or an evaluation.
   *
   * @param context of training or of inference
   * @throws CotangentException if the batch does not fit the objective
   */
  static Forward of(Objective objective, StepBatch batch, PlanContext context) {
    Forward forward = new Forward(objective.models(), batch, context);
    objective.define(forward);
    forward.checkInputs();
    return forward;
  }

  /** As {@link #of}, in an evaluation. */
  static Forward forInference(Objective objective, StepBatch batch) {
    return of(objective, batch, PlanContext.forInference());
  }

  /**
   * An input of numbers, F32.
   *
   * @param name of the batch's array
   * @param sample the shape of one row
   * @return [rows, sample...]
   * @throws CotangentException if the batch has no such array, or one that is not made of such rows
   */
  public Tensor input(String name, Shape sample) {
    return input(name, DType.F32, sample, USUAL);
  }

  /** As {@link #input(String, Shape)}, with as many rows as other inputs of a group have. */
  public Tensor input(String name, Shape sample, String rowGroup) {
    return input(name, DType.F32, sample, rowGroup);
  }

  /** An input of whole numbers, I32, such as classes: {@code labels("class", Shape.scalar())}. */
  public Tensor labels(String name, Shape sample) {
    return input(name, DType.I32, sample, USUAL);
  }

  /** As {@link #labels(String, Shape)}, with as many rows as other inputs of a group have. */
  public Tensor labels(String name, Shape sample, String rowGroup) {
    return input(name, DType.I32, sample, rowGroup);
  }

  private Tensor input(String name, DType dtype, Shape sample, String rowGroup) {
    Given.of("objective: the name of an input", name);
    int array = batch.index(name);
    if (array < 0) {
      throw new CotangentException(
          "the objective has an input '" + name + "', but " + batch.describe() + " has none");
    }
    boolean numbers = batch.array(array) instanceof float[];
    if (numbers != (dtype == DType.F32)) {
      throw new CotangentException(
          "input '"
              + name
              + "' takes "
              + (numbers ? "int[]" : "float[]")
              + ", not what "
              + batch.describe()
              + " has");
    }
    int count = count(name, sample, batch.length(array), rowGroup);
    Tensor input = Tensor.input(name, dtype, sample.prepend(count));
    Tensor before = inputs.putIfAbsent(name, input);
    if (before != null && !before.type().equals(input.type())) {
      throw new CotangentException(
          "input '" + name + "' was " + before.type() + " before, and is " + input.type() + " now");
    }
    return before == null ? input : before;
  }

  private int count(String name, Shape sample, int length, String rowGroup) {
    if (sample.size() == 0 || length == 0 || length % sample.size() != 0) {
      throw new CotangentException(
          "input '"
              + name
              + "' is "
              + length
              + " numbers long, expected a multiple of "
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
              + " rows, where others have "
              + known
              + "; inputs of another number of rows need a row group of their own");
    }
    return count;
  }

  /** An input whose shape and type are those that something else demands. */
  void declare(String name, Tensor input) {
    inputs.put(name, input);
  }

  /** Weights of losses: one for each row, or one for each element. */
  Tensor weights(String name, Shape losses) {
    int each = batch.length(batch.index(name)) / rows();
    Tensor input = Tensor.input(name, DType.F32, new BatchForm(rows(), each).weightShape(losses));
    declare(name, input);
    return input;
  }

  /**
   * Whether the models are being trained, and not evaluated: false for the validation data of
   * {@link Trainer#fit}, of which dropout and the like are off in {@link #apply}, too.
   */
  public boolean training() {
    return context.training();
  }

  /** Whether the batch has an array for an input. */
  public boolean has(String name) {
    return batch.index(name) >= 0;
  }

  /**
   * The rows of the inputs so far that name no group.
   *
   * @throws CotangentException if there are none
   */
  public int rows() {
    return rows(USUAL);
  }

  /** The rows of the inputs of a group so far. */
  public int rows(String rowGroup) {
    Integer known = rows.get(rowGroup);
    if (known == null) {
      throw new CotangentException("no input of row group '" + rowGroup + "' was declared yet");
    }
    return known;
  }

  /**
   * A model's output for some samples, as it trains. A model may be applied as often as needed;
   * states such as running means go on from one time to the next.
   *
   * @param x [rows, ...], the rest being the model's {@link Model#sampleShape}
   * @throws CotangentException if the model is none of the objective's
   */
  public Tensor apply(Model model, Tensor x) {
    return model.forward(x, ModelContext.of(context, name(model)));
  }

  /**
   * A model's outputs for several inputs, as it trains.
   *
   * @param x the model's {@link Model#inputs} by name, in any order
   * @throws CotangentException if the model is none of the objective's, or an input is missing or
   *     unknown
   */
  public Tensors apply(Model model, Tensors x) {
    return model.forward(x, ModelContext.of(context, name(model)));
  }

  /** As {@link #inference(Model, Tensor)}, for several inputs. */
  public Tensors inference(Model model, Tensors x) {
    return model.forward(x, ModelContext.forInference(context, name(model)));
  }

  /**
   * An input for each of a model's, called as it calls them.
   *
   * @throws CotangentException if the batch has no such array, or one that is not made of such rows
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
   * A model's output as it predicts: dropout is at rest, and batch norms use what they remember.
   * Gradients flow to its weights as in {@link #apply}, unless they are frozen.
   */
  public Tensor inference(Model model, Tensor x) {
    return model.forward(x, ModelContext.forInference(context, name(model)));
  }

  /**
   * A parameter, as for a penalty on a weight.
   *
   * @throws CotangentException if there is none of that name, or the model is none of the
   *     objective's
   */
  public Tensor parameter(Model model, String name) {
    name(model);
    return context.read(model.parameter(name));
  }

  private String name(Model model) {
    int index = models.index(Given.of("objective: the model", model));
    if (index < 0) {
      throw new CotangentException(
          "the objective applies a model that it does not have: "
              + model
              + "; Objective.model"
              + " adds it");
    }
    Model owner = models.list().get(index);
    if (owner != model && !owner.parameters().containsAll(model.parameters())) {
      throw new CotangentException(
          "the objective has "
              + owner
              + ", which lacks parameters of a model that it applies: "
              + model
              + "; it takes the model that has all of them");
    }
    return models.names().get(index);
  }

  /**
   * For random draws of the objective's own, such as {@code f.context().normal("z", shape)}, and
   * for layers that are no model.
   */
  public ForwardContext context() {
    return context;
  }

  /** Adds the mean of some terms, of any shape, to the loss to minimize. */
  public void part(String name, Tensor terms) {
    part(name, terms, 1);
  }

  /**
   * Adds the mean of some terms, times a factor.
   *
   * @param name unlike those of the other parts
   * @throws CotangentException if there is one of that name, or the factor is not finite
   */
  public void part(String name, Tensor terms, double factor) {
    part(name, LossTerms.of(terms), factor);
  }

  /**
   * Adds a weighted mean of terms, such as those of a {@link dev.cotangent.core.loss.Loss}, times a
   * factor. The weights may depend on the batch, not on parameters.
   */
  public void part(String name, LossTerms terms, double factor) {
    Given.of("objective: the name of a part", name);
    Given.of("objective: part '" + name + "'", terms);
    if (!Double.isFinite(factor)) {
      throw new CotangentException(
          "objective: the factor of part '" + name + "' is " + factor + ", expected a finite one");
    }
    if (parts.putIfAbsent(name, new Part(name, terms, factor)) != null) {
      throw new CotangentException("objective: two parts have the name '" + name + "'");
    }
  }

  /**
   * Names a tensor that {@link TrainStep#output} reads after a step, and that {@linkplain
   * dev.cotangent.training.metric.OutputMetric metrics} look at.
   *
   * @throws CotangentException if there is one of that name
   */
  public void output(String name, Tensor value) {
    Given.of("objective: the name of an output", name);
    if (outputs.putIfAbsent(name, Given.of("objective: output '" + name + "'", value)) != null) {
      throw new CotangentException("objective: two outputs have the name '" + name + "'");
    }
  }

  /** The context of the whole plan. */
  PlanContext plan() {
    return context;
  }

  List<Part> parts() {
    if (parts.isEmpty()) {
      throw new CotangentException(
          "the objective has no part, expected at least one term of the loss, which Forward.part adds");
    }
    return new ArrayList<>(parts.values());
  }

  Map<String, Tensor> outputs() {
    return outputs;
  }

  /** All inputs by name. */
  Map<String, Tensor> inputs() {
    return inputs;
  }

  /** Rows of the usual group, or of the first one. */
  int countedRows() {
    return rows.getOrDefault(USUAL, rows.values().stream().findFirst().orElse(1));
  }

  /** Checks that each array of the batch is an input; not each objective looks at targets. */
  void checkInputs() {
    for (int i = 0; i < batch.size(); i++) {
      String name = batch.name(i);
      if (!inputs.containsKey(name)
          && !StepTensors.isTarget(name)
          && !batch.isOptional(i, inputs.keySet())) {
        throw new CotangentException(
            "the batch has an array '"
                + batch.name(i)
                + "', but the objective has no such input; it has "
                + inputs.keySet());
      }
    }
  }
}
