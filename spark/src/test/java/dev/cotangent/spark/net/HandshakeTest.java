package dev.cotangent.spark.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cotangent.core.CotangentException;
import dev.cotangent.training.cluster.ExchangeException;
import io.netty.buffer.Unpooled;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A member refuses whatever is not one of its job, and goes on waiting for the right one. */
@Timeout(120)
class HandshakeTest {

  private static final byte[] WRONG = "another secret of 16 bytes".getBytes(StandardCharsets.UTF_8);

  @SuppressWarnings("UnnecessaryLambda") // said once
  private static final BooleanSupplier NEVER = () -> false;

  private final AtomicBoolean cancel = new AtomicBoolean();
  private final Party party = new Party(2);
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final Logged logged = new Logged(Rendezvous.class);
  private Future<MemberExchange> zero;

  /** Something that a stranger does on a connection. */
  private interface Stranger {
    void act(RawMember connection) throws Exception;
  }

  @BeforeEach
  void memberZeroWaits() {
    party.cancelled = cancel::get;
    zero = threads.submit(() -> party.connect(0));
  }

  @AfterEach
  void nothingIsLeft() throws Exception {
    threads.shutdown();
    logged.close();
    party.assertNothingLeft();
  }

  private void refuses(String reason, Stranger stranger) throws Exception {
    try (RawMember connection = new RawMember(party.addresses.get(0))) {
      stranger.act(connection);
      connection.awaitClosed();
    }
    assertThat(logged.messages())
        .anySatisfy(
            message ->
                assertThat(message)
                    .startsWith("member 0 (" + party.addresses.get(0) + ") refused /127.0.0.1:")
                    .endsWith(": " + reason));
    theRightOneGetsIn();
  }

  private void theRightOneGetsIn() throws Exception {
    try (MemberExchange one = party.connect(1);
        MemberExchange other = zero.get(60, TimeUnit.SECONDS)) {
      one.send(0, ByteBuffer.wrap(new byte[] {1, 2, 3}));
      ByteBuffer into = ByteBuffer.allocate(3);
      other.receive(1, into);
      assertThat(into.array()).containsExactly(1, 2, 3);
    }
  }

  private void refuses(String reason, JobId job, int dialer, int acceptor) throws Exception {
    refuses(
        reason,
        connection ->
            assertThatThrownBy(() -> connection.shake(job, Party.SECRET, dialer, acceptor))
                .isInstanceOf(IOException.class));
  }

  @Test
  void aWrongSecret() throws Exception {
    refuses(
        "it says it is member 1, with a wrong secret",
        connection -> connection.shake(Party.JOB, WRONG, 1, 0));
  }

  @Test
  void anotherJob() throws Exception {
    refuses("it is of job other attempt 1, not job test attempt 1", new JobId("other", 1), 1, 0);
  }

  @Test
  void anotherAttempt() throws Exception {
    refuses("it is of job test attempt 0, not job test attempt 1", new JobId("test", 0), 1, 0);
  }

  @Test
  void aNumberOutOfRange() throws Exception {
    refuses("member 2 dials member 0, expected a higher member of 2", Party.JOB, 2, 0);
  }

  @Test
  void theNumberOfTheOneThatIsDialed() throws Exception {
    refuses("member 0 dials member 0, expected a higher member of 2", Party.JOB, 0, 0);
  }

  @Test
  void aCallForAnotherMember() throws Exception {
    refuses("member 1 dials member 1, expected a higher member of 2", Party.JOB, 1, 1);
  }

  @Test
  void garbage() throws Exception {
    refuses(
        "what it sent is not of a member",
        connection ->
            connection.send(
                Unpooled.copiedBuffer("GET / HTTP/1.1\r\n\r\n", StandardCharsets.US_ASCII)));
  }

  @Test
  void aNameThatIsTooLong() throws Exception {
    refuses(
        "a job's name of 2000000000 bytes",
        connection ->
            connection.send(
                Unpooled.buffer()
                    .writeLong(Handshake.MAGIC)
                    .writeZero(12 + Handshake.NONCE)
                    .writeInt(2_000_000_000)));
  }

