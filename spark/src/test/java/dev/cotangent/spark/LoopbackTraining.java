package dev.cotangent.spark;

import dev.cotangent.core.work.Workers;
import dev.cotangent.training.Trainer;
import dev.cotangent.training.cluster.Exchange;
import dev.cotangent.training.cluster.Membership;
import dev.cotangent.training.cluster.SampleBlocks;
import dev.cotangent.training.data.Dataset;
import dev.cotangent.training.result.History;
import java.util.List;
import java.util.function.BiFunction;
import java.util.stream.IntStream;

/** Trainings over members that are threads of this JVM. */
final class LoopbackTraining {

  private LoopbackTraining() {}

  private static Dataset own(NetworkCase each, Dataset data, Exchange exchange) {
    SampleBlocks blocks = new SampleBlocks(data.size(), each.batch(), each.shards());
    int from = (int) blocks.firstOf(exchange.member(), exchange.members());
    int to = (int) blocks.firstOf(exchange.member() + 1, exchange.members());
    return data.subset(IntStream.range(from, to).toArray());
  }

  /** Trains a member on its own samples. */
  static History train(NetworkCase each, Dataset data, Exchange exchange, Trainer trainer) {
    return trainer
        .member(new Membership(exchange, data.size()))
        .fit(own(each, data, exchange), each.epochs());
  }

  /** A trainer with one worker. */
  static Trainer serial(NetworkCase each) {
    return each.trainer().workers(Workers.serial());
  }

  /** Trains all members, each with a trainer that may be changed before. */
  static List<Loopback.End<History>> members(
      NetworkCase each, int count, BiFunction<Trainer, Exchange, Trainer> more)
      throws InterruptedException {
    Dataset data = each.train();
    return Loopback.run(
        count, exchange -> train(each, data, exchange, more.apply(serial(each), exchange)));
  }
}
