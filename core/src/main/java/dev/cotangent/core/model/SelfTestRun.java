package dev.cotangent.core.model;

import dev.cotangent.core.CotangentException;
import dev.cotangent.core.DType;
import dev.cotangent.core.Numerics;
import dev.cotangent.core.io.TensorEntry;
import dev.cotangent.core.json.JsonException;
import dev.cotangent.core.kernel.Kernels;
import dev.cotangent.core.parameter.Parameter;
import dev.cotangent.core.random.RandomStream;
import dev.cotangent.core.spi.Port;
import dev.cotangent.core.spi.Signature;
import dev.cotangent.core.work.Workers;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.function.UnaryOperator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The self-test of a model: its outputs for one sample, of random numbers for F32 inputs and of
 * zeros for I32 inputs, computed when the model is saved and again when the test runs. In a test,
 * the sample is predicted alone and, unless samples depend on each other, as each of a batch of
 * {@value #ROWS}, since both have kernels of their own.
 */
final class SelfTestRun {

  private static final Logger LOG = LoggerFactory.getLogger(Model.class);

  private static final int ROWS = 16;
  private static final String PATH = "cotangent/self_test";

  private final PredictionPlans plans;
  private final SavedAnswer expected;

  private SelfTestRun(PredictionPlans plans, SavedAnswer expected) {
    this.plans = plans;
    this.expected = expected;
  }

  /**
   * Computes the answer to save with a model; empty if the model fails in inference mode. An
   * interrupt does not abort it, and stays pending.
   */
  static Optional<SavedAnswer> answer(Model model, List<TensorEntry> parameters) {
    boolean interrupted = Thread.interrupted();
    try {
      PredictionGraph graph = PredictionGraph.of(model, UnaryOperator.identity());
      PredictorKernels kernels = PredictorKernels.always(model.registry().portable());
      PredictionPlans plans = new PredictionPlans(graph, model.store(), kernels, Workers.serial());
      return Optional.of(SavedAnswer.of(parameters, outputs(plans, 1)));
    } catch (Throwable failure) { // must not cost the model
      LOG.debug("The model is saved without a self-test: {}", CotangentException.describe(failure));
      return Optional.empty();
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private static float[][] outputs(PredictionPlans plans, int rows) {
    Signature ports = plans.graph().inputs();
    Object[] in = new Object[ports.size()];
    for (int i = 0; i < in.length; i++) {
      in[i] = sample(ports.port(i), i, rows);
    }
    Signature results = plans.graph().outputs();
    float[][] out = new float[results.size()][];
    for (int i = 0; i < out.length; i++) {
      out[i] = new float[rows * results.port(i).sample().size()];
    }
    plans.predict(in, out, rows);
    return out;
  }

  /** The same sample in each row. */
  private static Object sample(Port port, int input, int rows) {
    int size = port.sample().size();
    if (port.dtype() == DType.I32) {
      return new int[rows * size];
    }
    RandomStream random = RandomStream.of(input, PATH);
    float[] numbers = new float[rows * size];
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] = 2 * random.uniform(i % size) - 1;
    }
    return numbers;
  }

  /** Runs the self-test of a predictor. */
  static SelfTest of(PredictionPlans plans) {
    Optional<String> saved = plans.graph().selfTest();
    if (saved.isEmpty()) {
      return SelfTest.notCompared(
          "the model was not loaded from a file, or from one that was saved without a self-test;"
              + " saving the model adds one");
    }
    SavedAnswer expected;
    try {
      expected = SavedAnswer.parse(saved.get());
    } catch (JsonException unreadable) {
      return SelfTest.notCompared("the file's self-test: " + unreadable.getMessage());
    }
    if (expected.numerics() != Numerics.VERSION) {
      return SelfTest.notCompared(
          "the file's self-test has numerics version "
              + expected.numerics()
              + ", this is "
              + Numerics.VERSION);
    }
    if (!expected.fits(plans.graph().model().outputs())) {
      return SelfTest.notCompared("the file's self-test is that of another model");
    }
    return new SelfTestRun(plans, expected).run();
  }

  private SelfTest run() {
    List<String> compared = new ArrayList<>();
    for (Kernels kernels : plans.kernelsInUse()) {
      Optional<SelfTest> failure = failure(plans.bare(kernels), kernels);
      if (failure.isPresent()) {
        return isUnchanged()
            ? failure.get()
            : SelfTest.notCompared("the parameters are not those that were saved");
      }
      compared.add(kernels.id());
    }
    String outputs = plans.graph().model().outputs().names().toString();
    return new SelfTest(
        SelfTest.Outcome.PASSED,
        "the outputs " + outputs + " have the saved bits" + on(String.join(" and ", compared)),
        Optional.empty());
  }

  private boolean isUnchanged() {
    List<Parameter> parameters = plans.graph().model().parameters();
    return SavedAnswer.checksum(ModelFile.tensors(parameters, plans.store()))
        .equals(expected.parameters());
  }

  private Optional<SelfTest> failure(PredictionPlans bare, Kernels kernels) {
    try {
      Optional<SelfTest> one = difference(outputs(bare, 1), 1, kernels);
      boolean split = one.isEmpty() && bare.serving(ROWS, ROWS).rowwise();
      return split ? difference(outputs(bare, ROWS), ROWS, kernels) : one;
    } catch (CancellationException interrupted) {
      throw interrupted;
    } catch (RuntimeException | Error failure) {
      String reason = CotangentException.describe(failure);
      return Optional.of(
          SelfTest.failed(
              "the prediction failed" + on(kernels.id()) + ": " + reason, Optional.empty()));
    }
  }

  private Optional<SelfTest> difference(float[][] outputs, int rows, Kernels kernels) {
    for (int i = 0; i < outputs.length; i++) {
      int size = outputs[i].length / rows;
      for (int row = 0; row < rows; row++) {
        float[] found = Arrays.copyOfRange(outputs[i], row * size, (row + 1) * size);
        Optional<SelfTest> wrong = difference(i, found, kernels);
        if (wrong.isPresent()) {
          return wrong;
        }
      }
    }
    return Optional.empty();
  }

  private Optional<SelfTest> difference(int output, float[] found, Kernels kernels) {
    String name = plans.graph().outputs().names().get(output);
    SavedAnswer.Output saved = expected.outputs().get(output);
    if (SavedAnswer.checksum(found).equals(saved.checksum())) {
      return Optional.empty();
    }
    for (int i = 0; i < saved.bits().length; i++) {
      int index = saved.index(i);
      if (Float.floatToIntBits(found[index]) != saved.bits()[i]) {
        float value = Float.intBitsToFloat(saved.bits()[i]);
        SelfTest.Difference first = new SelfTest.Difference(name, index, value, found[index]);
        return Optional.of(SelfTest.failed(first + on(kernels.id()), Optional.of(first)));
      }
    }
    String message = "output '" + name + "': the elements have other bits than the saved ones";
    return Optional.of(SelfTest.failed(message + on(kernels.id()), Optional.empty()));
  }

  private static String on(String kernels) {
    return " on "
        + kernels
        + " kernels, "
        + System.getProperty("java.vm.name")
        + " "
        + System.getProperty("java.vm.version")
        + ", "
        + System.getProperty("os.arch");
  }
}
