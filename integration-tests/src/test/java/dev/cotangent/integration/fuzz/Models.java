package dev.cotangent.integration.fuzz;

import dev.cotangent.core.CotangentException;
import dev.cotangent.core.FileFormatException;
import dev.cotangent.core.Shape;
import dev.cotangent.core.io.Checksum;
import dev.cotangent.core.io.Safetensors;
import dev.cotangent.core.model.Model;
import dev.cotangent.core.model.Predictor;
import dev.cotangent.core.registry.Registry;
import dev.cotangent.core.spi.LayerSpec;
import dev.cotangent.layers.Activate;
import dev.cotangent.layers.AdaptiveAvgPool2d;
import dev.cotangent.layers.BatchNorm2d;
import dev.cotangent.layers.Conv2d;
import dev.cotangent.layers.Dense;
import dev.cotangent.layers.Dropout;
import dev.cotangent.layers.Embedding;
import dev.cotangent.layers.Flatten;
import dev.cotangent.layers.LayerNorm;
import dev.cotangent.layers.Lstm;
import dev.cotangent.layers.MaxPool2d;
import dev.cotangent.layers.Residual;
import dev.cotangent.layers.Sequential;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** Model files, which are loaded, described and asked for a prediction. */
final class Models implements Target<Model> {

  private static final int LARGEST_SAMPLE = 1 << 16;
  private static final long LAYER = 4000;

  private final Registry registry;
  private final List<Sealed> seeds = new ArrayList<>();

  Models(Registry registry, Path folder) throws IOException {
    this.registry = registry;
    add(folder, Shape.of(4), Dense.of(5), Activate.with("gelu"), Dropout.of(0.5), Dense.of(3));
    add(
        folder,
        Shape.of(2, 6, 6),
        Conv2d.of(3, 3),
        new BatchNorm2d(),
        MaxPool2d.of(2),
        AdaptiveAvgPool2d.of(2, 2),
        new Flatten(),
        Dense.of(2));
    add(folder, Shape.of(3, 2), Lstm.of(4), Residual.of(Dense.of(4)), LayerNorm.of(1));
    add(folder, Shape.of(3), Embedding.of(7, 2), new Flatten());
    add(folder, Shape.of(5));
  }

  private void add(Path folder, Shape sample, LayerSpec... layers) throws IOException {
    Path file = folder.resolve("seed.safetensors");
    Sequential.of(layers)
        .build(sample, 5, registry)
        .withMetadata(Map.of("classes", "[\"a\",\"b\"]"))
        .save(file);
    seeds.add(new Sealed(Files.readAllBytes(file), words(registry)));
  }

  static List<String> words(Registry registry) {
    List<String> words = new ArrayList<>(registry.layers());
    words.addAll(registry.activations());
    words.addAll(List.of("type", "layers", "units", "kernel", "bias", "0.weight", "__metadata__"));
    return words;
  }

  @Override
  public String name() {
    return "model";
  }

  @Override
  public byte[] mutant(Random random) throws IOException {
    return seeds.get(random.nextInt(seeds.size())).mutant(random);
  }

  /** The bound for all files, plus a share for each layer that is built. */
  @Override
  public long memory(byte[] bytes) {
    String text = new String(bytes, StandardCharsets.ISO_8859_1);
    return Target.super.memory(bytes) + LAYER * (text.split("type").length - 1);
  }

  @Override
  public Model read(Path file) throws IOException {
    return Model.load(file, registry);
  }

  @Override
  public Stage use(Model model) {
    String before = model.store().sha256();
    Stage stage = used(model);
    if (!model.store().sha256().equals(before)) {
      throw new AssertionError("a prediction has changed the model");
    }
    return stage;
  }

  private static Stage used(Model model) {
    try {
      model.summary();
      Predictor predictor = model.predictor();
      if (model.sampleShape().size() < LARGEST_SAMPLE) {
        predictor.predict(new float[model.sampleShape().size()]);
      }
      return Stage.ACCEPTED;
    } catch (CotangentException refused) {
      return Stage.RESTORE;
    }
  }

  @Override
  public Stage refused(Path file, CotangentException error) throws IOException {
    return stage(file, error);
  }

  /** The stage at which a model or checkpoint was refused. */
  static Stage stage(Path file, CotangentException error) throws IOException {
    String message = String.valueOf(error.getMessage());
    if (!(error instanceof FileFormatException) || !message.startsWith(file.toString())) {
      throw new AssertionError("an error without the file: " + message);
    }
    try {
      if (Checksum.of(Safetensors.read(file)) == Checksum.WRONG) {
        return Stage.CHECKSUM;
      }
    } catch (FileFormatException refused) {
      return Stage.HEADER;
    }
    if (message.contains("unknown layer") || message.contains("unknown activation")) {
      return Stage.REGISTRY;
    }
    return message.contains("tensor") ? Stage.RESTORE : Stage.SPEC;
  }
}
