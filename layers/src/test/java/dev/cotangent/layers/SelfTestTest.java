package dev.cotangent.layers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cotangent.core.DType;
import dev.cotangent.core.Numerics;
import dev.cotangent.core.Shape;
import dev.cotangent.core.graph.Cotangents;
import dev.cotangent.core.graph.Tensor;
import dev.cotangent.core.io.Checksum;
import dev.cotangent.core.io.Safetensors;
import dev.cotangent.core.io.SafetensorsFile;
import dev.cotangent.core.kernel.Kernels;
import dev.cotangent.core.model.Model;
import dev.cotangent.core.model.Published;
import dev.cotangent.core.model.SelfTest;
import dev.cotangent.core.model.SelfTest.Outcome;
import dev.cotangent.core.model.SelfTestException;
import dev.cotangent.core.op.UnaryOp;
import dev.cotangent.core.registry.Registry;
import dev.cotangent.core.spi.Signature;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SelfTestTest {

  private static final String KEY = "cotangent.self_test";

  private final Registry registry = Registry.standard();
  private final Model model =
      Sequential.of(Dense.of(40), Activate.with("tanh"), Dense.of(3)).build(Shape.of(20), 7);
  private final Path file;

  SelfTestTest(@TempDir Path directory) {
    this.file = directory.resolve("model.safetensors");
  }

  private Model loaded() throws IOException {
    return Model.load(file, registry);
  }

  private Model saved(Model model) throws IOException {
    model.save(file);
    return loaded();
  }

  @Test
  void passesAsLongAsTheParametersAreThoseSaved() throws IOException {
    Model loaded = saved(model);
    SelfTest result = loaded.predictor().selfTest();
    assertThat(result.outcome()).isEqualTo(Outcome.PASSED);
    assertThat(result.message())
        .startsWith("all outputs have the saved bits on portable kernels, ")
        .endsWith(System.getProperty("os.arch"));
    assertThat(result).hasToString("PASSED: " + result.message());
    assertThat(loaded.predictor(Tensor::softmax).selfTest().orThrow().isPassed()).isTrue();
    assertThat(loaded.copy().live().selfTest().isPassed()).isTrue();
    assertThat(loaded.withMetadata(Map.of("a", "b")).predictor().selfTest().isPassed()).isTrue();
  }

  @Test
  void passesOnVectorKernels() throws IOException {
    SelfTest result = saved(model).predictor(registry.kernels("vector")).selfTest();
    assertThat(result.orThrow().isPassed()).isTrue();
    assertThat(result.message()).contains(" on vector kernels, ");
  }

  @Test
  void passesForNamedInputsImagesAndSequences() throws IOException {
    Model towers =
        Graph.of(
                g -> {
                  GraphNode town = g.apply("towns", Embedding.of(5, 2), g.input("town"));
                  GraphNode both = g.apply("both", Concat.last(), g.input("numbers"), town);
                  g.output("class", g.apply("class", Dense.of(3), both));
                  g.output("price", g.apply("price", Dense.of(1), both));
                })
            .build(Signature.of("numbers", Shape.of(2)).and("town", DType.I32, Shape.scalar()), 7);
    Model images =
        Sequential.of(Conv2d.of(4, 3), new BatchNorm2d(), MaxPool2d.of(2))
            .build(Shape.of(1, 12, 12), 1);
    Model sequences =
        Sequential.of(Lstm.of(7), Dropout.of(0.5), Dense.of(2)).build(Shape.of(5, 3), 1);
    for (Model each : List.of(towers, images, sequences)) {
      assertThat(saved(each).predictor().selfTest().orThrow().isPassed()).isTrue();
    }
  }

  @Test
  void samplesThatDependOnEachOtherAreTestedAlone() throws IOException {
    Lambda centred = Lambda.of("centred", x -> x.sub(x.mean(List.of(0), true)));
    Registry known = registry.with(centred);
    Sequential.of(Dense.of(3), centred).build(Shape.of(2), 1, known).save(file);
    assertThat(Model.load(file, known).predictor().selfTest().orThrow().isPassed()).isTrue();
  }

  @Test
  void namesTheElementThatIsWrong() throws IOException {
    Kernels wrong = wrong(registry.kernels("portable"));
    SelfTest result = saved(model).predictor(wrong).selfTest();

    assertThat(result.outcome()).isEqualTo(Outcome.FAILED);
    assertThat(result.message())
        .matches(
            "output 'output', element 0: \\S+ \\(bits [0-9a-f]+\\), expected \\S+ \\(bits [0-9a-f]+\\)"
                + " on wrong kernels, .*");
    assertThatThrownBy(result::orThrow)
        .isInstanceOf(SelfTestException.class)
        .hasMessage("self-test: " + result.message());
  }

  /** Kernels whose products have a wrong first element. */
  private static Kernels wrong(Kernels right) {
    return (Kernels)
        Proxy.newProxyInstance(
            Kernels.class.getClassLoader(),
            new Class<?>[] {Kernels.class},
            (self, method, arguments) -> {
              if (method.getName().equals("id")) {
                return "wrong";
              }
              try {
                return method.invoke(right, arguments);
              } catch (InvocationTargetException e) {
                throw Objects.requireNonNull(e.getCause());
              } finally {
                if (method.getName().startsWith("matmul")) {
                  spoil(arguments);
                }
              }
            });
  }

  private static void spoil(Object[] arguments) {
    for (int i = arguments.length - 1; i >= 0; i--) {
      if (arguments[i] instanceof float[] result && arguments[i + 1] instanceof Integer offset) {
        result[offset] += 1;
        return;
      }
    }
  }

  @Test
  void doesNotCompareOtherParameters() throws IOException {
    Model loaded = saved(model);
    Published published = loaded.published();
    loaded.store().write(loaded.parameter("2.bias"), 1, 2, 3);
    assertThat(loaded.predictor().selfTest())
        .isEqualTo(
            new SelfTest(
                Outcome.NOT_COMPARED,
                "not compared: the parameters are not those that were saved"));
    assertThat(published.predictor().selfTest().isPassed()).isTrue();
    published.publish();
    assertThat(published.predictor().selfTest().outcome()).isEqualTo(Outcome.NOT_COMPARED);
    assertThat(saved(loaded).predictor().selfTest().isPassed()).isTrue();
  }

  @Test
  void saysWhyNothingIsCompared() throws IOException {
    assertThat(model.predictor().selfTest().message()).contains("was not loaded from a file");
    model.save(file);
    for (UnaryOperator<String> change :
        List.<UnaryOperator<String>>of(text -> "", text -> "{}", text -> text + " 1")) {
      change(change);
      SelfTest result = loaded().predictor().selfTest();
      assertThat(result.orThrow().outcome()).isEqualTo(Outcome.NOT_COMPARED);
      model.save(file);
    }
    change(text -> text.replaceFirst("^" + Numerics.VERSION, "1"));
    assertThat(loaded().predictor().selfTest().message())
        .isEqualTo("not compared: the file has numerics version 1, this is another one");
    change(text -> text.replaceFirst("^1", "" + Numerics.VERSION).replaceFirst("..$", "xx"));
    assertThat(loaded().predictor().selfTest().outcome()).isEqualTo(Outcome.FAILED);
  }

  private void change(UnaryOperator<String> change) throws IOException {
    SafetensorsFile content = Safetensors.read(file);
    Map<String, String> metadata = new TreeMap<>(content.metadata());
    metadata.computeIfPresent(KEY, (key, text) -> change.apply(text));
    Safetensors.write(file, Checksum.addTo(SafetensorsFile.of(metadata, content.tensors())));
  }

  @Test
  void aModelThatFailsInInferenceIsSavedWithoutATest() throws IOException {
    Lambda failing = Lambda.of("failing", new Failing()::on);
    Registry known = registry.with(failing);
    Sequential.of(Dense.of(3), failing).build(Shape.of(2), 1, known).save(file);
    assertThat(Safetensors.read(file).metadata()).doesNotContainKey(KEY);
    assertThat(Model.load(file, known).predictor().selfTest().message())
        .contains("from one without a self-test; saving the model adds one");
  }

  private record Failing() implements UnaryOp {

    @Override
    public String id() {
      return "failing";
    }

    @Override
    public double value(double x) {
      throw new IllegalStateException("never computes");
    }

    @Override
    public void vjp(Tensor y, Tensor upstream, Cotangents cotangents) {
      cotangents.add(0, upstream);
    }
  }

  @Test
  void anInterruptDoesNotCostTheTest() throws IOException {
    Thread.currentThread().interrupt();
    model.save(file);
    assertThat(Thread.interrupted()).isTrue();
    assertThat(loaded().predictor().selfTest().isPassed()).isTrue();
  }

  @Test
  void theFileHasTheSameBytesEachTime(@TempDir Path directory) throws IOException {
    Path other = directory.resolve("other");
    model.save(file);
    loaded().save(other);
    assertThat(file).hasSameBinaryContentAs(other);
    assertThat(Objects.requireNonNull(Safetensors.read(file).metadata().get(KEY)).length())
        .isLessThan(200);
  }
}
