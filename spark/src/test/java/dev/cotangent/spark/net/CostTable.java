package dev.cotangent.spark.net;

import dev.cotangent.spark.net.CostModel.Network;
import dev.cotangent.spark.net.CostModel.Point;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Prints the tables of {@code benchmarks/cluster.md} from measured points: how well the model
 * predicts those that it was not fitted to, and what it says for large clusters.
 *
 * <p>Arguments: the file of points, and the number of its networks that the model is fitted to.
 */
final class CostTable {

  private static final Pattern NETWORK =
      Pattern.compile("# (\\d+) members, (\\d+) us, (\\d+) Mbit/s");
  private static final Pattern POINT =
      Pattern.compile("(\\d+) members, (\\d+) floats: ([0-9.]+) ms.*");

  /** Bytes of tc's token bucket in network.sh. */
  private static final int BURST = 10 << 10;

  /** Processor seconds of a message and of a byte, as measured on loopback. */
  private static final double MESSAGE = 17e-6;

  private static final double HANDLING = 0.9e-9;

  /** A training: floats of its gradients, and seconds of a step on one machine. */
  private record Training(String name, double floats, double compute) {}

  private static final List<Training> TRAININGS =
      List.of(
          new Training("W3", 669_706, 1.12e-3),
          new Training("W4", 8_344_552, 31.6e-3),
          new Training("GPT", 818_000, 20e-3));

  private CostTable() {}

  public static void main(String[] words) throws IOException {
    List<List<Point>> networks = read(Path.of(words[0]));
    int fitted = Integer.parseInt(words[1]);
    List<Point> used = networks.subList(0, fitted).stream().flatMap(List::stream).toList();
    CostModel model = CostModel.fit(used, MESSAGE, HANDLING);
    System.out.printf(
        Locale.ROOT,
        "latency %.0f us a round, %.4f times the bytes%n%n",
        model.latency() * 1e6,
        model.inflation());
    points(networks, fitted, model);
    for (Training training : TRAININGS) {
      clusters(training, model);
    }
    topologies(model);
  }

  private static List<List<Point>> read(Path file) throws IOException {
    List<List<Point>> networks = new ArrayList<>();
    Network network = Network.of(0, 1);
    for (String line : Files.readAllLines(file)) {
      Matcher head = NETWORK.matcher(line);
      Matcher point = POINT.matcher(line);
      if (head.matches()) {
        network =
            Network.of(Double.parseDouble(head.group(2)), Double.parseDouble(head.group(3)))
                .withBurst(BURST);
        networks.add(new ArrayList<>());
      } else if (point.matches()) {
        double seconds = Double.parseDouble(point.group(3)) * 1e-3;
        int members = Integer.parseInt(point.group(1));
        int floats = Integer.parseInt(point.group(2));
        networks.get(networks.size() - 1).add(new Point(members, floats, network, seconds));
      }
    }
    return networks;
  }

  private static void points(List<List<Point>> networks, int fitted, CostModel model) {
    System.out.println("| members | µs | Mbit/s | floats | measured, ms | model, ms | off by | |");
    System.out.println("|---|---|---|---|---|---|---|---|");
    for (int i = 0; i < networks.size(); i++) {
      for (Point point : networks.get(i)) {
        double predicted = model.seconds(point);
        System.out.printf(
            Locale.ROOT,
            "| %d | %.0f | %.0f | %,d | %.2f | %.2f | %+.0f %% | %s |%n",
            point.members(),
            point.network().delay() * 1e6,
            point.network().rate() * 8e-6,
            point.floats(),
            point.seconds() * 1e3,
            predicted * 1e3,
            (predicted / point.seconds() - 1) * 100,
            i < fitted ? "fitted" : "");
      }
    }
  }

  private static void clusters(Training training, CostModel model) {
    System.out.printf(
        Locale.ROOT,
        "%n%s: %,.0f floats, %.1f ms a step on one machine%n%n",
        training.name(),
        training.floats(),
        training.compute() * 1e3);
    System.out.println(
        "| Gbit/s | µs | 8 | 64 | 512 | overlap: 8 | 64 | 512 | batch × at 64 | wire only: 64 |");
    System.out.println("|---|---|---|---|---|---|---|---|---|---|");
    for (double gigabits : new double[] {1, 10, 25, 100}) {
      for (double delay : new double[] {50, 500}) {
        row(training, model, gigabits, delay);
      }
    }
  }

  private static void row(Training training, CostModel model, double gigabits, double delay) {
    Network network = Network.of(delay, gigabits * 1000);
    StringBuilder plain = new StringBuilder();
    StringBuilder overlapped = new StringBuilder();
    for (int members : new int[] {8, 64, 512}) {
      double exchange = exchange(training, model, members, network);
      double share = CostModel.efficiency(training.compute(), exchange);
      plain.append(
          String.format(
              Locale.ROOT, " %.1f ms, %.2f |", (training.compute() + exchange) * 1e3, share));
      double hidden = CostModel.overlapped(training.compute(), exchange);
      overlapped.append(String.format(Locale.ROOT, " %.2f |", hidden));
    }
    double factor = 4 * exchange(training, model, 64, network) / training.compute();
    CostModel wire = new CostModel(model.latency(), model.inflation(), model.message(), 0);
    System.out.printf(
        Locale.ROOT,
        "| %.0f | %.0f |%s%s %.1f | %.2f |%n",
        gigabits,
        delay,
        plain,
        overlapped,
        factor,
        CostModel.efficiency(training.compute(), exchange(training, wire, 64, network)));
  }

  private static double exchange(Training of, CostModel model, int members, Network network) {
    return model.direct(members, CostModel.bytes(members, of.floats(), 1), network);
  }

  private static void topologies(CostModel model) {
    System.out.printf("%n| machines | µs | direct, ms | halves, ms | ring, ms |%n");
    System.out.println("|---|---|---|---|---|");
    for (int members : new int[] {8, 16, 32, 64, 128, 256, 512}) {
      for (double delay : new double[] {50, 500}) {
        Network network = Network.of(delay, 10_000);
        System.out.printf(
            Locale.ROOT,
            "| %d | %.0f | %.1f | %.1f | %.1f |%n",
            members,
            delay,
            model.direct(members, 0, network) * 1e3,
            model.halving(members, 0, network) * 1e3,
            model.ring(members, 0, network) * 1e3);
      }
    }
  }
}
