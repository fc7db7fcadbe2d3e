package dev.cotangent.benchmarks.peers;

import java.util.Random;
import java.util.function.IntConsumer;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.nn.weights.WeightInit;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.lossfunctions.LossFunctions;

/** Deeplearning4j with OpenBLAS. */
public final class Dl4j {

  private Dl4j() {}

  /** Measures one workload and ends the JVM. */
  public static void main(String[] args) {
    Nd4j.setDefaultDataTypes(DataType.FLOAT, DataType.FLOAT);
    Protocol.run("dl4j", args, Dl4j::task);
    System.exit(0);
  }

  private static IntConsumer task(DenseWorkload workload) {
    MultiLayerNetwork network = network(workload);
    Random random = new Random(1);
    INDArray[] samples = new INDArray[DenseWorkload.BATCHES];
    INDArray[] targets = new INDArray[DenseWorkload.BATCHES];
    for (int i = 0; i < DenseWorkload.BATCHES; i++) {
      samples[i] =
          Nd4j.createFromArray(workload.samples(random))
              .reshape(workload.batch(), workload.sizes().first());
      targets[i] = targets(workload, random);
    }
    if (workload.inference()) {
      return call -> network.output(samples[call % DenseWorkload.BATCHES]).data().asFloat();
    }
    return call ->
        network.fit(samples[call % DenseWorkload.BATCHES], targets[call % DenseWorkload.BATCHES]);
  }

  /** Numbers, or a one for the class of each row. */
  private static INDArray targets(DenseWorkload workload, Random random) {
    float[] values = workload.targets(random);
    INDArray targets = Nd4j.zeros(DataType.FLOAT, workload.batch(), workload.sizes().last());
    for (int row = 0; row < values.length; row++) {
      if (workload.regression()) {
        targets.putScalar(row, 0, values[row]);
      } else {
        targets.putScalar(row, (int) values[row], 1);
      }
    }
    return targets;
  }

  private static MultiLayerNetwork network(DenseWorkload workload) {
    NeuralNetConfiguration.ListBuilder layers =
        new NeuralNetConfiguration.Builder()
            .seed(1)
            .dataType(DataType.FLOAT)
            .weightInit(WeightInit.XAVIER)
            .updater(new Adam(DenseWorkload.LEARNING_RATE))
            .list();
    boolean regression = workload.regression();
    int last = workload.sizes().layers() - 1;
    for (int i = 0; i < last; i++) {
      layers.layer(
          new DenseLayer.Builder()
              .nIn(workload.sizes().inputs(i))
              .nOut(workload.sizes().outputs(i))
              .activation(regression ? Activation.SIGMOID : Activation.RELU)
              .build());
    }
    layers.layer(
        new OutputLayer.Builder(
                regression ? LossFunctions.LossFunction.MSE : LossFunctions.LossFunction.MCXENT)
            .nIn(workload.sizes().inputs(last))
            .nOut(workload.sizes().outputs(last))
            .activation(regression ? Activation.SIGMOID : Activation.SOFTMAX)
            .build());
    MultiLayerNetwork network = new MultiLayerNetwork(layers.build());
    network.init();
    return network;
  }
}
