package dev.cotangent.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cotangent.core.CotangentException;
import dev.cotangent.core.DType;
import dev.cotangent.core.Shape;
import dev.cotangent.core.ShapeException;
import dev.cotangent.core.graph.Tensor;
import dev.cotangent.core.loss.CrossEntropy;
import dev.cotangent.core.loss.Loss;
import dev.cotangent.core.loss.LossTerms;
import dev.cotangent.core.metric.Metric;
import dev.cotangent.core.metric.MetricBatch;
import dev.cotangent.core.metric.MetricInput;
import dev.cotangent.core.metric.MetricState;
import dev.cotangent.core.model.Model;
import dev.cotangent.core.parameter.Initializer;
import dev.cotangent.core.random.RandomStream;
import dev.cotangent.core.registry.Registry;
import dev.cotangent.core.spi.Activation;
import dev.cotangent.core.spi.Attributes;
import dev.cotangent.core.spi.ForwardContext;
import dev.cotangent.core.spi.Layer;
import dev.cotangent.core.spi.LayerSpec;
import dev.cotangent.core.spi.Scope;
import dev.cotangent.layers.Activate;
import dev.cotangent.layers.Dense;
import dev.cotangent.layers.Lambda;
import dev.cotangent.layers.Residual;
import dev.cotangent.layers.Sequential;
import dev.cotangent.optim.Sgd;
import dev.cotangent.training.data.Dataset;
import dev.cotangent.training.metric.Accuracy;
import dev.cotangent.training.result.Evaluation;
import java.util.function.ToDoubleFunction;
import java.util.function.UnaryOperator;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

/** Whatever user code does wrong, the error names the layer, activation, loss or function. */
class NamedErrorsTest {

  private static final Dataset BLOBS = Fixtures.blobs(20, 1);

  /** A layer that is wrong where it is told to be. */
  record Wrong(String where, UnaryOperator<Tensor> code) implements LayerSpec {

    @Override
    public String id() {
      return "wrong_layer";
    }

    @Override
    public Attributes attributes() {
      return Attributes.none();
    }

    @Override
    public Wrong with(Attributes attributes) {
      return this;
    }

    @Override
    public Layer build(Shape input, Scope scope) {
      if (where.equals("build")) {
        assertThat(code.apply(Tensor.input("x", DType.F32, input.prepend(1)))).isNotNull();
      }
      if (where.equals("initializer")) {
        scope.parameter("w", Shape.of(2), new Failing());
      }
      return new Layer() {
        @Override
        public Shape outputShape() {
          return input;
        }

        @Override
        public Tensor forward(Tensor x, ForwardContext context) {
          return where.equals("forward") ? code.apply(x) : x;
        }
      };
    }
  }

  /** An initializer that throws. */
  record Failing() implements Initializer {
    @Override
    public String id() {
      return "failing";
    }

    @Override
    public void fill(float[] target, Shape shape, RandomStream stream) {
      throw new IllegalStateException("mine");
    }
  }

  /** An activation of a wrong shape. */
  record WrongActivation() implements Activation {
    @Override
    public String id() {
      return "wrong_activation";
    }

    @Override
    public Tensor apply(Tensor x) {
      return x.matmul(x);
    }
  }

  /** A loss whose code is given. */
  record WrongLoss(boolean inTerms) implements Loss {
    @Override
    public String id() {
      return "wrong_loss";
    }

    @Override
    public LossTerms terms(Tensor prediction, Tensor target) {
      return LossTerms.of(inTerms ? prediction.matmul(prediction) : prediction);
    }

    @Override
    public DType targetType() {
      return DType.I32;
    }

    @Override
    public Shape targetShape(Shape prediction) {
      return inTerms ? prediction.without(-1) : prediction.without(7);
    }
  }

  private static Model model(LayerSpec... layers) {
    Registry registry = Fixtures.REGISTRY.with(new WrongActivation());
    return Sequential.of(Dense.of(3), Sequential.of(layers)).build(Shape.of(10), 1, registry);
  }

  private static Trainer trainer(Model model) {
    return Trainer.of(model).loss(CrossEntropy.ofClassIndices()).optimizer(Sgd.of(0.1)).workers(1);
  }

  private static void assertNamed(ThrowingCallable code, String... words) {
    assertThatThrownBy(code)
        .isInstanceOf(CotangentException.class)
        .hasMessageContainingAll(words)
        .extracting(Throwable::getMessage)
        .asString()
        .doesNotContain("sequential");
  }

