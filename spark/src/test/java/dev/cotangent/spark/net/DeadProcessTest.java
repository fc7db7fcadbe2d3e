package dev.cotangent.spark.net;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A member in a JVM of its own that is killed. */
@Timeout(180)
class DeadProcessTest {

  /** Member 2 of the addresses given; it sends 8 bytes to both others and then waits. */
  static final class Member {

    private Member() {}

    public static void main(String[] addresses) throws Exception {
      try (MemberServer server = MemberServer.bind(Party.HOST)) {
        System.out.println(server.address());
        List<String> all = List.of(addresses[0], addresses[1], server.address());
        MemberExchange exchange =
            server.connect(Party.JOB, Party.SECRET, 2, all, ExchangeLimits.standard(), () -> false);
        exchange.send(0, ByteBuffer.allocate(8));
        exchange.send(1, ByteBuffer.allocate(8));
        exchange.receive(0, ByteBuffer.allocate(8));
      }
    }
  }

  @Test
  void theOthersHearOfItAtOnce() throws Exception {
    Party party = new Party(2);
    Process process = start(party.addresses);
    try {
      party.addresses.add(firstLine(process));
      Party.Program program =
          exchange -> {
            exchange.receive(2, ByteBuffer.allocate(8));
            if (exchange.member() == 0) {
              process.destroyForcibly();
            }
            exchange.receive(1 - exchange.member(), ByteBuffer.allocate(8));
          };
      List<String> errors = party.run(program, program);
      String dead = "member 2 (" + party.addresses.get(2) + ")";
      assertThat(errors).allSatisfy(error -> assertThat(error).contains(dead));
      assertThat(errors).anyMatch(error -> error.matches(".*(without a word|broke).*"));
    } finally {
      process.destroyForcibly().waitFor();
    }
    party.addresses.remove(2);
    party.assertNothingLeft();
  }

  private static Process start(List<String> addresses) throws IOException {
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-cp",
            System.getProperty("java.class.path"),
            Member.class.getName(),
            addresses.get(0),
            addresses.get(1))
        .redirectError(ProcessBuilder.Redirect.INHERIT)
        .start();
  }

  private static String firstLine(Process process) throws IOException {
    return new BufferedReader(
            new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))
        .readLine();
  }
}
