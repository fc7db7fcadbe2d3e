package dev.cotangent.spark.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cotangent.core.CotangentException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MemberExchangeTest {

  private static byte[] content(int from, int to, int number, int bytes) {
    byte[] content = new byte[bytes];
    new Random(from * 31L + to * 17L + number).nextBytes(content);
    return content;
  }

  private static ByteBuffer buffer(boolean direct, int bytes) {
    return direct ? ByteBuffer.allocateDirect(bytes) : ByteBuffer.allocate(bytes);
  }

  private static void sendAll(MemberExchange exchange, int messages, int bytes, boolean direct) {
    for (int to = 0; to < exchange.members(); to++) {
      for (int number = 0; number < messages && to != exchange.member(); number++) {
        // A message may be any range of a buffer.
        ByteBuffer message = buffer(direct, bytes + 8).position(3).limit(3 + bytes);
        message.put(3, content(exchange.member(), to, number, bytes));
        exchange.send(to, message);
        assertThat(message.position()).isEqualTo(3);
      }
    }
  }

  private static void receiveAll(MemberExchange exchange, int messages, int bytes, boolean direct) {
    for (int from = 0; from < exchange.members(); from++) {
      for (int number = 0; number < messages && from != exchange.member(); number++) {
        ByteBuffer into = buffer(direct, bytes + 8).position(5).limit(5 + bytes);
        exchange.receive(from, into);
        byte[] received = new byte[bytes];
        into.get(received);
        assertThat(received).isEqualTo(content(from, exchange.member(), number, bytes));
        into.limit(bytes + 8).position(0);
        assertThat(into.get(4)).isZero();
        assertThat(into.get(5 + bytes)).isZero();
      }
    }
  }

  @ParameterizedTest
  @CsvSource({
    "2,1,0",
    "3,2,1",
    "4,3,1024",
    "3,1,10000000",
    "2,1000,100",
    "2,20,300000",
    "2,1,40000000"
  })
  void allGetWhatAllSend(int members, int messages, int bytes) throws Exception {
    for (boolean direct : List.of(true, false)) {
      Party party = new Party(members);
      party.runAll(
          exchange -> {
            sendAll(exchange, messages, bytes, direct);
            receiveAll(exchange, messages, bytes, direct);
            exchange.flush();
            long each = (long) (members - 1) * messages * bytes;
            assertThat(exchange.figures().sentBytes()).isEqualTo(each);
            assertThat(exchange.figures().receivedBytes()).isEqualTo(each);
          });
      party.assertNothingLeft();
    }
  }

  @Test
  void messagesInTheWindowNeedNoReceiver() throws Exception {
    Party party = new Party(2);
    party.runAll(
        exchange -> {
          sendAll(exchange, 15, 1_000_000, true);
          exchange.flush();
          receiveAll(exchange, 15, 1_000_000, true);
        });
  }

  @Test
  void roundsFollowEachOther() throws Exception {
    Party party = new Party(3);
    party.limits = ExchangeLimits.standard().withWindow(ExchangeLimits.LEAST_WINDOW);
    party.runAll(
        exchange -> {
          for (int round = 0; round < 300; round++) {
            int bytes = round % 7 * 60_000;
            sendAll(exchange, 1, bytes, round % 2 == 0);
            receiveAll(exchange, 1, bytes, round % 3 == 0);
            exchange.flush();
          }
        });
  }

  @Test
  void oneMemberNeedsNoConnection() throws Exception {
    Party party = new Party(1);
    party.runAll(
        exchange -> {
          exchange.flush();
          assertThat(exchange.members()).isEqualTo(1);
          assertThatThrownBy(() -> exchange.send(0, ByteBuffer.allocate(1)))
              .isInstanceOf(CotangentException.class)
              .hasMessageContaining("member 0, expected another one of 1");
        });
    party.assertNothingLeft();
  }

  @Test
  void figuresAreReadable() {
    assertThat(new ExchangeFigures(2_000_000, 1_500_000, 1_000_000, 0))
        .hasToString("2.0 MB sent, 1.5 MB received, 0.001 s in receive, 0.000 s in flush");
  }

  @Test
  void aServerThatIsNotUsedCloses() throws Exception {
    Party party = new Party(1);
    party.server(0).close();
    party.server(0).close();
    party.assertNothingLeft();
  }
}
