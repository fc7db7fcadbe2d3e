package dev.cotangent.training.table;

import static dev.cotangent.training.table.CsvTables.read;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Numbers that float32 would blur are shifted in double precision first. */
class OffsetTest {

  @Test
  void unixTimesStayApart() {
    Table table =
        read(
            TrainingColumns.last(),
            "time,x,y",
            "1700000001,1,1",
            "1700000003,2,2",
            "1700000008,3,1");
    FeatureEncoding encoding = FeatureEncoding.fit(table);
    assertThat(encoding.features().get(0).offset()).isEqualTo(1700000004.0);
    assertThat(encoding.features().get(1).offset()).isZero();
    assertThat(encoding.encode(table)).containsExactly(-3, 1, -1, 2, 4, 3);
    assertThat(encoding.names()).containsExactly("time - 1.700000004E9", "x");
    EncodedFeature time = encoding.features().get(0);
    assertThat(EncodedFeature.of(time.json())).isEqualTo(time);
  }

  @Test
  void whatFloat32HoldsStaysAsItIs() {
    assertThat(offset(2019, 2020, 2021)).isZero();
    assertThat(offset(0.1, 0.2, 0.3)).isZero();
    assertThat(offset(1e9 + 64, 1e9 + 64)).isZero();
    assertThat(offset(16777217, -16777217)).isZero();
    assertThat(offset(1e-30, 3e37)).isZero();
    assertThat(offset(1700000000.5, 1700000000.5)).isZero();
    assertThat(offset(0.1)).isZero();
  }

  @Test
  void whatFloat32Blurs() {
    assertThat(offset(1e15, 1e15 + 2)).isEqualTo(1e15 + 1);
    assertThat(offset(-100.001, -100.002)).isCloseTo(-100.0015, within());
    assertThat(offset(3e38, 3.0001e38)).isEqualTo(3.00005e38);
    double[] many = IntStream.range(0, 100_000).mapToDouble(i -> 1.7e9 + i % 100).toArray();
    assertThat(offset(many)).isCloseTo(1.7e9 + 49.5, within());
  }

  @Test
  void targetsAreShiftedToo() {
    Table table =
        read(TrainingColumns.last(), "x,y", "1,1700000001", "2,1700000003", "3,1700000002");
    int[] rows = {0, 1, 2};
    ModelInfo info = ModelInfo.fit(Task.REGRESSION, table, Classes.none(), rows, false);
    assertThat(info.targetOffset()).isEqualTo(1700000002.0);
    assertThat(info.samples(table).target(1)).containsExactly(1);
    assertThat(info.metadata()).containsEntry("target_offset", "1.700000002E9");
  }

  private static org.assertj.core.data.Offset<Double> within() {
    return org.assertj.core.data.Offset.offset(1e-6);
  }

  private static double offset(double... values) {
    return Offset.of(IntStream.range(0, values.length).toArray(), row -> values[row]);
  }
}
