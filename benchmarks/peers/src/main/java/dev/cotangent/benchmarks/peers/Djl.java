package dev.cotangent.benchmarks.peers;

import ai.djl.Device;
import ai.djl.Model;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Activation;
import ai.djl.nn.SequentialBlock;
import ai.djl.nn.core.Linear;
import ai.djl.training.DefaultTrainingConfig;
import ai.djl.training.GradientCollector;
import ai.djl.training.Trainer;
import ai.djl.training.loss.Loss;
import ai.djl.training.optimizer.Optimizer;
import ai.djl.training.tracker.Tracker;
import java.util.Random;
import java.util.function.IntConsumer;

/** The Deep Java Library with its PyTorch engine. */
public final class Djl {

  private static final String ENGINE = "PyTorch";

  private Djl() {}

  /** Measures one workload and ends the JVM. */
  public static void main(String[] args) {
    Protocol.run("djl-pytorch", args, Djl::task);
    System.exit(0);
  }

  private static IntConsumer task(DenseWorkload workload) {
    Model model = Model.newInstance(workload.name(), Device.cpu(), ENGINE);
    model.setBlock(block(workload));
    NDManager manager = model.getNDManager();
    Shape shape = new Shape(workload.batch(), workload.sizes().first());
    Random random = new Random(1);
    NDArray[] samples = new NDArray[DenseWorkload.BATCHES];
    NDArray[] targets = new NDArray[DenseWorkload.BATCHES];
    for (int i = 0; i < DenseWorkload.BATCHES; i++) {
      samples[i] = manager.create(workload.samples(random), shape);
      NDArray values = manager.create(workload.targets(random));
      targets[i] = workload.regression() ? values.reshape(-1, 1) : values;
    }
    Trainer trainer = trainer(model, workload, shape);
    return workload.inference()
        ? prediction(trainer, manager, samples)
        : training(trainer, manager, samples, targets);
  }

  private static SequentialBlock block(DenseWorkload workload) {
    SequentialBlock block = new SequentialBlock();
    int layers = workload.sizes().layers();
    for (int i = 0; i < layers; i++) {
      block.add(Linear.builder().setUnits(workload.sizes().outputs(i)).build());
      if (workload.regression()) {
        block.add(Activation::sigmoid);
      } else if (i < layers - 1) {
        block.add(Activation::relu);
      }
    }
    return block;
  }

  private static Trainer trainer(Model model, DenseWorkload workload, Shape shape) {
    Tracker rate = Tracker.fixed((float) DenseWorkload.LEARNING_RATE);
    Loss loss = workload.regression() ? Loss.l2Loss() : Loss.softmaxCrossEntropyLoss();
    Trainer trainer =
        model.newTrainer(
            new DefaultTrainingConfig(loss)
                .optDevices(new Device[] {Device.cpu()})
                .optOptimizer(Optimizer.adam().optLearningRateTracker(rate).build()));
    trainer.initialize(shape);
    return trainer;
  }

  /** Closes the arrays of a step with its own manager; batches return to theirs. */
  private static IntConsumer training(
      Trainer trainer, NDManager manager, NDArray[] samples, NDArray[] targets) {
    return call -> {
      NDArray x = samples[call % DenseWorkload.BATCHES];
      NDArray y = targets[call % DenseWorkload.BATCHES];
      try (NDManager step = manager.newSubManager()) {
        step.tempAttachAll(x, y);
        try (GradientCollector collector = trainer.newGradientCollector()) {
          NDList result = trainer.forward(new NDList(x));
          collector.backward(trainer.getLoss().evaluate(new NDList(y), result));
        }
        trainer.step();
      }
    };
  }

  /** By the trainer, which closes the parameters when it is collected as garbage. */
  private static IntConsumer prediction(Trainer trainer, NDManager manager, NDArray[] samples) {
    return call -> {
      NDArray x = samples[call % DenseWorkload.BATCHES];
      try (NDManager scope = manager.newSubManager()) {
        scope.tempAttachAll(x);
        trainer.evaluate(new NDList(x)).singletonOrThrow().toFloatArray();
      }
    };
  }
}
