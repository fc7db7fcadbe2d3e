package dev.cotangent.integration.bits;

import dev.cotangent.core.Shape;
import dev.cotangent.core.kernel.Kernels;
import dev.cotangent.core.loss.CrossEntropy;
import dev.cotangent.core.model.Model;
import dev.cotangent.core.registry.Registry;
import dev.cotangent.layers.Activate;
import dev.cotangent.layers.BatchNorm1d;
import dev.cotangent.layers.Dense;
import dev.cotangent.layers.Dropout;
import dev.cotangent.layers.Sequential;
import dev.cotangent.optim.Adam;
import dev.cotangent.training.Checkpoint;
import dev.cotangent.training.Trainer;
import dev.cotangent.training.callback.Callback;
import dev.cotangent.training.data.Dataset;
import dev.cotangent.training.failure.Setting;
import dev.cotangent.training.result.EpochResult;
import dev.cotangent.training.result.History;
import dev.cotangent.training.source.BuiltinData;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * A training that fails between two checkpoints and resumes, and whose model is saved and loaded.
 */
final class RunCases {

  private static final int EPOCHS = 3;
  private static final int EVERY_STEPS = 7;

  private final Registry registry;

  private RunCases(Registry registry) {
    this.registry = registry;
  }

  static List<BitsCase> all(Registry registry) {
    return List.of(
        BitsCase.on("run that is resumed, saved and loaded", new RunCases(registry)::run));
  }

  private void run(Kernels kernels, Bits bits) throws Exception {
    Folders.temporary(folder -> run(folder, kernels, bits));
  }

  private void run(Path folder, Kernels kernels, Bits bits) throws Exception {
    Dataset data = BuiltinData.iris();
    Path checkpoint = folder.resolve("checkpoint.safetensors");
    try {
      trainer(model(), checkpoint, kernels).callbacks(failing()).fit(data, EPOCHS);
      throw new AssertionError("the callback throws");
    } catch (IllegalStateException expected) {
      Folders.addCheckpoint(checkpoint, bits);
    }
    Model model = model();
    Checkpoint last = Checkpoint.read(checkpoint).accepting(Setting.CALLBACKS);
    History history = trainer(model, checkpoint, kernels).resume(last).fit(data, EPOCHS);
    bits.add(history.sha256());
    Path file = folder.resolve("model.safetensors");
    model.save(file);
    bits.add(Files.readAllBytes(file));
    Model loaded = Model.load(file, registry);
    for (int row = 0; row < data.size(); row++) {
      bits.add(loaded.predictor(kernels).predict(data.features(row)));
    }
  }

  private Model model() {
    return Sequential.of(
            Dense.of(12), new BatchNorm1d(), Activate.with("gelu"), Dropout.of(0.3), Dense.of(3))
        .build(Shape.of(4), 5, registry);
  }

  private static Trainer trainer(Model model, Path checkpoint, Kernels kernels) {
    return Trainer.of(model)
        .loss(CrossEntropy.ofClassIndices())
        .optimizer(Adam.of(0.01))
        .batch(32)
        .workers(1)
        .kernels(kernels)
        .checkpoint(checkpoint, EVERY_STEPS);
  }

  /** In the second of three epochs of five steps. */
  private static Callback failing() {
    return new Callback() {
      @Override
      public void onEpochEnd(EpochResult result) {
        if (result.epoch() == 2) {
          throw new IllegalStateException("on purpose");
        }
      }
    };
  }
}
