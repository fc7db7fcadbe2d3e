package dev.cotangent.spark.net;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Each fault ends the calls of all members, with a message that names the member at fault. */
@Timeout(120)
class MemberFaultsTest {

  private static final int LARGE = 100_000_000;

  private Party party = new Party(0);

  private static ByteBuffer bytes(int count) {
    return ByteBuffer.allocateDirect(count);
  }

  private static Party.Program receive(int from) {
    return exchange -> exchange.receive(from, bytes(8));
  }

  private static void pause(CountDownLatch latch) throws InterruptedException {
    assertThat(latch.await(60, TimeUnit.SECONDS)).isTrue();
  }

  private String name(int member) {
    return "member " + member + " (" + party.addresses.get(member) + ")";
  }

  private void start(int members) {
    party = new Party(members);
  }

  @AfterEach
  void nothingIsLeft() throws Exception {
    party.assertNothingLeft();
  }

  @Test
  void aMemberThatIsSlow() throws Exception {
    start(2);
    party.limits = party.limits.withMessage(Duration.ofMillis(300));
    CountDownLatch late = new CountDownLatch(1);
    List<String> errors =
        party.run(
            exchange -> {
              try {
                exchange.receive(1, bytes(8));
              } finally {
                late.countDown();
              }
            },
            exchange -> {
              pause(late);
              exchange.receive(0, bytes(8));
            });
    String fact = name(1) + " is connected and alive, but has sent no message within 300 ms";
    assertThat(errors).containsExactly(fact, name(0) + " reports: " + fact);
  }

  @Test
  void aMemberThatTakesNoMessages() throws Exception {
    start(2);
    party.limits = party.limits.withMessage(Duration.ofMillis(300));
    CountDownLatch late = new CountDownLatch(1);
    List<String> errors =
        party.run(
            exchange -> {
              exchange.send(1, bytes(LARGE));
              try {
                exchange.flush();
              } finally {
                late.countDown();
              }
            },
            exchange -> pause(late));
    assertThat(errors)
        .containsExactly(
            "other members have not taken the messages of " + name(0) + " within 300 ms", "");
  }

  /**
   * Connections to member 0 behave badly as soon as both sides stand; 2 hears of it from 0 or 1.
   */
  private List<String> withProxy(Proxy.Mode mode, Party.Program first) throws Exception {
    start(3);
    party.limits = party.limits.withSilence(Duration.ofMillis(1500));
    String direct = party.addresses.get(0);
    try (Proxy proxy = new Proxy(direct)) {
      CountDownLatch connected = new CountDownLatch(3);
      party.address(0, proxy.address());
      Party.Program second =
          exchange -> {
            connected.countDown();
            pause(connected);
            if (exchange.member() == 1) {
              proxy.mode(mode);
            }
            exchange.receive(exchange.member() == 1 ? 2 : 1, bytes(8));
          };
      return party.run(
          exchange -> {
            connected.countDown();
            pause(connected);
            first.run(exchange);
          },
          second,
          second);
    } finally {
      party.address(0, direct); // the proxy's port is none of a member
    }
  }

  private void assertSilent(List<String> errors) {
    String silent = "has been silent for 1500 ms or longer";
    assertThat(errors.get(0)).matches("member [12] .*" + silent);
    assertThat(errors.get(1)).startsWith("member").contains("member 0 (").contains(silent);
    assertThat(errors.get(2)).startsWith("member").contains("member 0 (").contains(silent);
  }

  @Test
  void aNetworkThatLosesEverything() throws Exception {
    assertSilent(withProxy(Proxy.Mode.SWALLOW, receive(1)));
  }

  @Test
  void aMemberThatStopsReading() throws Exception {
    Party.Program sender =
        exchange -> {
          exchange.send(1, bytes(LARGE));
          exchange.flush();
        };
    assertSilent(withProxy(Proxy.Mode.STOP, sender));
  }

  @Test
  void aConnectionThatIsCutInMidMessage() throws Exception {
    start(2);
    String direct = party.addresses.get(0);
    try (Proxy proxy = new Proxy(direct)) {
      party.address(0, proxy.address());
      List<String> errors =
          party.run(
              exchange -> {
                exchange.send(1, bytes(LARGE));
                exchange.receive(1, bytes(8));
                proxy.cut();
                exchange.flush();
              },
              exchange -> {
                exchange.send(0, bytes(8));
                exchange.receive(0, bytes(LARGE));
              });
      assertThat(errors.get(0))
          .matches("(the connection to )?member 1 \\(.*(without a word|broke).*");
      assertThat(errors.get(1))
          .matches("(the connection to )?member 0 \\(.*(without a word|broke).*");
    }
    party.address(0, direct);
  }