  @Test
  void aPortScannerThatSaysNothing() throws Exception {
    refuses("no handshake within 5 s", connection -> {});
  }

  @Test
  void aConnectionThatIsClosedAtOnce() throws Exception {
    new RawMember(party.addresses.get(0)).close();
    theRightOneGetsIn();
  }

  @Test
  void aNumberThatIsTaken() throws Exception {
    Party three = new Party(3);
    Future<MemberExchange> first = threads.submit(() -> three.connect(0));
    try (RawMember one = RawMember.join(three.addresses.get(0), 1, 0);
        RawMember again = new RawMember(three.addresses.get(0))) {
      assertThatThrownBy(() -> again.shake(Party.JOB, Party.SECRET, 1, 0))
          .isInstanceOf(IOException.class);
      assertThat(logged.messages())
          .anyMatch(message -> message.endsWith(": member 1 is already connected"));
      RawMember.join(three.addresses.get(0), 2, 0).close();
      one.send(new Frame(Frame.GONE, 0, 0, 0));
      first.get(60, TimeUnit.SECONDS).close();
    }
    three.server(1).close();
    three.server(2).close();
    theRightOneGetsIn();
  }

  @Test
  void theDialerNoticesAnotherSecret() throws Exception {
    ExchangeLimits shorter = party.limits.withConnect(Duration.ofSeconds(2));
    Future<MemberExchange> one =
        threads.submit(
            () -> party.server(1).connect(Party.JOB, WRONG, 1, party.addresses, shorter, NEVER));
    assertThat(Party.errorOf(one))
        .isInstanceOf(ExchangeException.class)
        .hasMessage(
            "not all members have connected within 2 s: member 0 (%s): it has another secret",
            party.addresses.get(0));
    cancelZero();
  }

  @Test
  void aMemberThatNeverComes() throws Exception {
    Party alone = new Party(2);
    alone.limits = alone.limits.withConnect(Duration.ofMillis(300));
    alone.server(1).close();
    assertThat(Party.errorOf(threads.submit(() -> alone.connect(0))))
        .hasMessage(
            "not all members have connected within 300 ms: member 1 (%s): it did not dial",
            alone.addresses.get(1));
    cancelZero();
  }

  @Test
  void aMemberThatCannotBeReached() throws Exception {
    Party alone = new Party(2);
    alone.limits = alone.limits.withConnect(Duration.ofSeconds(2));
    alone.server(0).close();
    assertThat(Party.errorOf(threads.submit(() -> alone.connect(1))))
        .hasMessageMatching(
            "not all members have connected within 2 s: member 0 .*Connection refused.*");
    cancelZero();
  }

  private void cancelZero() throws Exception {
    party.server(1).close();
    cancel.set(true);
    assertThat(Party.errorOf(zero))
        .hasMessageEndingWith("its task was cancelled while it waited for the others to connect");
  }

  @Test
  void aShortSecret() throws Exception {
    byte[] secret = new byte[15];
    assertThatThrownBy(
            () ->
                party.server(1).connect(Party.JOB, secret, 1, party.addresses, party.limits, NEVER))
        .isInstanceOf(CotangentException.class)
        .hasMessageContaining("member 1 of 2 with a secret of 15 bytes, expected at least 16");
    cancelZero();
  }

  @Test
  void proofsOfTheTwoSidesDiffer() throws Exception {
    Handshake.Hello hello = new Handshake.Hello("a", 0, 1, 0, Handshake.nonce());
    byte[] nonce = Handshake.nonce();
    byte[] proof = hello.proof(WRONG, Handshake.ACCEPTOR, nonce);
    assertThat(hello.proves(proof, WRONG, Handshake.ACCEPTOR, nonce)).isTrue();
    assertThat(hello.proves(proof, WRONG, Handshake.DIALER, nonce)).isFalse();
    assertThat(hello.proves(proof, WRONG, Handshake.ACCEPTOR, Handshake.nonce())).isFalse();
    cancelZero();
  }
}
