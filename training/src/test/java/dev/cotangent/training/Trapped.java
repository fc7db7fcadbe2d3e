package dev.cotangent.training;

import dev.cotangent.core.DType;
import dev.cotangent.core.Shape;
import dev.cotangent.core.TensorType;
import dev.cotangent.core.graph.Cotangents;
import dev.cotangent.core.graph.Op;
import dev.cotangent.core.graph.Tensor;
import dev.cotangent.core.graph.Values;
import dev.cotangent.core.loss.CrossEntropy;
import dev.cotangent.core.loss.LossTerms;
import dev.cotangent.core.metric.Metric;
import dev.cotangent.core.metric.MetricBatch;
import dev.cotangent.core.metric.MetricInput;
import dev.cotangent.core.metric.MetricState;
import dev.cotangent.core.model.Model;
import dev.cotangent.core.optimizer.Optimizer;
import dev.cotangent.core.optimizer.ParameterSlice;
import dev.cotangent.core.optimizer.Schedule;
import dev.cotangent.core.spi.Activation;
import dev.cotangent.core.spi.Attributes;
import dev.cotangent.layers.Activate;
import dev.cotangent.layers.BatchNorm1d;
import dev.cotangent.layers.Dense;
import dev.cotangent.layers.Dropout;
import dev.cotangent.layers.Sequential;
import dev.cotangent.training.Trap.Place;
import dev.cotangent.training.callback.Callback;
import dev.cotangent.training.callback.StepResult;
import dev.cotangent.training.data.Dataset;
import dev.cotangent.training.data.SampleSource;
import dev.cotangent.training.result.EpochResult;
import java.util.List;
import java.util.Map;

/** A training all of whose parts are foreign code with a trap in it. */
final class Trapped {

  static final int ROWS = 40;
  static final int BATCH = 11;

  private static final Dataset BLOBS = Fixtures.blobs(ROWS, 1);

  private Trapped() {}

  static Model model(Trap trap) {
    return Sequential.of(
            Dense.of(120),
            new BatchNorm1d(),
            new Rogue(
                x -> {
                  trap.at(Place.LAYER);
                  return new TrappedOp(trap, Place.FORWARD).on(x);
                }),
            Activate.with("trapped"),
            Dropout.of(0.2),
            Dense.of(Fixtures.CLASSES))
        .build(Shape.of(Fixtures.FEATURES), 3, Fixtures.REGISTRY.with(new TrappedActivation(trap)));
  }

  static Dataset data(Trap trap) {
    int[] labels = new int[ROWS];
    for (int row = 0; row < ROWS; row++) {
      labels[row] = BLOBS.label(row);
    }
    SampleSource source =
        (row, into, offset) -> {
          trap.at(Place.SOURCE);
          BLOBS.copyFeatures(row, into, offset);
        };
    return Dataset.classification(
        Shape.of(Fixtures.FEATURES), source, labels, List.of("red", "green", "blue"));
  }

  /** Identity. */
  private record TrappedOp(Trap trap, Place place) implements Op {

    @Override
    public String id() {
      return "trapped_op";
    }

    @Override
    public TensorType infer(List<TensorType> inputs) {
      return inputs.get(0);
    }

    @Override
    public void reference(List<Values> inputs, Values output) {
      trap.at(place);
      double[] x = inputs.get(0).data();
      for (int i = 0; i < x.length; i++) {
        output.set(i, x[i]);
      }
    }

    @Override
    public void vjp(Tensor y, Tensor upstream, Cotangents cotangents) {
      trap.at(Place.VJP);
      cotangents.add(0, new TrappedOp(trap, Place.BACKWARD).on(upstream));
    }
  }

  private record TrappedActivation(Trap trap) implements Activation {

    @Override
    public String id() {
      return "trapped";
    }

    @Override
    public Tensor apply(Tensor x) {
      trap.at(Place.ACTIVATION);
      return x.tanh();
    }
  }

  /** Cross entropy. */
  record Loss(Trap trap) implements dev.cotangent.core.loss.Loss {

    @Override
    public String id() {
      return "trapped_loss";
    }

    @Override
    public LossTerms terms(Tensor prediction, Tensor target) {
      trap.at(Place.LOSS);
      Tensor seen = new TrappedOp(trap, Place.LOSS_OP).on(prediction);
      return CrossEntropy.ofClassIndices().terms(seen, target);
    }

    @Override
    public DType targetType() {
      return DType.I32;
    }

    @Override
    public Shape targetShape(Shape prediction) {
      return prediction.without(-1);
    }
  }

  /** Momentum, element by element, so that an update can fail half way. */
  record Rule(Trap trap) implements Optimizer {

    @Override
    public String id() {
      return "trapped_rule";
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
    public int slots() {
      return 1;
    }

    @Override
    public int scalars() {
      return 1;
    }

    @Override
    public void prepare(long step, double[] scalars) {
      trap.at(Place.PREPARE);
      scalars[0] = 0.9;
    }

    @Override
    public void update(ParameterSlice slice) {
      trap.at(Place.UPDATE_FIRST);
      for (int i = slice.from; i < slice.to; i++) {
        if (i == slice.from + (slice.to - slice.from) / 2) {
          trap.at(Place.UPDATE_MIDDLE);
        }
        float[] momentum = slice.slots[0];
        momentum[i] = (float) (slice.scalars[0] * momentum[i] + slice.gradients[i]);
        slice.values[i] -= (float) (slice.learningRate * momentum[i]);
      }
    }
  }

  /** A rate that falls. */
  record Falling(Trap trap) implements Schedule {

    @Override
    public String id() {
      return "trapped_schedule";
    }

    @Override
    public double learningRate(double base, long step) {
      trap.at(Place.SCHEDULE);
      return base / (1 + step);
    }
  }

  /** The first output. */
  record FirstOutput(Trap trap) implements Metric {

    @Override
    public String id() {
      return "trapped_metric";
    }

    @Override
    public MetricState start(MetricInput input) {
      return new First(trap, new float[1]);
    }
  }

  @SuppressWarnings("ArrayRecordComponent") // never compared
  private record First(Trap trap, float[] output) implements MetricState {

    @Override
    public void add(MetricBatch batch) {
      trap.at(Place.METRIC);
      output[0] = batch.output(0);
    }

    @Override
    public void merge(MetricState later) {
      output[0] = ((First) later).output[0];
    }

    @Override
    public double compute() {
      return output[0];
    }
  }

  /** Listens. */
  record Listener(Trap trap) implements Callback {

    @Override
    public void onStart(Model model) {
      trap.at(Place.ON_START);
    }

    @Override
    public void onStep(StepResult result) {
      trap.at(Place.ON_STEP);
    }

    @Override
    public void onEpochEnd(EpochResult result) {
      trap.at(Place.ON_EPOCH_END);
    }

    @Override
    public boolean shouldStop() {
      trap.at(Place.SHOULD_STOP);
      return false;
    }

    @Override
    public double rateScale() {
      trap.at(Place.RATE_SCALE);
      return 1;
    }

    @Override
    public String id() {
      trap.at(Place.ID);
      return "trapped_callback";
    }

    @Override
    public Attributes attributes() {
      trap.at(Place.ATTRIBUTES);
      return Attributes.none();
    }

    @Override
    public Map<String, double[]> memory() {
      trap.at(Place.MEMORY);
      return Map.of("memory", new double[] {1});
    }

    @Override
    public void onEnd() {
      trap.at(Place.ON_END);
    }
  }
}
