package dev.cotangent.spark;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cotangent.core.Shape;
import dev.cotangent.core.model.Model;
import dev.cotangent.layers.Dense;
import dev.cotangent.training.Checkpoint;
import dev.cotangent.training.Trainer;
import dev.cotangent.training.callback.Callback;
import dev.cotangent.training.callback.EarlyStopping;
import dev.cotangent.training.callback.StepResult;
import dev.cotangent.training.cluster.ExchangeException;
import dev.cotangent.training.data.Dataset;
import dev.cotangent.training.failure.NonFiniteException;
import dev.cotangent.training.result.History;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Members that exchange over the network get the bits of one process. */
@Timeout(300)
class LoopbackTest {

  private static final int[] MEMBERS = {1, 2, 3, 4, 5, 8, 16};

  static Stream<NetworkCase> cases() {
    return NetworkCase.all().stream();
  }

  @ParameterizedTest
  @MethodSource("cases")
  void anyNumberOfMembersGivesTheBitsOfOneProcess(NetworkCase each) throws Exception {
    String expected =
        NetworkCase.bits(LoopbackTraining.serial(each).fit(each.train(), each.epochs()));
    for (int count : MEMBERS) {
      if (each.suffices(count)) {
        for (Loopback.End<History> end :
            LoopbackTraining.members(each, count, (trainer, exchange) -> trainer)) {
          assertThat(NetworkCase.bits(end.value())).as("%s members", count).isEqualTo(expected);
        }
      }
    }
  }

  /** In the middle of the second epoch, by one number of members, and on by another. */
  @ParameterizedTest
  @MethodSource("cases")
  void anotherNumberOfMembersGoesOn(NetworkCase each, @TempDir Path folder) throws Exception {
    String expected =
        NetworkCase.bits(LoopbackTraining.serial(each).fit(each.train(), each.epochs()));
    Path file = folder.resolve("checkpoint");
    long steps = ((long) each.train().size() + each.batch() - 1) / each.batch();
    long middle = steps + Math.max(1, steps / 2);
    for (Loopback.End<History> end :
        LoopbackTraining.members(
            each,
            each.suffices(3) ? 3 : 2,
            (trainer, exchange) ->
                trainer.checkpoint(
                    checkpoint -> {
                      if (checkpoint.step() <= middle) {
                        checkpoint.write(file);
                      }
                    },
                    1))) {
      assertThat(NetworkCase.bits(end.value())).isEqualTo(expected);
    }
    for (int count : new int[] {1, 2, 5}) {
      if (!each.suffices(count)) {
        continue;
      }
      Checkpoint checkpoint = Checkpoint.read(file);
      assertThat(checkpoint.step()).isBetween(1L, middle);
      for (Loopback.End<History> end :
          LoopbackTraining.members(
              each, count, (trainer, exchange) -> trainer.resume(checkpoint))) {
        assertThat(NetworkCase.bits(end.value())).as("%s members", count).isEqualTo(expected);
      }
    }
  }

  /** Without validation; the hashes and lengths that members compare are a small part. */
  @Test
  void bfloat16HalvesTheBytes() throws Exception {
    assertThat((double) bytes(true) / bytes(false)).isBetween(0.5, 0.53);
  }

  private static long bytes(boolean bfloat16) throws InterruptedException {
    NetworkCase each = NetworkCase.named("perceptron");
    Dataset data = each.train();
    return Loopback.run(
            2,
            exchange -> {
              Model wide =
                  Network.layers(data.sampleShape(), Dense.of(2000), Dense.of(data.classes()));
              Trainer trainer = each.apply(wide).bfloat16Gradients(bfloat16).workers(1);
              LoopbackTraining.train(each, data, exchange, trainer);
              return exchange.figures().sentBytes();
            })
        .get(0)
        .value();
  }

  @Test
  void aMemberThatThrowsEndsAllAndIsNamed() throws Exception {
    NetworkCase each = NetworkCase.named("perceptron");
    List<Loopback.End<History>> ends =
        LoopbackTraining.members(
            each,
            4,
            (trainer, exchange) ->
                exchange.member() == 2
                    ? trainer.callbacks(EarlyStopping.patience(each.patience()), failingAt(8))
                    : trainer);
    for (int member = 0; member < 4; member++) {
      Throwable error = ends.get(member).error().get(0);
      if (member == 2) {
        assertThat(error).isInstanceOf(IllegalStateException.class).hasMessage("out of order");
      } else {
        assertThat(error)
            .isInstanceOf(ExchangeException.class)
            .hasMessageContainingAll("member 2", "out of order");
      }
    }
  }

  private static Callback failingAt(long step) {
    return new Callback() {
      @Override
      public void onStep(StepResult result) {
        if (result.step() == step) {
          throw new IllegalStateException("out of order");
        }
      }
    };
  }

  /** All see that the sum is no number; the member with the row says which. */
  @Test
  void aNumberThatIsNotFiniteEndsAll() throws Exception {
    NetworkCase each = NetworkCase.named("two_inputs");
    Dataset data = withNaN(each.train());
    List<Loopback.End<History>> ends =
        Loopback.run(
            3,
            exchange ->
                LoopbackTraining.train(each, data, exchange, LoopbackTraining.serial(each)));
    assertThat(ends).allSatisfy(end -> assertThat(end.error()).hasSize(1));
    assertThat(ends.stream().map(end -> end.error().get(0)))
        .anySatisfy(
            error ->
                assertThat(error)
                    .isInstanceOf(NonFiniteException.class)
                    .hasMessageContaining("sample 150 has NaN as feature 0"));
  }

  private static Dataset withNaN(Dataset data) {
    float[] numbers = new float[data.size() * 4];
    float[] prices = new float[data.size()];
    int[] towns = new int[data.size()];
    numbers[4 * 150] = Float.NaN;
    return Dataset.regression(data.sampleShape(), numbers, Shape.of(1), prices)
        .named("numbers")
        .withInput("town", Shape.scalar(), towns);
  }
}
