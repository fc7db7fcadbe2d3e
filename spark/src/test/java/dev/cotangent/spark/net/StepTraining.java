package dev.cotangent.spark.net;

import dev.cotangent.activations.Activations;
import dev.cotangent.core.Shape;
import dev.cotangent.core.loss.CrossEntropy;
import dev.cotangent.core.model.Model;
import dev.cotangent.layers.Activate;
import dev.cotangent.layers.Dense;
import dev.cotangent.layers.Sequential;
import dev.cotangent.optim.Adam;
import dev.cotangent.training.Trainer;
import dev.cotangent.training.callback.Callback;
import dev.cotangent.training.cluster.Membership;
import dev.cotangent.training.cluster.SampleBlocks;
import dev.cotangent.training.data.Dataset;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Random;

/**
 * One member of a real training of W3 (784-512-512-10, Adam) with 16 shards, to compare its steps
 * with the model of costs.
 *
 * <p>Arguments: a folder that all members share, member, members, host, rows of a mini-batch.
 */
final class StepTraining {

  private static final int STEPS = 240;
  private static final int SHARDS = 16;

  private StepTraining() {}

  public static void main(String[] words) throws Exception {
    int member = Integer.parseInt(words[1]);
    int batch = Integer.parseInt(words[4]);
    try (MemberServer server = MemberServer.bind(words[3])) {
      List<String> all =
          StepExchange.gather(
              Path.of(words[0]), member, Integer.parseInt(words[2]), server.address());
      try (MemberExchange exchange =
          server.connect(
              Party.JOB, Party.SECRET, member, all, ExchangeLimits.standard(), () -> false)) {
        List<Long> times = train(exchange, batch);
        if (member == 0) {
          report(exchange, times);
        }
      }
    }
  }

  /** Returns the time at each step's end. */
  private static List<Long> train(MemberExchange exchange, int batch) {
    int samples = 4 * batch;
    SampleBlocks blocks = new SampleBlocks(samples, batch, SHARDS);
    int first = (int) blocks.firstOf(exchange.member(), exchange.members());
    int end = (int) blocks.firstOf(exchange.member() + 1, exchange.members());
    List<Long> times = new ArrayList<>();
    Model model =
        Sequential.of(
                Dense.of(512),
                Activate.with(Activations.RELU),
                Dense.of(512),
                Activate.with(Activations.RELU),
                Dense.of(10))
            .build(Shape.of(784), 7);
    Trainer.of(model)
        .loss(CrossEntropy.ofClassIndices())
        .optimizer(Adam.of(1e-4))
        .batch(batch)
        .shards(SHARDS)
        .workers(1)
        .member(new Membership(exchange, samples))
        .callbacks(timer(times))
        .fit(data(first, end), STEPS / 4);
    return times;
  }

  private static Callback timer(List<Long> times) {
    return new Callback() {
      @Override
      public void onStep(dev.cotangent.training.callback.StepResult result) {
        times.add(System.nanoTime());
      }
    };
  }

  private static Dataset data(int first, int end) {
    float[] features = new float[(end - first) * 784];
    int[] labels = new int[end - first];
    Random random = new Random(first);
    for (int i = 0; i < features.length; i++) {
      features[i] = random.nextFloat();
    }
    for (int row = 0; row < labels.length; row++) {
      labels[row] = random.nextInt(10);
    }
    return Dataset.classification(Shape.of(784), features, labels, 10);
  }

  private static void report(MemberExchange exchange, List<Long> times) {
    // Not the steps at an epoch's end, which has an exchange of its own.
    double[] millis = new double[times.size() / 2];
    int count = 0;
    for (int step = times.size() / 2; step < times.size(); step++) {
      if (step % 4 != 0) {
        millis[count++] = (times.get(step) - times.get(step - 1)) * 1e-6;
      }
    }
    Arrays.sort(millis, 0, count);
    System.out.printf(
        Locale.ROOT,
        "training of %d members: %.2f ms a step (%.2f to %.2f), %s%n",
        exchange.members(),
        millis[count / 2],
        millis[count / 10],
        millis[count * 9 / 10],
        exchange.figures());
  }
}
