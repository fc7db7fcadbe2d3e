package dev.cotangent.spark.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cotangent.core.CotangentException;
import dev.cotangent.spark.LocalCluster;
import dev.cotangent.training.cluster.ExchangeException;
import dev.cotangent.training.failure.NonFiniteException;
import dev.cotangent.training.failure.TrainingInterruptedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Jobs with members in executors of their own, and all that can happen to them. */
@Timeout(value = 4, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class BarrierJobTest {

  private static LocalCluster cluster;

  private final Path folder;

  BarrierJobTest(@TempDir Path folder) {
    this.folder = folder;
  }

  @BeforeAll
  static void start() {
    cluster = LocalCluster.executors(2, 1);
  }

  @AfterAll
  static void stop() {
    cluster.close();
  }

  /** No fault may cost a slot: afterwards, a job that needs both runs. */
  @AfterEach
  void slotsAreFree() {
    cluster.awaitSlots(2);
    assertThat(Programs.value(run(settings(), 2, (member, round) -> {}))).isEqualTo(6);
  }

  private static JobSettings settings() {
    return JobSettings.standard(16).withTasks(2);
  }

  private static JobResult run(JobSettings settings, int rounds, Programs.Round before) {
    return new BarrierJob(cluster.context(), settings)
        .run("test", Programs.attempts(cluster.context(), rounds, before));
  }

  @Test
  void membersExchangeNumbers() {
    JobResult result = run(settings(), 20, (member, round) -> {});
    assertThat(Programs.value(result)).isEqualTo(Programs.expected(2, 20));
    assertThat(result.restarts()).isZero();
  }

  @Test
  void asManyTasksAsFit() {
    JobResult result = run(JobSettings.standard(16), 3, (member, round) -> {});
    assertThat(Programs.value(result)).isEqualTo(Programs.expected(2, 3));
    result = run(JobSettings.standard(1), 3, (member, round) -> {});
    assertThat(Programs.value(result)).isEqualTo(1);
  }

  @Test
  void tooManyTasksAreRefusedAtOnce() {
    long start = System.nanoTime();
    assertThatThrownBy(() -> run(settings().withTasks(3), 1, (member, round) -> {}))
        .isExactlyInstanceOf(CotangentException.class)
        .hasMessage(
            "spark training: 3 tasks are to run at the same time, but 2 fit on"
                + " local-cluster[2,1,1024]; expected fewer tasks (tasks(2) or less), or more"
                + " executors or cores (spark.executor.instances, spark.executor.cores,"
                + " spark.task.cpus)");
    assertThat(System.nanoTime() - start).isLessThan(Duration.ofSeconds(2).toNanos());
  }

  @Test
  void anErrorOfOneMemberComesOnceWithItsType() {
    String file = folder.resolve("attempts").toString();
    assertThatThrownBy(
            () ->
                run(
                    settings(),
                    1000,
                    (member, round) -> {
                      if (member.number() == 1 && round == 5) {
                        Programs.touch(file + member.attempt());
                        throw new NonFiniteException("the loss is NaN", 17, "loss");
                      }
                    }))
        .isInstanceOfSatisfying(
            NonFiniteException.class,
            error -> {
              assertThat(error.step()).isEqualTo(17);
              assertThat(error.quantity()).isEqualTo("loss");
            })
        .hasMessage("member 1 of 2 on 127.0.0.1: the loss is NaN")
        .cause()
        .isInstanceOf(MemberException.class)
        .hasMessageContaining("BarrierJobTest.");
    assertThat(folder.resolve("attempts0")).exists();
    assertThat(folder.resolve("attempts1")).doesNotExist();
  }

  @Test
  void aDifferenceBetweenMembersIsNoReasonToRestart() {
    String file = folder.resolve("attempts").toString();
    assertThatThrownBy(
            () ->
                run(
                    settings(),
                    1000,
                    (member, round) -> {
                      if (member.number() == 1 && round == 5) {
                        Programs.touch(file + member.attempt());
                        throw new ExchangeException("the model differs between members");
                      }
                    }))
        .isInstanceOf(ExchangeException.class)
        .hasMessage("member 1 of 2 on 127.0.0.1: the model differs between members");
    assertThat(folder.resolve("attempts1")).doesNotExist();
  }

  @Test
  void anErrorOfOthersIsNamed() {
    assertThatThrownBy(
            () ->
                run(
                    settings(),
                    1,
                    (member, round) -> {
                      if (member.number() == 0) {
                        throw new IllegalStateException("of a plugin");
                      }
                    }))
        .isExactlyInstanceOf(CotangentException.class)
        .hasMessage("member 0 of 2 on 127.0.0.1: java.lang.IllegalStateException: of a plugin");
  }

  @Test
  void aMemberThatCannotReadItsRowsKeepsNoOtherWaiting() {
    JobAttempt.Maker<Long> attempts =
        (attempt, members) ->
            new JobAttempt<>(
                Programs.rows(cluster.context(), members)
                    .map(
                        row -> {
                          if (row[0] == 2) {
                            throw new CotangentException("row 2 is broken");
                          }
                          return row;
                        }),
                new Programs.Sums(3, (member, round) -> {}));
    assertThatThrownBy(() -> new BarrierJob(cluster.context(), settings()).run("test", attempts))
        .hasMessage("member 1 of 2 on 127.0.0.1: row 2 is broken");
  }

  @Test
  void aKilledExecutorCostsOneRestart() throws Exception {
    Path mark = folder.resolve("mark");
    String file = mark.toString();
    CompletableFuture<JobResult> job =
        CompletableFuture.supplyAsync(
            () ->
                run(
                    settings(),
                    20,
                    (member, round) -> {
                      if (member.attempt() == 0 && member.number() == 1 && round == 7) {
                        Programs.touch(file);
                        Thread.sleep(600_000);
                      }
                    }));
    await(mark);
    LocalCluster.kill(ProcessHandle.of(Long.parseLong(Files.readString(mark))).orElseThrow());
    assertThat(Programs.value(job.get())).isEqualTo(Programs.expected(2, 20));
    assertThat(job.get().restarts()).isEqualTo(1);
  }

  @Test
  void restartsAreLimited() {
    String file = folder.resolve("attempt").toString();
    assertThatThrownBy(
            () ->
                run(
                    settings().withRestarts(1),
                    20,
                    (member, round) -> {
                      if (member.number() == 1 && round == 2) {
                        Programs.touch(file + member.attempt());
                        Runtime.getRuntime().halt(3);
                      }
                    }))
        .hasMessageStartingWith("spark training: tasks were lost: ExecutorLostFailure")
        .hasMessageEndingWith("; restarts: 1 of at most 1");
    assertThat(folder.resolve("attempt1")).exists();
    assertThat(folder.resolve("attempt2")).doesNotExist();
  }

  @Test
  void aCancelledJobEnds() throws Exception {
    Path mark = folder.resolve("mark");
    CompletableFuture<JobResult> job = blocked(mark);
    await(mark);
    cluster.context().cancelAllJobs();
    assertThatThrownBy(job::get)
        .isInstanceOf(ExecutionException.class)
        .cause()
        .isExactlyInstanceOf(CotangentException.class)
        .hasMessageContaining("cancelled");
  }

  @Test
  void anInterruptOfTheDriverEndsTheJob() throws Exception {
    Path mark = folder.resolve("mark");
    String file = mark.toString();
    CompletableFuture<Throwable> error = new CompletableFuture<>();
    Thread driver =
        new Thread(
            () -> {
              try {
                run(settings(), 5, block(file));
              } catch (Throwable e) {
                error.complete(e);
              }
            });
    driver.start();
    await(mark);
    driver.interrupt();
    assertThat(error.get()).isInstanceOf(TrainingInterruptedException.class);
  }

  private static CompletableFuture<JobResult> blocked(Path mark) {
    String file = mark.toString();
    return CompletableFuture.supplyAsync(() -> run(settings(), 5, block(file)));
  }

  /** Member 1 computes without an end, so that member 0 waits for its message. */
  private static Programs.Round block(String file) {
    return (member, round) -> {
      if (member.number() == 1) {
        Programs.touch(file);
        Thread.sleep(600_000);
      }
    };
  }

  private static void await(Path file) throws Exception {
    while (!Files.exists(file) || Files.size(file) == 0) {
      Thread.sleep(20);
    }
  }
}
