package dev.cotangent.spark;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cotangent.training.Checkpoint;
import dev.cotangent.training.result.History;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Random networks, numbers of rows, shards and members, interrupted anywhere and resumed by others;
 * {@code -Dcotangent.random=1000} tries more than a few, {@code -Dcotangent.seed} others.
 */
class RandomMembersTest {

  private static final int COUNT = Integer.getInteger("cotangent.random", 25);

  private final Random random = new Random(Long.getLong("cotangent.seed", 7));

  private final Path folder;

  RandomMembersTest(@TempDir Path folder) {
    this.folder = folder;
  }

  @Test
  @Timeout(3600)
  void theBitsAreThoseOfOneProcess() throws Exception {
    for (int i = 0; i < COUNT; i++) {
      NetworkCase each = draw();
      int first = members(each);
      int second = members(each);
      String name = i + ": " + each.describe() + ", " + first + " and " + second + " members";
      String expected =
          NetworkCase.bits(LoopbackTraining.serial(each).fit(each.train(), each.epochs()));
      Path file = folder.resolve("checkpoint" + i);
      assertSame(name, expected, interrupted(each, first, file));
      Checkpoint checkpoint = Checkpoint.read(file);
      assertSame(
          name + " from step " + checkpoint.step(),
          expected,
          LoopbackTraining.members(
              each, second, (trainer, exchange) -> trainer.resume(checkpoint)));
    }
  }

  private NetworkCase draw() {
    Network[] networks = Network.values();
    Network network = networks[random.nextInt(networks.length)];
    int rows = 10 + random.nextInt(290);
    int batch = 1 + random.nextInt(random.nextBoolean() ? rows : 40);
    int shards = 2 + random.nextInt(19);
    int epochs = 1 + random.nextInt(3);
    int patience = 1 + random.nextInt(3);
    boolean bfloat16 = random.nextInt(4) == 0;
    int syncEvery = bfloat16 || random.nextInt(3) > 0 ? 0 : 1 + random.nextInt(6);
    return new NetworkCase(
        "random", network, rows, batch, shards, epochs, patience, bfloat16, syncEvery);
  }

  /** A number of members all of which get rows. */
  private int members(NetworkCase each) {
    int count;
    do {
      count = 1 + random.nextInt(Math.min(each.shards(), 8));
    } while (!each.suffices(count));
    return count;
  }

  /** Trains to the end and leaves the last checkpoint up to a random step. */
  private List<Loopback.End<History>> interrupted(NetworkCase each, int count, Path file)
      throws InterruptedException {
    int last = random.nextInt(1 + 2 * each.rows() / each.batch());
    int every = 1 + random.nextInt(5);
    return LoopbackTraining.members(
        each,
        count,
        (trainer, exchange) ->
            trainer.checkpoint(
                checkpoint -> {
                  if (checkpoint.step() <= last) {
                    checkpoint.write(file);
                  }
                },
                every));
  }

  private static void assertSame(String name, String expected, List<Loopback.End<History>> ends) {
    for (Loopback.End<History> end : ends) {
      assertThat(NetworkCase.bits(end.value())).as(name).isEqualTo(expected);
    }
  }
}
