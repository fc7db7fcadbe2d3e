/** Training: data sets, training steps, the trainer, callbacks, checkpoints and evaluation. */
module dev.cotangent.training {
  requires transitive dev.cotangent.core;
  requires transitive dev.cotangent.optim;
  requires de.siegmar.fastcsv;
  requires dev.cotangent.parallel;
  requires org.slf4j;
  requires static org.jspecify;

  exports dev.cotangent.training;
  exports dev.cotangent.training.callback;
  exports dev.cotangent.training.cluster;
  exports dev.cotangent.training.data;
  exports dev.cotangent.training.evaluation;
  exports dev.cotangent.training.failure;
  exports dev.cotangent.training.metric;
  exports dev.cotangent.training.objective;
  exports dev.cotangent.training.result;
  exports dev.cotangent.training.source;
  exports dev.cotangent.training.table;

  uses dev.cotangent.training.data.DatasetEvaluator;

  provides dev.cotangent.training.data.DatasetEvaluator with
      dev.cotangent.training.service.StandardEvaluator;
  provides dev.cotangent.core.metric.Metric with
      dev.cotangent.training.metric.Accuracy,
      dev.cotangent.training.metric.BinaryAccuracy,
      dev.cotangent.training.metric.ExactMatch,
      dev.cotangent.training.metric.FBeta,
      dev.cotangent.training.metric.LogLoss,
      dev.cotangent.training.metric.Mae,
      dev.cotangent.training.metric.Mape,
      dev.cotangent.training.metric.PrAuc,
      dev.cotangent.training.metric.Precision,
      dev.cotangent.training.metric.R2,
      dev.cotangent.training.metric.Recall,
      dev.cotangent.training.metric.Rmse,
      dev.cotangent.training.metric.RocAuc,
      dev.cotangent.training.metric.TopKAccuracy;
  provides dev.cotangent.core.spi.LayerSpec with
      dev.cotangent.training.data.Normalize;
}
