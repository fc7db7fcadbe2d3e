package dev.cotangent.spark.net;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cotangent.training.cluster.ExchangeException;
import io.netty.buffer.Unpooled;
import java.nio.ByteBuffer;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Frames of a member that knows the secret, but sends what no member sends. */
@Timeout(120)
class BadFramesTest {

  private static final int GIANT = 2_000_000_000;

  private final Party party = new Party(2);
  private final ExecutorService threads = Executors.newCachedThreadPool();

  static Stream<Arguments> frames() {
    return Stream.of(
        Arguments.of(
            new Frame(Frame.DATA, 1, GIANT, GIANT),
            "a part of 2000000000 bytes of a message of 2000000000, expected at most 1048576"),
        Arguments.of(new Frame(Frame.DATA, 1, -1, 0), "a message of -1 bytes"),
        Arguments.of(
            new Frame(Frame.DATA, 1, 8, 9),
            "a part of 9 bytes of a message of 8, expected at most 8"),
        Arguments.of(
            new Frame(Frame.DATA, 1, 8, 0),
            "a part of 0 bytes of a message of 8, expected at most 8"),
        Arguments.of(new Frame(Frame.DATA, 2, 8, 8), "a part of message 2, expected message 1"),
        Arguments.of(new Frame(Frame.CREDIT, 0, -5, 0), "a credit of -5 bytes"),
        Arguments.of(
            new Frame(Frame.FAILED, 0, 0, GIANT),
            "a reason of 2000000000 bytes, expected at most 4096"),
        Arguments.of(new Frame(Frame.HEARTBEAT, 0, 0, 7), "a frame without content of 7 bytes"),
        Arguments.of(new Frame(0x47455420, 0, 0, 0), "a frame that begins with 0x47455420"));
  }

  @AfterEach
  void nothingIsLeft() throws Exception {
    threads.shutdown();
    party.server(1).close();
    party.assertNothingLeft();
  }

  /** Returns the error of member 0, which waits for 8 bytes of a stranger in the place of 1. */
  private Throwable errorAfter(Frame... frames) throws Exception {
    Future<?> zero =
        threads.submit(
            () -> {
              try (MemberExchange exchange = party.connect(0)) {
                exchange.receive(1, ByteBuffer.allocate(8));
                Thread.sleep(30_000);
              }
              return null;
            });
    try (RawMember raw = RawMember.join(party.addresses.get(0), 1, 0)) {
      for (Frame frame : frames) {
        raw.send(frame);
      }
      raw.awaitClosed();
    }
    return Party.errorOf(zero);
  }

  @ParameterizedTest
  @MethodSource("frames")
  void nonsenseIsNamed(Frame frame, String text) throws Exception {
    assertThat(errorAfter(frame))
        .isInstanceOf(ExchangeException.class)
        .hasMessage("member 1 (%s) sent %s, which no member sends", party.addresses.get(1), text);
  }

  @Test
  void moreThanTheWindowIsRefused() throws Exception {
    Future<?> zero =
        threads.submit(
            () -> {
              try (MemberExchange exchange = party.connect(0)) {
                while (true) {
                  exchange.flush();
                  Thread.sleep(5);
                }
              }
            });
    try (RawMember raw = RawMember.join(party.addresses.get(0), 1, 0)) {
      for (int message = 1; message <= 16; message++) {
        raw.send(new Frame(Frame.DATA, message, Frame.PART, Frame.PART));
        raw.send(Unpooled.wrappedBuffer(new byte[Frame.PART]));
      }
      raw.awaitClosed();
    } catch (java.net.SocketException e) {
      assertThat(e).isNotNull(); // member 0 has closed the connection already
    }
    assertThat(Party.errorOf(zero))
        .hasMessageContaining("sent more than the 16777216 bytes of its window, which no member");
  }

  @Test
  void garbageInMidMessage() throws Exception {
    Throwable error =
        errorAfter(
            new Frame(Frame.DATA, 1, 8, 4),
            new Frame(Frame.GONE, 0, 0, 0), // these are 4 bytes
            new Frame(Frame.GONE, 0, 0, 0));
    assertThat(error).isInstanceOf(ExchangeException.class).hasMessageContaining("member 1 (");
  }

  @Test
  void aLongReasonIsCut() throws Exception {
    String reason = "member 1 has failed: ".concat("é".repeat(3_000));
    Party two = new Party(2);
    two.server(1).close();
    Future<?> zero =
        threads.submit(
            () -> {
              try (MemberExchange exchange = two.connect(0)) {
                exchange.fail(reason);
                exchange.flush();
              }
              return null;
            });
    try (RawMember raw = RawMember.join(two.addresses.get(0), 1, 0)) {
      raw.awaitClosed();
    }
    assertThat(Party.errorOf(zero)).hasMessageEndingWith(reason);
    party.server(0).close();
  }
}
