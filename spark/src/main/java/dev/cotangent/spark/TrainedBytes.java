package dev.cotangent.spark;

import dev.cotangent.core.model.Model;
import dev.cotangent.spark.job.ByteFields;
import dev.cotangent.spark.ml.ModelBytes;
import dev.cotangent.training.result.EpochResult;
import dev.cotangent.training.result.Evaluation;
import dev.cotangent.training.result.History;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInput;
import java.io.DataInputStream;
import java.io.DataOutput;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The result of a training as bytes, for the way from member 0 to the driver. */
final class TrainedBytes {

  private TrainedBytes() {}

  /**
   * A model, the history of its training, without a profile, and the work of the exchange in words.
   */
  record Trained(Model model, History history, String exchange) {}

  /** Writes a result. */
  static byte[] of(Trained trained) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    DataOutputStream out = new DataOutputStream(bytes);
    ByteFields.write(out, ModelBytes.of(trained.model()));
    write(out, trained.history());
    ByteFields.write(out, trained.exchange());
    return bytes.toByteArray();
  }

  private static void write(DataOutput out, History history) throws IOException {
    out.writeInt(history.epochs().size());
    for (EpochResult each : history.epochs()) {
      write(out, each);
    }
    out.writeLong(history.steps());
    out.writeDouble(history.seconds());
    out.writeDouble(history.samplesPerSecond());
    out.writeInt(history.workers());
    ByteFields.write(out, history.kernels());
    out.writeInt(history.kernelCalls().size());
    for (Map.Entry<String, Long> each : history.kernelCalls().entrySet()) {
      ByteFields.write(out, each.getKey());
      out.writeLong(each.getValue());
    }
    out.writeBoolean(history.stoppedEarly());
    ByteFields.write(out, history.sha256());
    Optional<Model> averaged = history.averaged();
    ByteFields.write(out, averaged.isPresent() ? ModelBytes.of(averaged.get()) : new byte[0]);
  }

  private static void write(DataOutput out, EpochResult epoch) throws IOException {
    out.writeInt(epoch.epoch());
    out.writeLong(epoch.step());
    out.writeDouble(epoch.loss());
    write(out, epoch.validation());
    out.writeDouble(epoch.learningRate());
    out.writeDouble(epoch.seconds());
    out.writeDouble(epoch.samplesPerSecond());
    write(out, epoch.training());
  }

  private static void write(DataOutput out, Optional<Evaluation> evaluation) throws IOException {
    out.writeBoolean(evaluation.isPresent());
    if (evaluation.isPresent()) {
      Evaluation found = evaluation.get();
      out.writeInt(found.samples());
      out.writeDouble(found.loss());
      out.writeInt(found.metrics().size());
      for (Map.Entry<String, Double> each : found.metrics().entrySet()) {
        ByteFields.write(out, each.getKey());
        out.writeDouble(each.getValue());
      }
    }
  }

  /**
   * Reads a result, with the plugins that the thread's context class loader sees.
   *
   * @throws IOException if a temporary file cannot be written
   */
  static Trained read(byte[] bytes) throws IOException {
    DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes));
    Model model = ModelBytes.read(ByteFields.readBytes(in), "the trained model");
    return new Trained(model, history(in), ByteFields.read(in));
  }

  private static History history(DataInput in) throws IOException {
    List<EpochResult> epochs = new ArrayList<>();
    int count = in.readInt();
    for (int i = 0; i < count; i++) {
      epochs.add(epoch(in));
    }
    return new History(
        epochs,
        in.readLong(),
        in.readDouble(),
        in.readDouble(),
        in.readInt(),
        ByteFields.read(in),
        calls(in),
        in.readBoolean(),
        ByteFields.read(in),
        averaged(ByteFields.readBytes(in)),
        Optional.empty());
  }

  private static Map<String, Long> calls(DataInput in) throws IOException {
    Map<String, Long> calls = new LinkedHashMap<>();
    int count = in.readInt();
    for (int i = 0; i < count; i++) {
      calls.put(ByteFields.read(in), in.readLong());
    }
    return calls;
  }

  private static Optional<Model> averaged(byte[] bytes) throws IOException {
    return bytes.length == 0
        ? Optional.empty()
        : Optional.of(ModelBytes.read(bytes, "the averaged model"));
  }

  private static EpochResult epoch(DataInput in) throws IOException {
    return new EpochResult(
        in.readInt(),
        in.readLong(),
        in.readDouble(),
        evaluation(in),
        in.readDouble(),
        in.readDouble(),
        in.readDouble(),
        evaluation(in));
  }

  private static Optional<Evaluation> evaluation(DataInput in) throws IOException {
    if (!in.readBoolean()) {
      return Optional.empty();
    }
    int samples = in.readInt();
    double loss = in.readDouble();
    Map<String, Double> metrics = new LinkedHashMap<>();
    int count = in.readInt();
    for (int i = 0; i < count; i++) {
      metrics.put(ByteFields.read(in), in.readDouble());
    }
    return Optional.of(new Evaluation(samples, loss, metrics));
  }
}