  @Test
  void aTaskThatHasGone() throws Exception {
    start(2);
    List<String> errors = party.run(receive(1), MemberExchange::close);
    assertThat(errors)
        .containsExactly(name(1) + " has gone, since its task has ended, before its message", "");
  }

  @Test
  void aTaskThatHasGoneBeforeItIsSentTo() throws Exception {
    start(2);
    CountDownLatch gone = new CountDownLatch(1);
    List<String> errors =
        party.run(
            exchange -> {
              exchange.receive(1, bytes(8));
              pause(gone);
              while (true) { // until the goodbye has come
                exchange.send(1, bytes(8));
                exchange.flush();
              }
            },
            exchange -> {
              exchange.send(0, bytes(8));
              exchange.flush();
              exchange.close();
              gone.countDown();
            });
    assertThat(errors.get(0)).startsWith(name(1) + " has gone, since its task has ended");
  }

  @Test
  void anotherLengthIsADisagreement() throws Exception {
    for (boolean waiting : List.of(true, false)) {
      start(2);
      CountDownLatch sent = new CountDownLatch(waiting ? 0 : 1);
      List<String> errors =
          party.run(
              exchange -> {
                pause(sent);
                exchange.receive(1, bytes(16));
              },
              exchange -> {
                exchange.send(0, bytes(12));
                exchange.flush();
                sent.countDown();
                exchange.receive(0, bytes(8));
              });
      String fact =
          "the members disagree: %s expects 16 bytes, %s sent a message of 12"
              .formatted(name(0), name(1));
      assertThat(errors).containsExactly(fact, name(0) + " reports: " + fact);
    }
  }

  @Test
  void aMemberThatFailsWhileOthersSend() throws Exception {
    start(3);
    CountDownLatch sending = new CountDownLatch(2);
    Party.Program sender =
        exchange -> {
          exchange.send(2, bytes(LARGE));
          exchange.send(1 - exchange.member(), bytes(LARGE));
          sending.countDown();
          exchange.flush();
        };
    List<String> errors =
        party.run(
            sender,
            sender,
            exchange -> {
              pause(sending);
              exchange.fail("a plugin threw");
              exchange.flush();
            });
    assertThat(errors).containsOnly(name(2) + " has failed: a plugin threw");
  }

  @Test
  void closingFromAnotherThread() throws Exception {
    start(2);
    CountDownLatch receiving = new CountDownLatch(1);
    List<String> errors =
        party.run(
            exchange -> {
              Thread closer =
                  new Thread(
                      () -> {
                        receiving.countDown();
                        exchange.close();
                      });
              closer.start();
              exchange.receive(1, bytes(8));
            },
            exchange -> {
              pause(receiving);
              exchange.receive(0, bytes(8));
            });
    assertThat(errors)
        .containsExactly(
            name(0) + " has closed its exchange",
            name(0) + " has gone, since its task has ended, before its message");
  }

  @Test
  void anInterruptEndsTheWait() throws Exception {
    start(2);
    List<String> errors =
        party.run(
            exchange -> {
              Thread.currentThread().interrupt();
              try {
                exchange.receive(1, bytes(8));
              } finally {
                assertThat(Thread.interrupted()).isTrue();
              }
            },
            receive(0));
    assertThat(errors)
        .containsOnly(
            name(0)
                + " has failed: its thread was interrupted while it waited for a message of "
                + name(1));
  }

  @Test
  void aTaskThatIsCancelled() throws Exception {
    start(2);
    AtomicBoolean cancel = new AtomicBoolean();
    party.cancelled = cancel::get;
    CountDownLatch connected = new CountDownLatch(2);
    Party.Program program =
        exchange -> {
          connected.countDown();
          pause(connected);
          cancel.set(true);
          exchange.receive(1 - exchange.member(), bytes(8));
        };
    List<String> errors = party.run(program, program);
    assertThat(errors.get(0)).contains("its task was cancelled while it waited for a message of");
    assertThat(errors.get(1)).contains("its task was cancelled while it waited for a message of");
  }
}
