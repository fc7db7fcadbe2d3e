package dev.cotangent.spark;

import dev.cotangent.core.DType;
import dev.cotangent.core.Shape;
import dev.cotangent.core.graph.Tensor;
import dev.cotangent.core.loss.CrossEntropy;
import dev.cotangent.core.loss.Huber;
import dev.cotangent.core.loss.MeanSquaredError;
import dev.cotangent.core.model.Model;
import dev.cotangent.core.spi.LayerSpec;
import dev.cotangent.core.spi.Signature;
import dev.cotangent.layers.Activate;
import dev.cotangent.layers.BatchNorm1d;
import dev.cotangent.layers.Concat;
import dev.cotangent.layers.Conv2d;
import dev.cotangent.layers.Dense;
import dev.cotangent.layers.Dropout;
import dev.cotangent.layers.Embedding;
import dev.cotangent.layers.Flatten;
import dev.cotangent.layers.Graph;
import dev.cotangent.layers.Lstm;
import dev.cotangent.layers.MaxPool2d;
import dev.cotangent.layers.Sequential;
import dev.cotangent.optim.Adam;
import dev.cotangent.optim.AdamW;
import dev.cotangent.optim.RmsProp;
import dev.cotangent.optim.Sgd;
import dev.cotangent.optim.StepDecay;
import dev.cotangent.optim.WarmupCosine;
import dev.cotangent.training.Trainer;
import dev.cotangent.training.data.Dataset;
import dev.cotangent.training.objective.Objective;

/** A network with the settings of its training and its data, small enough to be trained often. */
enum Network {

  /** Dropout, a schedule, clipping by the global norm, and weights, some of them 0. */
  PERCEPTRON {
    @Override
    Model model() {
      return layers(
          Shape.of(12),
          Dense.of(24),
          Activate.with("gelu"),
          Dropout.of(0.25),
          Dense.of(16),
          Activate.with("tanh"),
          Dense.of(4));
    }

    @Override
    Dataset data(int rows, long seed) {
      Dataset data = NetworkData.blobs(Shape.of(12), rows, 4, seed);
      return data.withWeights(NetworkData.weights(rows, seed));
    }

    @Override
    Trainer trainer(Model model) {
      return Trainer.of(model)
          .loss(CrossEntropy.ofClassIndices())
          .optimizer(Adam.of(0.01))
          .schedule(WarmupCosine.of(3, 210))
          .clipGlobalNorm(0.5);
    }
  },

  CONVOLUTIONS {
    @Override
    Model model() {
      return layers(
          Shape.of(1, 8, 8),
          Conv2d.of(6, 3),
          Activate.with("relu"),
          MaxPool2d.of(2),
          new Flatten(),
          Dense.of(4));
    }

    @Override
    Dataset data(int rows, long seed) {
      return NetworkData.blobs(Shape.of(1, 8, 8), rows, 4, seed);
    }

    @Override
    Trainer trainer(Model model) {
      return Trainer.of(model)
          .loss(CrossEntropy.ofClassIndices())
          .optimizer(Sgd.of(0.02).withMomentum(0.9));
    }
  },

  RECURRENT {
    @Override
    Model model() {
      return layers(Shape.of(6, 3), Lstm.of(10), Dense.of(4));
    }

    @Override
    Dataset data(int rows, long seed) {
      return NetworkData.blobs(Shape.of(6, 3), rows, 4, seed);
    }

    @Override
    Trainer trainer(Model model) {
      return Trainer.of(model)
          .loss(CrossEntropy.ofClassIndices())
          .optimizer(RmsProp.of(0.005))
          .clipGlobalNorm(1);
    }
  },

  BATCH_NORM {
    @Override
    Model model() {
      return layers(
          Shape.of(12),
          Dense.of(20),
          new BatchNorm1d(),
          Activate.with("silu"),
          Dense.of(12),
          new BatchNorm1d().withMomentum(0.3),
          Dense.of(4));
    }

    @Override
    Dataset data(int rows, long seed) {
      return NetworkData.blobs(Shape.of(12), rows, 4, seed);
    }

    @Override
    Trainer trainer(Model model) {
      return Trainer.of(model)
          .loss(CrossEntropy.ofClassIndices())
          .optimizer(AdamW.of(0.005))
          .schedule(StepDecay.of(7, 0.5));
    }
  },

  /** Numbers and an index; a regression. */
  TWO_INPUTS {
    @Override
    Model model() {
      Graph graph =
          Graph.of(
              g -> {
                var numbers = g.apply("numbers_in", Dense.of(8), g.input("numbers"));
                var town = g.apply("towns", Embedding.of(7, 8), g.input("town"));
                var both = g.apply(Activate.with("tanh"), g.apply(Concat.last(), numbers, town));
                g.output("price", g.apply("head", Dense.of(1), both));
              });
      Signature inputs = Signature.of("numbers", Shape.of(4));
      return graph.build(inputs.and("town", DType.I32, Shape.scalar()), SEED);
    }

    @Override
    Dataset data(int rows, long seed) {
      return NetworkData.prices(rows, 7, seed);
    }

    @Override
    Trainer trainer(Model model) {
      return Trainer.of(model)
          .loss(new MeanSquaredError())
          .optimizer(Adam.of(0.02))
          .clipValue(1)
          .clipGlobalNorm(2);
    }
  },

  /** An objective of three parts, one with weights, one that depends on no row; two targets. */
  PARTS {
    @Override
    Model model() {
      return layers(Shape.of(12), Dense.of(16), Activate.with("relu"), Dense.of(5));
    }

    @Override
    Dataset data(int rows, long seed) {
      return NetworkData.twoTargets(rows, 4, seed);
    }

    @Override
    Trainer trainer(Model model) {
      Objective objective =
          Objective.of(
              model,
              f -> {
                Tensor y = f.apply(model, f.input("features", Shape.of(12)));
                Tensor classes = f.labels("target", Shape.scalar());
                Tensor number = f.input("target.size", Shape.of(1));
                f.part("class", CrossEntropy.ofClassIndices().terms(y.slice(-1, 0, 4), classes), 1);
                f.part(
                    "size",
                    Huber.of(1)
                        .terms(y.slice(-1, 4, 5), number)
                        .weighted(f.input("weights.size", Shape.of(1))),
                    0.5);
                f.part("decay", f.parameter(model, "0.weight").square().sum(), 0.001);
              });
      return Trainer.of(objective).optimizer(Adam.of(0.01)).clipGlobalNorm(1);
    }
  };

  private static final long SEED = 7;

  abstract Model model();

  abstract Dataset data(int rows, long seed);

  /** Loss and update alone. */
  abstract Trainer trainer(Model model);

  static Model layers(Shape sample, LayerSpec... specs) {
    return Sequential.of(specs).build(sample, SEED);
  }
}
