package dev.cotangent.layers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cotangent.core.CotangentException;
import dev.cotangent.core.DType;
import dev.cotangent.core.Shape;
import dev.cotangent.core.ShapeException;
import dev.cotangent.core.graph.Cotangents;
import dev.cotangent.core.graph.Tensor;
import dev.cotangent.core.model.Batching;
import dev.cotangent.core.model.BatchingPredictor;
import dev.cotangent.core.model.BatchingStatistics;
import dev.cotangent.core.model.Model;
import dev.cotangent.core.model.Published;
import dev.cotangent.core.model.RejectedPredictionException;
import dev.cotangent.core.model.RejectedPredictionException.Reason;
import dev.cotangent.core.op.UnaryOp;
import dev.cotangent.core.random.RandomStream;
import dev.cotangent.core.spi.Signature;
import dev.cotangent.core.work.WorkException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class BatchingPredictorTest {

  private static final int IN = 13;
  private static final int CALLERS = 16;
  private static final Duration LONG = Duration.ofSeconds(30);
  private static final Duration SOON = Duration.ofMillis(2);

  private final Model model =
      Sequential.of(Dense.of(17), Activate.with("tanh"), Dense.of(5)).build(Shape.of(IN), 3);

  private static float[] sample(int seed) {
    RandomStream stream = RandomStream.of(seed, "sample");
    float[] sample = new float[IN];
    for (int i = 0; i < IN; i++) {
      sample[i] = (float) stream.normal(i);
    }
    return sample;
  }

  private static void inParallel(List<Callable<Boolean>> tasks) throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(tasks.size());
    try {
      for (Future<Boolean> result : threads.invokeAll(tasks)) {
        assertThat(result.get()).isTrue();
      }
    } finally {
      threads.shutdown();
    }
  }

  @Test
  void givesEachCallerTheBitsOfASinglePrediction() throws Exception {
    for (Duration wait : List.of(Duration.ZERO, SOON)) {
      try (BatchingPredictor batching = model.predictor().batching(7, wait)) {
        List<Callable<Boolean>> callers = new ArrayList<>();
        for (int caller = 0; caller < CALLERS; caller++) {
          int first = caller;
          callers.add(() -> isAlwaysRight(batching, first));
        }
        inParallel(callers);
        BatchingStatistics done = batching.statistics();
        assertThat(done.rows()).isEqualTo(CALLERS * 100L);
        assertThat(done.batches()).isBetween(CALLERS * 100L / 7, CALLERS * 100L);
        assertThat(done.queued()).isZero();
      }
    }
  }

  private boolean isAlwaysRight(BatchingPredictor batching, int caller) {
    boolean right = true;
    for (int i = 0; i < 100; i++) {
      float[] sample = sample(caller * 100 + i);
      right &= Arrays.equals(batching.predict(sample), model.predictor().predict(sample));
    }
    return right;
  }

  @Test
  void fillsABatchBeforeTheWaitIsOver() {
    try (BatchingPredictor batching = model.predictor().batching(4, LONG)) {
      List<CompletableFuture<float[]>> results = new ArrayList<>();
      for (int i = 0; i < 4; i++) {
        results.add(batching.predictAsync(sample(i)).toCompletableFuture());
      }
      for (int i = 0; i < 4; i++) {
        assertThat(results.get(i).join()).isEqualTo(model.predictor().predict(sample(i)));
      }
      assertThat(batching.statistics()).isEqualTo(new BatchingStatistics(0, 1, 4, 0, 0, 0));
    }
  }

  @Test
  void servesNamedInputs() {
    Model towers =
        Graph.of(
                g -> {
                  GraphNode town = g.apply("towns", Embedding.of(5, 2), g.input("town"));
                  GraphNode both = g.apply("both", Concat.last(), g.input("numbers"), town);
                  g.output("class", g.apply("class", Dense.of(3), both));
                  g.output("price", g.apply("price", Dense.of(1), both));
                })
            .build(Signature.of("numbers", Shape.of(2)).and("town", DType.I32, Shape.scalar()), 7);
    try (BatchingPredictor batching = towers.predictor().batching(2, LONG)) {
      Map<String, Object> one = Map.of("numbers", new float[] {1, 2}, "town", new int[] {3});
      Map<String, Object> two = Map.of("numbers", new float[] {4, 5}, "town", new int[] {2});
      CompletableFuture<Map<String, float[]>> first =
          batching.predictAsync(one).toCompletableFuture();
      assertSame(batching.predict(two), towers.predictor().predict(two));
      assertSame(first.join(), towers.predictor().predict(one));
      assertThatThrownBy(() -> batching.predict(new float[2]))
          .hasMessageContaining("expected arrays by name");
      assertThatThrownBy(() -> batching.predict(Map.of("town", new int[1])))
          .hasMessageContaining("input 'numbers' of the model is missing");
      assertThatThrownBy(
              () -> batching.predict(Map.of("numbers", new float[4], "town", new int[2])))
          .isInstanceOf(ShapeException.class)
          .hasMessage("the inputs have 2 samples, expected 1");
    }
  }

  private static void assertSame(Map<String, float[]> found, Map<String, float[]> expected) {
    assertThat(found.keySet()).containsExactlyElementsOf(expected.keySet());
    expected.forEach((name, values) -> assertThat(found.get(name)).containsExactly(values));
  }

  @Test
  void aWrongLengthFailsAtOnce() {
    try (BatchingPredictor batching = model.predictor().batching(4, Duration.ZERO)) {
      assertThatThrownBy(() -> batching.predict(new float[IN + 1]))
          .isInstanceOf(ShapeException.class)
          .hasMessage("the input has 14 numbers, expected 13 for one sample [13]");
      assertThat(batching.statistics().batches()).isZero();
    }
  }

  @Test
  void aSampleFailsAlone() {
    Model picky = Model.build(Lambda.of("picky", new Picky()::on), Shape.of(1), 1);
    try (BatchingPredictor batching = picky.predictor().batching(3, LONG)) {
      CompletableFuture<float[]> before =
          batching.predictAsync(new float[] {1}).toCompletableFuture();
      CompletableFuture<float[]> failing =
          batching.predictAsync(new float[] {13}).toCompletableFuture();
      assertThat(batching.predict(new float[] {2})).containsExactly(2);
      assertThat(before.join()).containsExactly(1);
      assertThatThrownBy(failing::join)
          .isInstanceOf(CompletionException.class)
          .hasCauseInstanceOf(WorkException.class)
          .hasMessageContaining("an unlucky number");
      assertThat(batching.statistics()).isEqualTo(new BatchingStatistics(0, 1, 3, 1, 0, 0));
    }
    try (BatchingPredictor batching = picky.predictor().batching(3, Duration.ZERO)) {
      assertThatThrownBy(() -> batching.predict(new float[] {13}))
          .isInstanceOf(WorkException.class);
      assertThat(batching.predict(new float[] {3})).containsExactly(3);
    }
  }

  /** Identity, except that 13 throws. */
  private record Picky() implements UnaryOp {

    @Override
    public String id() {
      return "picky";
    }

    @Override
    public double value(double x) {
      if (x == 13) {
        throw new IllegalArgumentException("an unlucky number");
      }
      return x;
    }

    @Override
    public void vjp(Tensor y, Tensor upstream, Cotangents cotangents) {
      cotangents.add(0, upstream);
    }
  }

  @Test
  void acceptsSequencesAndCategories() {
    Model sequences =
        Sequential.of(Embedding.of(9, 4), Lstm.of(3).withReturnSequences(), Permute.of(1, 0))
            .build(Shape.of(5), 1);
    float[] sample = {0, 3, 8, 1, 1};
    try (BatchingPredictor batching = sequences.predictor().batching(4, SOON)) {
      assertThat(batching.predict(sample)).containsExactly(sequences.predictor().predict(sample));
    }
  }

  @Test
  void refusesSamplesThatDependOnEachOther() {
    Model centred =
        Sequential.of(Dense.of(3), Lambda.of("centred", x -> x.sub(x.mean(List.of(0), true))))
            .build(Shape.of(2), 1);
    assertThatThrownBy(() -> centred.predictor().batching(4, SOON))
        .isInstanceOf(CotangentException.class)
        .hasMessageContaining("batching: samples of a batch depend on each other by ")
        .hasMessageContaining(" in 1, expected");
  }

  @Test
  void aFullQueueRejects() throws Exception {
    Gate gate = new Gate();
    Batching settings = Batching.of(1, Duration.ZERO).withQueue(2).withTimeLimit(LONG);
    try (BatchingPredictor batching = gate.model().predictor().batching(settings)) {
      CompletableFuture<float[]> running =
          batching.predictAsync(new float[1]).toCompletableFuture();
      gate.reached.await();
      CompletableFuture<float[]> first = batching.predictAsync(new float[1]).toCompletableFuture();
      batching.predictAsync(new float[1]);
      assertThat(batching.statistics().queued()).isEqualTo(2);
      assertThatThrownBy(() -> batching.predict(new float[1]))
          .isInstanceOf(RejectedPredictionException.class)
          .hasMessage("batching: 2 requests wait already, expected fewer")
          .extracting("reason")
          .isEqualTo(Reason.QUEUE_FULL);
      gate.open.countDown();
      assertThat(running.join()).containsExactly(0);
      assertThat(first.join()).containsExactly(0);
      assertThat(batching.statistics().rejected()).isEqualTo(1);
    }
  }

  @Test
  void aRequestEndsByTheTimeLimit() throws Exception {
    Gate gate = new Gate();
    Batching settings = Batching.of(1, Duration.ZERO).withTimeLimit(Duration.ofMillis(50));
    try (BatchingPredictor batching = gate.model().predictor().batching(settings)) {
      for (int i = 0; i < 2; i++) { // one that runs, and one that waits
        assertThatThrownBy(() -> batching.predict(new float[1]))
            .isInstanceOf(RejectedPredictionException.class)
            .hasMessage("batching: no prediction within the time limit of 50 ms")
            .extracting("reason")
            .isEqualTo(Reason.TIME_LIMIT);
      }
      gate.open.countDown();
    }
    try (BatchingPredictor open = gate.model().predictor().batching(1, Duration.ZERO)) {
      assertThat(open.predict(new float[1])).containsExactly(0);
    }
  }

  @Test
  void anInterruptEndsTheWait() throws Exception {
    Gate gate = new Gate();
    try (BatchingPredictor batching = gate.model().predictor().batching(1, Duration.ZERO)) {
      batching.predictAsync(new float[1]);
      gate.reached.await();
      AtomicReference<Throwable> thrown = new AtomicReference<>();
      Thread caller =
          new Thread(
              () -> {
                try {
                  batching.predict(new float[1]);
                } catch (CancellationException e) {
                  thrown.set(Thread.currentThread().isInterrupted() ? e : null);
                }
              });
      caller.start();
      caller.interrupt();
      caller.join();
      assertThat(thrown.get()).hasMessage("the prediction was interrupted");
      gate.open.countDown();
    }
  }

  @Test
  void closingFinishesWhatWasAccepted() throws Exception {
    Gate gate = new Gate();
    BatchingPredictor batching = gate.model().predictor().batching(1, Duration.ZERO);
    CompletableFuture<float[]> running = batching.predictAsync(new float[1]).toCompletableFuture();
    gate.reached.await();
    CompletableFuture<float[]> waiting = batching.predictAsync(new float[1]).toCompletableFuture();
    Thread closing = new Thread(batching::close);
    closing.start();
    while (!isClosed(batching)) {
      Thread.onSpinWait();
    }
    gate.open.countDown();
    closing.join();
    assertThat(running.join()).containsExactly(0);
    assertThat(waiting.join()).containsExactly(0);
    while (threads() > 0) { // those of other tests may be about to end
      Thread.sleep(1);
    }
    batching.close();
  }

  private static boolean isClosed(BatchingPredictor batching) {
    try {
      batching.predictAsync(new float[1]);
      return false;
    } catch (RejectedPredictionException rejected) {
      return rejected.reason() == Reason.CLOSED;
    }
  }

  private static long threads() {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> thread.getName().equals("cotangent-batching"))
        .count();
  }

  @Test
  void mayBeClosedByAStage() {
    BatchingPredictor batching = model.predictor().batching(1, Duration.ZERO);
    batching.predictAsync(sample(1)).thenRun(batching::close).toCompletableFuture().join();
    assertThatThrownBy(() -> batching.predict(sample(1)))
        .hasMessage("batching: the predictor is closed, expected no further requests");
  }

  @Test
  void noRequestIsLostWhileClosing() throws Exception {
    for (int round = 0; round < 50; round++) {
      BatchingPredictor batching = model.predictor().batching(3, Duration.ZERO);
      List<Callable<Boolean>> callers = new ArrayList<>();
      for (int caller = 0; caller < 4; caller++) {
        callers.add(() -> isServedUntilClosed(batching));
      }
      callers.add(
          () -> {
            batching.close();
            return true;
          });
      inParallel(callers);
      assertThat(batching.statistics().queued()).isZero();
    }
  }

  private static boolean isServedUntilClosed(BatchingPredictor batching) {
    try {
      while (true) {
        batching.predict(sample(1));
      }
    } catch (RejectedPredictionException rejected) {
      return rejected.reason() == Reason.CLOSED;
    }
  }

  @Test
  void usesThePublishedState() {
    Published published = model.published();
    try (BatchingPredictor batching = published.batching(4, Duration.ZERO)) {
      float[] before = batching.predict(sample(1));
      model.store().write(model.parameter("2.bias"), 1, 2, 3, 4, 5);
      assertThat(batching.predict(sample(1))).containsExactly(before);
      published.publish();
      assertThat(batching.predict(sample(1)))
          .containsExactly(model.predictor().predict(sample(1)))
          .isNotEqualTo(before);
    }
  }

  @Test
  void checksItsSettings() {
    assertThatThrownBy(() -> Batching.of(0, SOON))
        .hasMessage("batching: max rows 0, expected 1 to 65536");
    assertThatThrownBy(() -> Batching.of(1, Duration.ofMillis(-1)))
        .hasMessage("batching: max wait PT-0.001S, expected zero to PT24H");
    assertThatThrownBy(() -> Batching.of(1, SOON).withQueue(0))
        .hasMessage("batching: a queue of 0, expected at least 1");
    assertThatThrownBy(() -> Batching.of(1, SOON).withTimeLimit(Duration.ZERO))
        .hasMessage("batching: time limit PT0S, expected above zero, at most PT24H");
    assertThat(Batching.of(4, SOON).queue()).isEqualTo(1024);
  }

  /** A model of which a prediction waits until the gate is open. */
  private static final class Gate {

    private final CountDownLatch reached = new CountDownLatch(1);
    private final CountDownLatch open = new CountDownLatch(1);

    Model model() {
      return Model.build(Lambda.of("gate", new Passing(this)::on), Shape.of(1), 1);
    }

    private double pass(double x) {
      reached.countDown();
      try {
        open.await();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
      return x;
    }
  }

  private record Passing(Gate gate) implements UnaryOp {

    @Override
    public String id() {
      return "passing";
    }

    @Override
    public double value(double x) {
      return gate.pass(x);
    }

    @Override
    public void vjp(Tensor y, Tensor upstream, Cotangents cotangents) {
      cotangents.add(0, upstream);
    }
  }
}
