package dev.cotangent.core.model;

import dev.cotangent.core.CotangentException;
import dev.cotangent.core.DType;
import dev.cotangent.core.Numerics;
import dev.cotangent.core.io.TensorEntry;
import dev.cotangent.core.kernel.Kernels;
import dev.cotangent.core.model.SelfTest.Outcome;
import dev.cotangent.core.random.RandomStream;
import dev.cotangent.core.spi.Port;
import dev.cotangent.core.spi.Signature;
import dev.cotangent.core.text.Decimals;
import dev.cotangent.core.work.Workers;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.function.UnaryOperator;
import java.util.zip.CRC32;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The self-test of a model: its outputs for one sample, of random numbers for F32 inputs and of
 * zeros for I32 inputs, computed when the model is saved and again when the test runs. In a test,
 * the sample is predicted alone and, unless samples depend on each other, as each of a batch of
 * {@value #ROWS}, since both have kernels of their own.
 *
 * <p>A file has it as words: the numerics version, a checksum of the parameters, and for each
 * output its size, a checksum of its bits, and the bits of at most {@value #MOST} elements at equal
 * distances.
 */
final class SelfTestRun {

  private static final Logger LOG = LoggerFactory.getLogger(Model.class);

  private static final int ROWS = 16;
  private static final int MOST = 64;
  private static final String PATH = "cotangent/self_test";

  private final PredictionPlans plans;
  private final String[] expected;

  private SelfTestRun(PredictionPlans plans, String[] expected) {
    this.plans = plans;
    this.expected = expected;
  }

  /**
   * The words to save with a model; none if the model fails in inference mode. An interrupt does
   * not abort the computation, and stays pending.
   */
  static String words(Model model, List<TensorEntry> parameters) {
    boolean interrupted = Thread.interrupted();
    try {
      PredictionGraph graph = PredictionGraph.of(model, UnaryOperator.identity());
      PredictorKernels kernels = PredictorKernels.always(model.registry().portable());
      PredictionPlans plans = new PredictionPlans(graph, model.store(), kernels, Workers.serial());
      StringBuilder words = new StringBuilder();
      words.append(Numerics.VERSION).append(' ').append(checksum(parameters));
      for (float[] output : outputs(plans, 1)) {
        words.append(' ').append(words(output));
      }
      return words.toString();
    } catch (Throwable failure) { // must not cost the model
      LOG.debug("A model is saved without a self-test: {}", CotangentException.describe(failure));
      return "";
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private static String checksum(List<TensorEntry> parameters) {
    CRC32 sum = new CRC32();
    parameters.forEach(each -> sum.update(each.bytes()));
    return Long.toHexString(sum.getValue());
  }

  /** An output in words, joined by colons; all NaNs count as equal. */
  private static String words(float[] output) {
    CRC32 sum = new CRC32();
    for (float value : output) {
      int bits = Float.floatToIntBits(value);
      for (int shift = 0; shift < Float.SIZE; shift += Byte.SIZE) {
        sum.update(bits >>> shift);
      }
    }
    StringBuilder words = new StringBuilder();
    words.append(output.length).append(':').append(Long.toHexString(sum.getValue()));
    int kept = Math.min(output.length, MOST);
    for (int i = 0; i < kept; i++) {
      int bits = Float.floatToIntBits(output[index(i, output.length, kept)]);
      words.append(':').append(Integer.toHexString(bits));
    }
    return words.toString();
  }

  /** The index in an output of one of the elements that are kept. */
  private static int index(int i, int size, int kept) {
    return (int) ((long) i * size / kept);
  }

  private static float[][] outputs(PredictionPlans plans, int rows) {
    Signature ports = plans.graph().inputs();
    Object[] in = new Object[ports.size()];
    for (int i = 0; i < in.length; i++) {
      in[i] = sample(ports.port(i), i, rows);
    }
    float[][] out = BatchRun.arrays(plans.graph().outputs(), rows);
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
    String[] words = plans.graph().selfTest().split(" ");
    if (words.length != 2 + plans.graph().outputs().size()) {
      return notCompared(
          "the model was not loaded from a file, or from one without a self-test; saving the model"
              + " adds one");
    }
    if (!words[0].equals(Integer.toString(Numerics.VERSION))) {
      return notCompared("the file has numerics version " + words[0] + ", this is another one");
    }
    return new SelfTestRun(plans, words).run();
  }

  private static SelfTest notCompared(String reason) {
    return new SelfTest(Outcome.NOT_COMPARED, "not compared: " + reason);
  }

  private SelfTest run() {
    StringBuilder used = new StringBuilder();
    for (Kernels kernels : plans.kernelsInUse()) {
      used.append(used.length() == 0 ? "" : " and ").append(kernels.id());
      String fault = fault(plans.bare(kernels));
      if (!fault.isEmpty()) {
        List<TensorEntry> now =
            ModelFile.tensors(plans.graph().model().parameters(), plans.store());
        return checksum(now).equals(expected[1])
            ? result(Outcome.FAILED, fault, kernels.id())
            : notCompared("the parameters are not those that were saved");
      }
    }
    return result(Outcome.PASSED, "all outputs have the saved bits", used.toString());
  }

  private static SelfTest result(Outcome outcome, String message, String kernels) {
    String jvm = System.getProperty("java.vm.name") + " " + System.getProperty("java.vm.version");
    String processor = System.getProperty("os.arch");
    return new SelfTest(
        outcome, message + " on " + kernels + " kernels, " + jvm + ", " + processor);
  }

  /** The first fault; empty if there is none. */
  private String fault(PredictionPlans bare) {
    try {
      String one = fault(outputs(bare, 1), 1);
      boolean split = one.isEmpty() && bare.serving(ROWS, ROWS).rowwise();
      return split ? fault(outputs(bare, ROWS), ROWS) : one;
    } catch (CancellationException interrupted) {
      throw interrupted;
    } catch (RuntimeException | Error failure) {
      return "the prediction failed: " + CotangentException.describe(failure);
    }
  }

  private String fault(float[][] outputs, int rows) {
    for (int i = 0; i < outputs.length; i++) {
      int size = outputs[i].length / rows;
      for (int row = 0; row < rows; row++) {
        String found = words(Arrays.copyOfRange(outputs[i], row * size, (row + 1) * size));
        if (!found.equals(expected[2 + i])) {
          return fault(i, size, found.split(":"), expected[2 + i].split(":"));
        }
      }
    }
    return "";
  }

  private String fault(int output, int size, String[] found, String[] saved) {
    String name = "output '" + plans.graph().outputs().names().get(output) + "'";
    for (int i = 2; i < found.length && found.length == saved.length; i++) {
      if (!found[i].equals(saved[i])) {
        int index = index(i - 2, size, found.length - 2);
        return name
            + ", element "
            + index
            + ": "
            + shown(found[i])
            + ", expected "
            + shown(saved[i]);
      }
    }
    return name + ": other bits than those saved";
  }

  private static String shown(String bits) {
    float value = Float.intBitsToFloat(Integer.parseUnsignedInt(bits, 16));
    return Decimals.of(value) + " (bits " + bits + ")";
  }
}
