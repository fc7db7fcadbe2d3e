package dev.cotangent.testkit;

import dev.cotangent.core.DType;
import dev.cotangent.core.Shape;
import dev.cotangent.core.graph.Gradients;
import dev.cotangent.core.graph.Tensor;
import dev.cotangent.core.kernel.Kernels;
import dev.cotangent.core.model.Model;
import dev.cotangent.core.model.PlanContext;
import dev.cotangent.core.parameter.Parameter;
import dev.cotangent.core.plan.Plan;
import dev.cotangent.core.plan.Run;
import dev.cotangent.core.spi.IndexInput;
import dev.cotangent.core.spi.LayerSpec;
import dev.cotangent.core.spi.StateUpdate;
import java.util.ArrayList;
import java.util.List;

/** Runs a layer on a batch, in training or in inference. Not thread-safe. */
final class LayerRun {

  private static final float RATE = 0.05f;

  private final Model model;
  private final Run run;
  private final RecordedContext context;
  private final List<StateUpdate> updates;
  private final List<Parameter> weights;
  private final Shape output;
  private final int rows;

  LayerRun(Model model, int rows, boolean training, Kernels kernels) {
    this.model = model;
    this.rows = rows;
    PlanContext plain = training ? PlanContext.forTraining() : PlanContext.forInference();
    context = new RecordedContext(plain);
    Tensor x = Tensor.input("x", DType.F32, model.sampleShape().prepend(rows));
    Tensor y = model.forward(x, context);
    output = y.shape();
    updates = plain.updates();
    weights = model.parameters().stream().filter(Parameter::trainable).toList();
    List<Tensor> outputs = new ArrayList<>(List.of(y));
    updates.forEach(update -> outputs.add(update.value()));
    outputs.addAll(gradients(x, y, plain));
    run = Plan.compile(outputs, kernels).newRun(model.store());
    Draw draw = new Draw(model.seed(), "cotangent");
    feed("c", Draw.floats(draw.doubles(output.size(), 1)));
  }

  private List<Tensor> gradients(Tensor x, Tensor y, PlanContext plain) {
    List<Tensor> leaves = new ArrayList<>(List.of(x));
    weights.forEach(weight -> leaves.add(plain.read(weight)));
    Gradients found = Gradients.of(y, Tensor.input("c", DType.F32, y.shape()), leaves);
    return leaves.stream()
        .map(leaf -> found.find(leaf).orElseGet(() -> Tensor.full(leaf.type(), 0)))
        .toList();
  }

  private void feed(String name, float[] values) {
    if (run.hasInput(name)) {
      run.feed(name, values, 0);
    }
  }

  private void feed(String name, int... values) {
    if (run.hasInput(name)) {
      run.feed(name, values, 0);
    }
  }

  /** Runs forward and backward. */
  LayerRun execute(float[] input, long step, int firstRow) {
    feed("x", input);
    feed(PlanContext.SEED, 7, 0);
    feed(PlanContext.STEP, (int) step, (int) (step >>> 32));
    feed(PlanContext.ROW, firstRow);
    run.execute();
    return this;
  }

  /** Random rows; row {@code first} is the same in each batch. */
  float[] input(String purpose, double deviation, double mean, int first) {
    int size = model.sampleShape().size();
    double[] all = new Draw(model.seed(), purpose).doubles((first + rows) * size, deviation);
    float[] values = new float[rows * size];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) (mean + all[first * size + i]);
      if (inner() instanceof IndexInput indexed) {
        values[i] = (first * size + i) % indexed.indices();
      }
    }
    return values;
  }

  private LayerSpec inner() {
    return model.spec() instanceof Twice twice ? twice.spec() : model.spec();
  }

  /** The context, which has recorded the layer's requests. */
  RecordedContext context() {
    return context;
  }

  /** The output of the last run. */
  double[] output() {
    return run.read(0);
  }

  /** The new values of the states, and the gradients by the input and by each weight. */
  List<double[]> others() {
    List<double[]> others = new ArrayList<>();
    for (int i = 1; i <= updates.size() + 1 + weights.size(); i++) {
      others.add(run.read(i));
    }
    return others;
  }

  /** The gradient of a weight. */
  double[] gradient(int weight) {
    return run.read(2 + updates.size() + weight);
  }

  /** The weights, in the order of their gradients. */
  List<Parameter> weights() {
    return weights;
  }

  /** Whether the layer updates states. */
  boolean updatesStates() {
    return !updates.isEmpty();
  }

  /** Sets the states to their new values. */
  void updateStates() {
    writeStates(newStates());
  }

  /** The new values of the states that are updated. */
  List<float[]> newStates() {
    List<float[]> values = new ArrayList<>();
    for (int i = 0; i < updates.size(); i++) {
      values.add(Draw.floats(run.read(1 + i)));
    }
    return values;
  }

  /** Sets the states that are updated to other values. */
  void writeStates(List<float[]> values) {
    for (int i = 0; i < updates.size(); i++) {
      model.store().write(updates.get(i).state(), values.get(i));
    }
  }

  /** Takes a gradient descent step. */
  void descend() {
    for (int i = 0; i < weights.size(); i++) {
      float[] values = model.store().read(weights.get(i));
      double[] gradient = gradient(i);
      for (int j = 0; j < values.length; j++) {
        values[j] -= RATE * (float) gradient[j];
      }
      model.store().write(weights.get(i), values);
    }
  }
}