  @Test
  void layers() {
    UnaryOperator<Tensor> shape = x -> x.matmul(x);
    for (String where : new String[] {"build", "forward"}) {
      Wrong wrong = new Wrong(where, shape);
      assertNamed(
          () -> model(wrong).predictor(),
          "wrong_layer",
          "NamedErrorsTest$Wrong",
          "'1.0'",
          "matmul");
      assertNamed(
          () -> model(new Residual(wrong)).predictor(), "wrong_layer", "'1.0.layer'", "matmul");
    }
    Model built = model(new Wrong("forward", shape));
    assertNamed(() -> trainer(built).fit(BLOBS, 1), "wrong_layer", "'1.0'", "matmul");
    assertNamed(
        () -> model(new Wrong("initializer", shape)), "1.0.w", "Failing", "IllegalStateException");
    assertNamed(
        () -> model(new Wrong("build", x -> x.mul(Tensor.f64(Shape.of(3), 0.5, 1, 2)))),
        "wrong_layer",
        ", expected one type");
  }

  @Test
  void ourOwnLayersNameTheirPlaceOnce() {
    assertThatThrownBy(() -> model(dev.cotangent.layers.Conv2d.of(4, 3)))
        .isInstanceOf(ShapeException.class)
        .hasMessageStartingWith("conv2d '1.0'");
  }

  @Test
  void lambdas() {
    assertNamed(
        () -> model(Lambda.of("half", x -> x.matmul(x))), "lambda 'half' at '1.0'", "matmul");
    assertNamed(
        () ->
            model(
                Lambda.of(
                    "thrower",
                    x -> {
                      throw new IllegalStateException("mine");
                    })),
        "lambda 'thrower' at '1.0'",
        "IllegalStateException: mine");
    // right for one row, as it is built, and wrong for a batch
    Lambda later =
        Lambda.of(
            "later", x -> x.matmul(Tensor.full(x.type(), 1).transpose()).reshape(Shape.of(1, 1)));
    assertNamed(
        () -> trainer(model(later, Dense.of(3))).fit(BLOBS, 1),
        "lambda 'later' at '1.0'",
        "reshape");
  }

  @Test
  void activations() {
    assertNamed(
        () -> model(Activate.with("wrong_activation")),
        "wrong_activation",
        "NamedErrorsTest$WrongActivation",
        "matmul");
  }

  @Test
  void losses() {
    Model model = model();
    assertNamed(
        () -> trainer(model).loss(new WrongLoss(true)).fit(BLOBS, 1),
        "loss 'wrong_loss'",
        "terms",
        "matmul");
    assertNamed(
        () -> trainer(model).loss(new WrongLoss(false)).fit(BLOBS, 1),
        "loss 'wrong_loss'",
        "targetShape");
  }

  /** A metric whose code is given. */
  record Own(String id, ToDoubleFunction<MetricBatch> code) implements Metric {
    @Override
    public MetricState start(MetricInput input) {
      return new Last(code, new double[1]);
    }

    @SuppressWarnings("ArrayRecordComponent") // never compared
    private record Last(ToDoubleFunction<MetricBatch> code, double[] found) implements MetricState {
      @Override
      public void add(MetricBatch batch) {
        found[0] = code.applyAsDouble(batch);
      }

      @Override
      public void merge(MetricState later) {
        found[0] = later.compute();
      }

      @Override
      public double compute() {
        return found[0];
      }
    }
  }

  @Test
  void metrics() {
    Own failing =
        new Own(
            "own_metric",
            data -> {
              throw new IllegalStateException("mine");
            });
    assertNamed(
        () -> trainer(model()).validation(BLOBS).metrics(failing).fit(BLOBS, 1),
        "metric 'own_metric'",
        "IllegalStateException: mine");
    Metric wrongKind = Metric.mean("own_metric", (output, target) -> output);
    assertNamed(
        () -> trainer(model()).validation(BLOBS).metrics(wrongKind).fit(BLOBS, 1),
        "own_metric",
        "expected numbers");
  }

  @Test
  void anOwnMetricTakesThePlaceOfTheUsualOneAndOfNoOther() {
    Own accuracy = new Own("accuracy", data -> 0.25);
    Evaluation last =
        trainer(model())
            .validation(BLOBS)
            .metrics(accuracy)
            .fit(BLOBS, 1)
            .last()
            .validation()
            .orElseThrow();
    assertThat(last.metrics()).containsEntry("accuracy", 0.25);
    assertNamed(
        () -> trainer(model()).metrics(accuracy, new Accuracy()),
        "two metrics have the name 'accuracy'",
        "Own",
        "dev.cotangent.training.metric.Accuracy");
  }
}
