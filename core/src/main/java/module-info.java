/**
 * The computational graph, gradients, plans, portable kernels, parameters, models and the plugin
 * contracts.
 */
@SuppressWarnings("module") // the modules named here are built later
module dev.cotangent.core {
  requires org.slf4j;
  requires static jdk.jfr;
  requires static org.jspecify;

  exports dev.cotangent.core;
  exports dev.cotangent.core.check;
  exports dev.cotangent.core.graph;
  exports dev.cotangent.core.kernel;
  exports dev.cotangent.core.loss;
  exports dev.cotangent.core.metric;
  exports dev.cotangent.core.model;
  exports dev.cotangent.core.op;
  exports dev.cotangent.core.optimizer;
  exports dev.cotangent.core.parameter;
  exports dev.cotangent.core.plan;
  exports dev.cotangent.core.plugin;
  exports dev.cotangent.core.random;
  exports dev.cotangent.core.registry;
  exports dev.cotangent.core.spi;
  exports dev.cotangent.core.work;
  // for our own modules
  exports dev.cotangent.core.argument to
      dev.cotangent.activations,
      dev.cotangent.guice,
      dev.cotangent.layers,
      dev.cotangent.micrometer,
      dev.cotangent.pictures,
      dev.cotangent.testkit,
      dev.cotangent.training;
  exports dev.cotangent.core.check.example to
      dev.cotangent.cli,
      dev.cotangent.testkit;
  exports dev.cotangent.core.event to
      dev.cotangent.training;
  exports dev.cotangent.core.file to
      dev.cotangent.cli,
      dev.cotangent.pictures,
      dev.cotangent.training;
  exports dev.cotangent.core.foreign to
      dev.cotangent.testkit,
      dev.cotangent.training;
  exports dev.cotangent.core.io to
      dev.cotangent.training;
  exports dev.cotangent.core.json to
      dev.cotangent.cli,
      dev.cotangent.testkit,
      dev.cotangent.training;
  exports dev.cotangent.core.kernel.image to
      dev.cotangent.kernels.vector,
      dev.cotangent.layers;
  exports dev.cotangent.core.kernel.portable to
      dev.cotangent.kernels.vector,
      dev.cotangent.testkit;
  exports dev.cotangent.core.kernel.warm to
      dev.cotangent.training;
  exports dev.cotangent.core.math to
      dev.cotangent.kernels.vector;
  exports dev.cotangent.core.op.elementwise to
      dev.cotangent.testkit,
      dev.cotangent.training;
  exports dev.cotangent.core.op.image to
      dev.cotangent.layers;
  exports dev.cotangent.core.op.leaf to
      dev.cotangent.layers,
      dev.cotangent.pictures,
      dev.cotangent.training;
  exports dev.cotangent.core.op.recurrent to
      dev.cotangent.layers;
  exports dev.cotangent.core.op.rows to
      dev.cotangent.layers;
  exports dev.cotangent.core.order to
      dev.cotangent.pictures,
      dev.cotangent.training;
  exports dev.cotangent.core.spec to
      dev.cotangent.cli,
      dev.cotangent.testkit,
      dev.cotangent.training;
  exports dev.cotangent.core.text to
      dev.cotangent.cli,
      dev.cotangent.layers,
      dev.cotangent.pictures,
      dev.cotangent.training;
  exports dev.cotangent.core.work.watch to
      dev.cotangent.training;

  uses dev.cotangent.core.kernel.KernelsProvider;
  uses dev.cotangent.core.loss.Loss;
  uses dev.cotangent.core.metric.Metric;
  uses dev.cotangent.core.spi.Activation;
  uses dev.cotangent.core.spi.LayerSpec;
  uses dev.cotangent.core.optimizer.Optimizer;
  uses dev.cotangent.core.optimizer.Schedule;

  provides dev.cotangent.core.loss.Loss with
      dev.cotangent.core.loss.BinaryCrossEntropy,
      dev.cotangent.core.loss.BinaryCrossEntropyWithLogits,
      dev.cotangent.core.loss.CosineEmbedding,
      dev.cotangent.core.loss.CrossEntropy,
      dev.cotangent.core.loss.CrossEntropyOfProbabilities,
      dev.cotangent.core.loss.GaussianNll,
      dev.cotangent.core.loss.HingeEmbedding,
      dev.cotangent.core.loss.Huber,
      dev.cotangent.core.loss.KullbackLeibler,
      dev.cotangent.core.loss.MarginRanking,
      dev.cotangent.core.loss.MeanAbsoluteError,
      dev.cotangent.core.loss.MeanSquaredError,
      dev.cotangent.core.loss.MultiMargin,
      dev.cotangent.core.loss.NegativeLogLikelihood,
      dev.cotangent.core.loss.PoissonNll,
      dev.cotangent.core.loss.SmoothL1,
      dev.cotangent.core.loss.TripletMargin;
}
