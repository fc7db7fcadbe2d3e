package dev.cotangent.bed;

import dev.cotangent.activations.Activations;
import dev.cotangent.core.Shape;
import dev.cotangent.core.graph.Tensor;
import dev.cotangent.core.loss.CrossEntropy;
import dev.cotangent.core.model.Model;
import dev.cotangent.core.model.Predictor;
import dev.cotangent.core.registry.Registry;
import dev.cotangent.layers.Activate;
import dev.cotangent.layers.BatchNorm2d;
import dev.cotangent.layers.Conv2d;
import dev.cotangent.layers.Dense;
import dev.cotangent.layers.Dropout;
import dev.cotangent.layers.Flatten;
import dev.cotangent.layers.MaxPool2d;
import dev.cotangent.layers.Sequential;
import dev.cotangent.optim.AdamW;
import dev.cotangent.optim.Cosine;
import dev.cotangent.training.Checkpoint;
import dev.cotangent.training.Trainer;
import dev.cotangent.training.data.Dataset;
import dev.cotangent.training.source.BuiltinData;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.stream.IntStream;

/**
 * A program that does what applications do with the library: it trains on two workers, writes
 * checkpoints, resumes, saves, loads, and predicts 1,000 rows. Its hash is the same everywhere.
 */
public final class BedProgram {

  private static final int EPOCHS = 3;
  private static final int ROWS = 1_000;

  private BedProgram() {}

  /**
   * Runs the program in a folder and prints its hash.
   *
   * @param args the folder, for the files that it writes; without one it writes none
   */
  public static void main(String[] args) throws IOException {
    System.out.println(args.length == 0 ? runWithoutFiles() : run(Path.of(args[0])));
  }

  /**
   * Trains for two epochs, resumes for a third, saves, loads, and predicts.
   *
   * @param folder the folder of the checkpoint and the model; created if missing
   * @return the sha256 of parameters and predictions, in hexadecimal digits
   * @throws IOException if a file cannot be written or read
   */
  public static String run(Path folder) throws IOException {
    try (Registry registry = Registry.standard()) {
      return run(folder, registry);
    }
  }

  /**
   * Like {@link #run(Path)}, with the plugins of a registry that the caller made.
   *
   * @param registry has the plugins of all libraries
   */
  public static String run(Path folder, Registry registry) throws IOException {
    Path checkpoint = Files.createDirectories(folder).resolve("bed.checkpoint");
    Path file = folder.resolve("bed.safetensors");
    Dataset data = data();
    trainer(model(registry)).workers(2).checkpoint(checkpoint, 20).fit(data, EPOCHS - 1);
    Model model = model(registry);
    trainer(model).workers(1).resume(Checkpoint.read(checkpoint)).fit(data, EPOCHS);
    model.save(file);
    return hash(Model.load(file, registry), data);
  }

  /**
   * Trains for three epochs without interruption and predicts, without any file.
   *
   * @return the same hash as {@link #run}
   */
  public static String runWithoutFiles() {
    try (Registry registry = Registry.standard()) {
      Dataset data = data();
      Model model = model(registry);
      trainer(model).workers(2).fit(data, EPOCHS);
      return hash(model, data);
    }
  }

  /** Trains for one epoch on 64 rows and predicts one: what a place repeats many times. */
  public static void brief() {
    try (Registry registry = Registry.standard()) {
      Dataset data = data();
      Model model = model(registry);
      trainer(model).workers(2).fit(data.subset(IntStream.range(0, 64).toArray()), 1);
      model.predictor().predict(data.features(0));
    }
  }

  /** The network of the program, with a plugin of each module that has some. */
  public static Model model(Registry registry) {
    return Sequential.of(
            Conv2d.of(6, 3).withPadding(1),
            new BatchNorm2d(),
            Activate.with(Activations.GELU),
            MaxPool2d.of(2),
            new Flatten(),
            Dense.of(32),
            Activate.with(Activations.TANH),
            Dropout.of(0.2),
            Dense.of(10))
        .build(Shape.of(1, 8, 8), 7, registry);
  }

  /** A training of a model, on one worker or several. */
  public static Trainer trainer(Model model) {
    return Trainer.of(model)
        .loss(CrossEntropy.ofClassIndices())
        .optimizer(AdamW.of(2e-3))
        .schedule(new Cosine(96, 1e-4))
        .clipGlobalNorm(1)
        .batch(32);
  }

  /** The samples to train on: 1,000 images of handwritten digits. */
  public static Dataset data() {
    return BuiltinData.digits()
        .withSampleShape(Shape.of(1, 8, 8))
        .subset(IntStream.range(0, ROWS).toArray());
  }

  /** The sha256 of a model's parameters and of its predictions, one row at a time. */
  public static String hash(Model model, Dataset data) {
    Predictor predictor = model.predictor(Tensor::softmax);
    MessageDigest digest = sha256();
    digest.update(model.store().sha256().getBytes(StandardCharsets.US_ASCII));
    for (int row = 0; row < ROWS; row++) {
      for (float probability : predictor.predict(data.features(row))) {
        int bits = Float.floatToIntBits(probability);
        digest.update(
            new byte[] {(byte) (bits >> 24), (byte) (bits >> 16), (byte) (bits >> 8), (byte) bits});
      }
    }
    return HexFormat.of().formatHex(digest.digest());
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
