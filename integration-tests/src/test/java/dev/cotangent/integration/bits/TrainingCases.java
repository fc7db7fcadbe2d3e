package dev.cotangent.integration.bits;

import dev.cotangent.core.DType;
import dev.cotangent.core.Shape;
import dev.cotangent.core.kernel.Kernels;
import dev.cotangent.core.loss.Loss;
import dev.cotangent.core.loss.MeanSquaredError;
import dev.cotangent.core.model.Model;
import dev.cotangent.core.parameter.Parameter;
import dev.cotangent.core.registry.Registry;
import dev.cotangent.core.spi.IndexInput;
import dev.cotangent.core.spi.Interval;
import dev.cotangent.core.spi.LayerSpec;
import dev.cotangent.layers.Activate;
import dev.cotangent.layers.Dense;
import dev.cotangent.layers.RmsNorm;
import dev.cotangent.layers.Sequential;
import dev.cotangent.optim.Sgd;
import dev.cotangent.training.Trainer;
import dev.cotangent.training.data.Dataset;
import dev.cotangent.training.result.History;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.UnaryOperator;

/** A few steps of training with every activation, layer, loss, optimizer and schedule. */
final class TrainingCases {

  private static final int ROWS = 20;
  private static final int BATCH = 8;
  private static final int EPOCHS = 2;
  private static final int STEPS = EPOCHS * (1 + ROWS / BATCH);
  private static final Shape SAMPLE = Shape.of(5);
  private static final Loss LOSS = new MeanSquaredError();

  private final Registry registry;
  private final List<BitsCase> cases = new ArrayList<>();

  private TrainingCases(Registry registry) {
    this.registry = registry;
  }

  static List<BitsCase> all(Registry registry) {
    TrainingCases all = new TrainingCases(registry);
    for (String id : registry.activations()) {
      all.add("activation " + id, network(Activate.with(id), Dense.of(3)), SAMPLE, LOSS, same());
    }
    for (LayerRow row : PluginCases.layers(registry)) {
      String name = "layer " + row.spec() + " " + row.sample();
      all.add(name, withWeights(row, registry), row.sample(), LOSS, same());
    }
    for (Loss loss : PluginCases.losses(registry)) {
      all.add("loss " + loss, network(squash(loss.predictions())), SAMPLE, loss, same());
    }
    for (String id : registry.optimizers()) {
      all.add("optimizer " + id, with -> with.optimizer(registry.optimizer(id)));
    }
    for (String id : registry.schedules()) {
      all.add("schedule " + id, with -> with.schedule(registry.schedule(id).withHorizon(STEPS)));
    }
    all.add("clipping by norm", with -> with.clipGlobalNorm(0.1));
    all.add("clipping by value", with -> with.clipValue(0.01));
    all.add("accumulation", with -> with.accumulate(2));
    return all.cases;
  }

  private static UnaryOperator<Trainer> same() {
    return UnaryOperator.identity();
  }

  private static LayerSpec network(LayerSpec... last) {
    List<LayerSpec> layers = new ArrayList<>(List.of(Dense.of(6)));
    layers.addAll(Arrays.asList(last));
    return Sequential.of(layers.toArray(LayerSpec[]::new));
  }

  /** Variances stay above 0 and probabilities below 1, wherever that is where a loss is defined. */
  private static LayerSpec squash(Interval interval) {
    boolean unit = interval.from() <= 0 && interval.to() >= 1;
    return Activate.with(unit ? "sigmoid" : "softplus");
  }

  /** A layer without weights stands behind one that has some. */
  private static LayerSpec withWeights(LayerRow row, Registry registry) {
    boolean some =
        Model.build(row.spec(), row.sample(), 0, registry).parameters().stream()
            .anyMatch(Parameter::trainable);
    return some ? row.spec() : Sequential.of(new RmsNorm(), row.spec());
  }

  private void add(String name, UnaryOperator<Trainer> with) {
    add(name, network(Activate.with("tanh"), Dense.of(3)), SAMPLE, LOSS, with);
  }

  private void add(
      String name, LayerSpec spec, Shape sample, Loss loss, UnaryOperator<Trainer> with) {
    cases.add(
        BitsCase.on(
            "training " + name,
            (kernels, bits) ->
                train(Model.build(spec, sample, 3, registry), loss, with, kernels, bits)));
  }

  private static void train(
      Model model, Loss loss, UnaryOperator<Trainer> with, Kernels kernels, Bits bits) {
    Dataset data = data(model, loss);
    Trainer trainer =
        Trainer.of(model)
            .loss(loss)
            .optimizer(new Sgd().withLearningRate(0.05))
            .batch(BATCH)
            .workers(1)
            .kernels(kernels);
    History history = with.apply(trainer).fit(data, EPOCHS);
    bits.add(history.sha256());
    history.epochs().forEach(epoch -> bits.add(epoch.loss()));
    bits.add(model.predictor(kernels).predict(data.features(0)));
  }

  private static Dataset data(Model model, Loss loss) {
    Points points = new Points(6);
    Shape sample = model.sampleShape();
    float[] features = floats(points.draw(sample.prepend(ROWS), 1).toDoubles());
    if (model.spec() instanceof IndexInput indexed) {
      int[] indices = points.labels(features.length, indexed.indices());
      for (int i = 0; i < features.length; i++) {
        features[i] = indices[i];
      }
    }
    Shape output = model.outputShape();
    if (loss.targetType() == DType.I32) {
      int classes = output.dim(-1);
      return Dataset.classification(sample, features, points.labels(ROWS, classes), classes);
    }
    Shape target = loss.targetShape(output.prepend(ROWS));
    double[] drawn = points.draw(target, 1).toDoubles();
    double[] inside = Arrays.stream(drawn).map(loss.targets()::inside).toArray();
    return Dataset.regression(sample, features, target.slice(1, target.rank()), floats(inside));
  }

  private static float[] floats(double[] values) {
    float[] floats = new float[values.length];
    for (int i = 0; i < values.length; i++) {
      floats[i] = (float) values[i];
    }
    return floats;
  }
}
