package dev.cotangent.spark.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.cotangent.spark.net.CostModel.Network;
import dev.cotangent.spark.net.CostModel.Point;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class CostModelTest {

  private static final CostModel MODEL = new CostModel(100e-6, 1.02, 10e-6, 1e-9);
  private static final Network SLOW = Network.of(500, 100);

  private static double seconds(int members, double floats, Network network) {
    return MODEL.direct(members, CostModel.bytes(members, floats), network);
  }

  @Test
  void threeMembersSendMoreNodesThanTwo() {
    assertThat(StepExchange.nodes(0, 2)).isEqualTo(1);
    assertThat(StepExchange.nodes(1, 3)).isEqualTo(3); // shards 5 to 9: [5], [6, 8), [8, 10)
    assertThat(StepExchange.nodes(3, 4)).isEqualTo(1);
    assertThat(CostModel.bytes(2, 1000)).isEqualTo(4000);
    assertThat(CostModel.bytes(3, 3000)).isEqualTo(32_000);
    assertThat(CostModel.bytes(4, 1000)).isEqualTo(6000);
  }

  @Test
  void anExchangeIsRoundsAndBytes() {
    double seconds = seconds(2, 1_000_000, SLOW);
    assertThat(seconds).isCloseTo(4 * 610e-6 + 4e6 / 12.5e6 * 1.02, within(1e-12));
    assertThat(seconds(1, 1_000_000, SLOW)).isZero();
  }

  @Test
  void membersThatShareCoresPayMoreForMessages() {
    Point four = new Point(4, 1000, SLOW, 1);
    double more = MODEL.seconds(four) - seconds(4, 1000, SLOW);
    assertThat(more).isCloseTo(4 * 3 * 10e-6, within(1e-12));
  }

  @Test
  void aBurstHidesRoundsUpToTheRate() {
    Network bucket = SLOW.withBurst(10_000);
    assertThat(seconds(2, 100_000, bucket))
        .isCloseTo(4 * 610e-6 + 380e3 / 12.5e6 * 1.02, within(1e-12));
    assertThat(seconds(2, 5_000, bucket)).isCloseTo(4 * 610e-6, within(1e-12));
    assertThat(seconds(2, 8_000, bucket)).isCloseTo(32e3 / 12.5e6 * 1.02, within(1e-3));
  }

  @Test
  void aFastNetworkIsBoundByTheProcessor() {
    Network fast = Network.of(0, 100_000);
    assertThat(seconds(2, 1e9, fast)).isCloseTo(4e9 * 1e-9, within(1e-3));
  }

  @Test
  void theFitFindsTheNumbersThatMadeThePoints() {
    List<Point> points = new ArrayList<>();
    for (int floats : new int[] {1000, 100_000, 1_000_000}) {
      for (Network network : List.of(SLOW, Network.of(50, 1000))) {
        points.add(new Point(2, floats, network, seconds(2, floats, network)));
      }
    }
    CostModel fitted = CostModel.fit(points, 10e-6, 1e-9);
    assertThat(fitted.latency()).isCloseTo(100e-6, within(1e-8));
    assertThat(fitted.inflation()).isCloseTo(1.02, within(1e-5));
  }

  @Test
  void manyMembersDoBetterAlongTheTree() {
    Network network = Network.of(50, 10_000);
    double bytes = CostModel.bytes(512, 1e6, 1);
    assertThat(MODEL.halving(512, bytes, network))
        .isLessThan(MODEL.direct(512, bytes, network))
        .isLessThan(MODEL.ring(512, bytes, network));
    assertThat(MODEL.direct(8, bytes, network)).isLessThan(MODEL.halving(8, bytes, network));
  }

  @Test
  void overlapHidesAnExchangeWithinTheBackwardPass() {
    assertThat(CostModel.efficiency(30, 10)).isEqualTo(0.75);
    assertThat(CostModel.overlapped(30, 20)).isEqualTo(1);
    assertThat(CostModel.overlapped(30, 50)).isEqualTo(0.5);
  }
}
