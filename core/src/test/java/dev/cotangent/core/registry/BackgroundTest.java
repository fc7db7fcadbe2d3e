package dev.cotangent.core.registry;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

/** Work on a registry's background thread. */
class BackgroundTest {

  private final Background background = new Background();
  private volatile Thread thread = Thread.currentThread();

  private void run(Runnable work) throws InterruptedException {
    CountDownLatch begun = new CountDownLatch(1);
    background.run(
        () -> {
          thread = Thread.currentThread();
          begun.countDown();
          work.run();
        });
    assertThat(begun.await(1, TimeUnit.MINUTES)).isTrue();
  }

  @Test
  void theThreadEndsWithItsWork() throws InterruptedException {
    run(() -> {});
    thread.join(60_000);
    assertThat(thread.isAlive()).isFalse();
    Thread earlier = thread;
    run(() -> {});
    assertThat(thread).isNotSameAs(earlier);
    assertThat(thread.isDaemon()).isTrue();
  }

  @Test
  void aFailureDoesNotStopWhatComesNext() throws InterruptedException {
    CountDownLatch done = new CountDownLatch(1);
    run(
        () -> {
          background.run(done::countDown);
          throw new IllegalStateException("broken");
        });
    assertThat(done.await(1, TimeUnit.MINUTES)).isTrue();
  }

  @Test
  void closingEndsTheThreadAndWhatWaits() throws InterruptedException {
    AtomicBoolean later = new AtomicBoolean();
    CountDownLatch never = new CountDownLatch(1);
    run(
        () -> {
          background.run(() -> later.set(true));
          try {
            never.await();
          } catch (InterruptedException ended) {
            Thread.currentThread().interrupt();
          }
        });
    background.close();
    background.run(() -> later.set(true));
    assertThat(thread.isAlive()).isFalse();
    assertThat(later).isFalse();
  }
}
