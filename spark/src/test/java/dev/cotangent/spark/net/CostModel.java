package dev.cotangent.spark.net;

import java.util.List;

/**
 * A model of the time that the members of a training take to exchange the gradients of one step.
 *
 * <p>A step has four rounds, each of which costs the network's delay and a latency of our own: the
 * weights, the reduction, the sums, and the agreement at the end. Each member's bytes leave it at
 * the network's rate, less what headers take, but no faster than the processor handles them.
 *
 * @param latency seconds that a round takes without a network's delay
 * @param inflation seconds on the network over bytes by rate, a little above 1
 * @param message processor seconds of one more message to or from another member
 * @param handling processor seconds of a byte that leaves or comes
 */
record CostModel(double latency, double inflation, double message, double handling) {

  static final int ROUNDS = 4;

  /**
   * A network.
   *
   * @param delay seconds from a member to another
   * @param rate bytes per second that each member can send
   * @param burst bytes that leave at once after a pause, as tc's token bucket lets them
   */
  record Network(double delay, double rate, double burst) {

    static Network of(double microseconds, double megabits) {
      return new Network(microseconds * 1e-6, megabits * 1e6 / 8, 0);
    }

    Network withBurst(double bytes) {
      return new Network(delay, rate, bytes);
    }
  }

  /** A measured exchange of members on one machine of two cores, which they share. */
  record Point(int members, int floats, Network network, double seconds) {

    /** How many members a core has to serve, at least 1. */
    double crowding() {
      return Math.max(1, members / 2.0);
    }
  }

  /** Fits latency and inflation, so that the squares of relative errors are least. */
  static CostModel fit(List<Point> points, double message, double handling) {
    CostModel best = new CostModel(0, 1, message, handling);
    double step = 1;
    while (step > 1e-7) {
      CostModel better = best;
      for (int i = -1; i <= 1; i++) {
        for (int j = -1; j <= 1; j++) {
          CostModel other = best.moved(i * step * 1e-3, j * step * 0.1);
          better = other.error(points) < better.error(points) ? other : better;
        }
      }
      step = better.equals(best) ? step * 0.7 : step;
      best = better;
    }
    return best;
  }

  private CostModel moved(double latencyChange, double inflationChange) {
    return new CostModel(latency + latencyChange, inflation + inflationChange, message, handling);
  }

  private double error(List<Point> points) {
    double error = 0;
    for (Point point : points) {
      double off = seconds(point) / point.seconds() - 1;
      error += off * off;
    }
    return error;
  }

  /**
   * The most bytes that leave one member in a step; nodes is 1 where members divide shards evenly.
   */
  static double bytes(int members, double floats, int nodes) {
    return Float.BYTES * floats * (members - 1) / members * (nodes + 1);
  }

  /** The bytes of 16 shards. */
  static double bytes(int members, double floats) {
    int most = 0;
    for (int member = 0; member < members; member++) {
      most = Math.max(most, StepExchange.nodes(member, members));
    }
    return bytes(members, floats, most);
  }

  /** Seconds that the members of a measured exchange are predicted to take. */
  double seconds(Point point) {
    CostModel crowded = new CostModel(latency, inflation, message * point.crowding(), handling);
    return crowded.direct(point.members(), bytes(point.members(), point.floats()), point.network());
  }

  /** Seconds of an exchange in which each member sends to each. */
  double direct(int members, double bytes, Network network) {
    if (members == 1) {
      return 0;
    }
    double rounds = ROUNDS * (network.delay() + latency + (members - 1) * message);
    // The reduction and the sums each begin with a burst, if the step is long enough to save it up.
    double atOnce = Math.min(bytes, 2 * network.burst());
    return Math.max(rounds + transfer(bytes - atOnce, network), transfer(bytes, network));
  }

  /**
   * Seconds of an exchange along the tree: halves of the vector with a partner at distance 1, 2, 4
   * and so on, then back. For powers of two, its sums are the same nodes.
   */
  double halving(int members, double bytes, Network network) {
    int levels = 32 - Integer.numberOfLeadingZeros(members - 1);
    return ROUNDS * levels * (network.delay() + latency + message) + transfer(bytes, network);
  }

  /** Seconds of an exchange around a ring, whose sums are in another order. */
  double ring(int members, double bytes, Network network) {
    int levels = 32 - Integer.numberOfLeadingZeros(members - 1);
    int rounds = 2 * (members - 1) + 2 * levels;
    return rounds * (network.delay() + latency + message) + transfer(bytes, network);
  }

  private double transfer(double bytes, Network network) {
    return bytes * Math.max(inflation / network.rate(), handling);
  }

  /** The share of a step that is arithmetic, if nothing overlaps. */
  static double efficiency(double compute, double exchange) {
    return compute / (compute + exchange);
  }

  /**
   * The share of a step that is arithmetic, if the backward pass, 2/3 of it, hides the exchange.
   */
  static double overlapped(double compute, double exchange) {
    return compute / (compute / 3 + Math.max(compute * 2 / 3, exchange));
  }
}
