package dev.cotangent.integration.fuzz;

import dev.cotangent.core.CotangentException;
import dev.cotangent.core.Shape;
import dev.cotangent.core.loss.CrossEntropy;
import dev.cotangent.core.model.Model;
import dev.cotangent.core.registry.Registry;
import dev.cotangent.layers.Activate;
import dev.cotangent.layers.Dense;
import dev.cotangent.layers.Sequential;
import dev.cotangent.optim.Adam;
import dev.cotangent.optim.Plateau;
import dev.cotangent.training.Checkpoint;
import dev.cotangent.training.Trainer;
import dev.cotangent.training.callback.EarlyStopping;
import dev.cotangent.training.callback.ReduceOnPlateau;
import dev.cotangent.training.data.Dataset;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** Checkpoints: a training either resumes from one correctly or refuses it. */
final class Checkpoints implements Target<Checkpoint> {

  private static final Dataset DATA =
      Dataset.classification(
          Shape.of(2), new float[] {0, 0, 0, 1, 1, 0, 1, 1}, new int[] {0, 1, 1, 0}, 2);

  private final Registry registry;
  private final Sealed seed;

  Checkpoints(Registry registry, Path folder) throws IOException {
    this.registry = registry;
    Path file = folder.resolve("seed.checkpoint");
    trainer(model()).checkpoint(file, 0, Map.of("arguments", "[\"--epochs=3\"]")).fit(DATA, 2);
    List<String> words = new ArrayList<>(registry.optimizers());
    words.addAll(registry.losses());
    words.addAll(List.of("models", "epoch", "models.0/0.weight", "early_stopping", "numerics"));
    this.seed = new Sealed(Files.readAllBytes(file), words);
  }

  private Model model() {
    return Sequential.of(Dense.of(3), Activate.with("tanh"), Dense.of(2))
        .build(Shape.of(2), 7, registry);
  }

  private static Trainer trainer(Model model) {
    return Trainer.of(model)
        .loss(CrossEntropy.ofClassIndices())
        .optimizer(Adam.of(1e-3))
        .batch(2)
        .validation(DATA)
        .callbacks(EarlyStopping.patience(9), ReduceOnPlateau.of(Plateau.of(3)))
        .workers(1);
  }

  @Override
  public String name() {
    return "checkpoint";
  }

  @Override
  public byte[] mutant(Random random) throws IOException {
    return seed.mutant(random);
  }

  @Override
  public Checkpoint read(Path file) throws IOException {
    return Checkpoint.read(file);
  }

  @Override
  public Stage use(Checkpoint checkpoint) {
    Model model = model();
    String before = model.store().sha256();
    try {
      trainer(model).resume(checkpoint).fit(DATA, 2);
      return Stage.ACCEPTED;
    } catch (CotangentException refused) {
      if (!model.store().sha256().equals(before)) {
        throw new AssertionError("refused after the model had changed", refused);
      }
      return Stage.RESTORE;
    }
  }

  @Override
  public Stage refused(Path file, CotangentException error) throws IOException {
    return Models.stage(file, error);
  }
}
