package dev.cotangent.parallel;

import java.util.concurrent.RecursiveTask;

/** Sums a range of shards by forking halves and joining them in order. */
final class ShardTask extends RecursiveTask<ShardResult> {

  private static final long serialVersionUID = 1L;

  private final transient ShardRun run;
  private final int from;
  private final int to;

  ShardTask(ShardRun run, int from, int to) {
    this.run = run;
    this.from = from;
    this.to = to;
  }

  @Override
  protected ShardResult compute() {
    if (to - from == 1) {
      return run.shard(from);
    }
    int middle = ShardRun.middle(from, to);
    ShardTask second = new ShardTask(run, middle, to);
    second.fork();
    ShardResult first = new ShardTask(run, from, middle).compute();
    return run.add(first, second.join(), middle);
  }
}
