package dev.cotangent.spark.net;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * One member of an exchange with the messages of training steps, to measure how long they take on a
 * network: a small round, the reduction of segments, the sums to all, and another small round.
 *
 * <p>Arguments: a folder that all members share, member, members, host, then numbers of floats.
 */
final class StepExchange {

  private static final int SHARDS = 16;
  private static final int SEGMENT = 1 << 18;
  private static final int WARM = 3000;
  private static final double SECONDS = 1.2;

  private final MemberExchange exchange;
  private final int members;
  private final int own;
  private final List<ByteBuffer> buffers = new ArrayList<>();
  private final ByteBuffer small =
      ByteBuffer.allocateDirect(Double.BYTES).order(ByteOrder.LITTLE_ENDIAN);
  private int used;
  private float[] sum = {};

  private StepExchange(MemberExchange exchange) {
    this.exchange = exchange;
    this.members = exchange.members();
    this.own = exchange.member();
  }

  public static void main(String[] words) throws Exception {
    int member = Integer.parseInt(words[1]);
    try (MemberServer server = MemberServer.bind(words[3])) {
      List<String> all =
          gather(Path.of(words[0]), member, Integer.parseInt(words[2]), server.address());
      try (MemberExchange exchange =
          server.connect(
              Party.JOB, Party.SECRET, member, all, ExchangeLimits.standard(), () -> false)) {
        StepExchange steps = new StepExchange(exchange);
        steps.warmUp();
        for (String floats : List.of(words).subList(4, words.length)) {
          steps.measure(Integer.parseInt(floats));
        }
      }
    }
  }

  /** Tells all members the address of this one and returns those of all. */
  static List<String> gather(Path folder, int member, int members, String address)
      throws IOException, InterruptedException {
    announce(folder.resolve("member" + member), address);
    List<String> all = new ArrayList<>();
    for (int other = 0; other < members; other++) {
      all.add(await(folder.resolve("member" + other)));
    }
    return all;
  }

  private static void announce(Path file, String address) throws IOException {
    Path part = Files.writeString(file.resolveSibling(file.getFileName() + ".part"), address);
    Files.move(part, file, StandardCopyOption.ATOMIC_MOVE);
  }

  private static String await(Path file) throws IOException, InterruptedException {
    while (!Files.exists(file)) {
      Thread.sleep(5);
    }
    return Files.readString(file);
  }

  /** The next buffer of this step, which the last step used as well if it is large enough. */
  private ByteBuffer buffer(int floats) {
    int bytes = floats * Float.BYTES;
    if (used == buffers.size() || buffers.get(used).capacity() < bytes) {
      ByteBuffer larger = ByteBuffer.allocateDirect(bytes).order(ByteOrder.LITTLE_ENDIAN);
      if (used == buffers.size()) {
        buffers.add(larger);
      } else {
        buffers.set(used, larger);
      }
    }
    return buffers.get(used++).limit(bytes).position(0);
  }

  /** The number of complete subtrees that a member's shards are made of. */
  static int nodes(int member, int members) {
    int from = SHARDS * member / members;
    int end = SHARDS * (member + 1) / members;
    int nodes = 0;
    while (from < end) {
      int size = from == 0 ? SHARDS : Integer.lowestOneBit(from);
      while (from + size > end) {
        size /= 2;
      }
      from += size;
      nodes++;
    }
    return nodes;
  }

  private void warmUp() {
    sum = new float[WARM];
    for (int step = 0; step < 400; step++) {
      time(WARM);
    }
  }

  private void measure(int floats) {
    sum = new float[floats];
    double first = 1e-9 * time(floats);
    int steps = (int) Math.max(5, Math.min(400, SECONDS / Math.max(first, 1e-4)));
    steps = agree(steps);
    time(floats);
    time(floats);
    long[] nanos = new long[steps];
    for (int step = 0; step < steps; step++) {
      nanos[step] = time(floats);
    }
    Arrays.sort(nanos);
    if (own == 0) {
      System.out.printf(
          Locale.ROOT,
          "%d members, %d floats: %.3f ms (%.3f to %.3f, %d steps)%n",
          members,
          floats,
          nanos[steps / 2] * 1e-6,
          nanos[steps / 10] * 1e-6,
          nanos[steps * 9 / 10] * 1e-6,
          steps);
    }
  }

  /** The number of member 0. */
  private int agree(int number) {
    ByteBuffer message = small.duplicate().order(ByteOrder.LITTLE_ENDIAN).putInt(0, number);
    if (own == 0) {
      toAll(message);
      exchange.flush();
    } else {
      exchange.receive(0, message);
    }
    return message.getInt(0);
  }

  private long time(int floats) {
    long start = System.nanoTime();
    used = 0;
    smallRound();
    int buckets = (floats - 1) / (SEGMENT * members) + 1;
    for (int bucket = 0; bucket < buckets; bucket++) {
      sendSegments(bucket, floats);
    }
    for (int bucket = 0; bucket < buckets; bucket++) {
      combine(bucket, floats);
    }
    for (int bucket = 0; bucket < buckets; bucket++) {
      receiveSums(bucket, floats);
    }
    exchange.flush();
    smallRound();
    return System.nanoTime() - start;
  }

  private void toAll(ByteBuffer message) {
    for (int to = 0; to < members; to++) {
      if (to != own) {
        exchange.send(to, message);
      }
    }
  }

  private void smallRound() {
    toAll(small);
    for (int from = 0; from < members; from++) {
      if (from != own) {
        exchange.receive(from, buffer(2));
      }
    }
    exchange.flush();
  }

  private int first(int bucket, int member, int floats) {
    int start = bucket * SEGMENT * members;
    long size = Math.min(SEGMENT * members, floats - start);
    return (int) (start + size * member / members);
  }

  private int length(int bucket, int member, int floats) {
    return first(bucket, member + 1, floats) - first(bucket, member, floats);
  }

  private void sendSegments(int bucket, int floats) {
    for (int to = 0; to < members; to++) {
      int length = length(bucket, to, floats);
      if (to != own && length > 0) {
        int nodes = nodes(own, members);
        ByteBuffer message = buffer(nodes * length);
        FloatBuffer out = message.asFloatBuffer();
        for (int node = 0; node < nodes; node++) {
          out.put(sum, first(bucket, to, floats), length);
        }
        exchange.send(to, message);
      }
    }
  }

  private void combine(int bucket, int floats) {
    int length = length(bucket, own, floats);
    int at = first(bucket, own, floats);
    if (length == 0) {
      return;
    }
    for (int from = 0; from < members; from++) {
      if (from != own) {
        int nodes = nodes(from, members);
        ByteBuffer message = buffer(nodes * length);
        exchange.receive(from, message);
        add(message.asFloatBuffer(), nodes, at, length);
      }
    }
    ByteBuffer result = buffer(length);
    result.asFloatBuffer().put(sum, at, length);
    toAll(result);
  }

  private void add(FloatBuffer in, int nodes, int at, int length) {
    float[] node = new float[length];
    for (int i = 0; i < nodes; i++) {
      in.get(node);
      for (int j = 0; j < length; j++) {
        sum[at + j] += node[j];
      }
    }
  }

  private void receiveSums(int bucket, int floats) {
    for (int from = 0; from < members; from++) {
      int length = length(bucket, from, floats);
      if (from != own && length > 0) {
        ByteBuffer message = buffer(length);
        exchange.receive(from, message);
        message.asFloatBuffer().get(sum, first(bucket, from, floats), length);
      }
    }
  }
}
