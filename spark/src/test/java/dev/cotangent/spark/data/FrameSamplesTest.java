package dev.cotangent.spark.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cotangent.core.CotangentException;
import dev.cotangent.core.DType;
import dev.cotangent.core.Shape;
import dev.cotangent.core.spi.Signature;
import dev.cotangent.spark.LocalCluster;
import dev.cotangent.training.data.Batch;
import dev.cotangent.training.data.DataException;
import java.math.BigDecimal;
import java.sql.Date;
import java.sql.Timestamp;
import java.util.Arrays;
import java.util.List;
import org.apache.spark.ml.linalg.SQLDataTypes;
import org.apache.spark.ml.linalg.Vectors;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Samples of the columns of a DataFrame. */
class FrameSamplesTest {

  private static final SampleLayout CLASSES =
      SampleLayout.classification(Signature.of(Shape.of(3)), List.of("no", "yes"));
  private static LocalCluster cluster;

  @BeforeAll
  static void start() {
    cluster = LocalCluster.threads(2);
  }

  @AfterAll
  static void stop() {
    cluster.close();
  }

  private static Dataset<Row> frame(StructType schema, Row... rows) {
    return cluster.session().createDataFrame(Arrays.asList(rows), schema);
  }

  private static Dataset<Row> cells(DataType type, @Nullable Object... cells) {
    StructType schema = new StructType().add("x", type).add("y", "double").add("id", "long");
    Row[] rows = new Row[cells.length];
    for (int i = 0; i < rows.length; i++) {
      rows[i] = RowFactory.create(cells[i], (double) (i % 2), (long) i);
    }
    return frame(schema, rows);
  }

  private static final FrameColumns COLUMNS =
      FrameColumns.ofTarget("y").withFeatures("x").withKey("id");

  @Test
  void vectorsAndArraysAreInputs() {
    List<Dataset<Row>> frames =
        List.of(
            cells(
                SQLDataTypes.VectorType(),
                Vectors.dense(0, 2, -0.0),
                Vectors.sparse(3, new int[] {1}, new double[] {0.1})),
            cells(
                DataTypes.createArrayType(DataTypes.DoubleType),
                new double[] {0, 2, -0.0},
                new double[] {0, 0.1, 0}),
            cells(
                DataTypes.createArrayType(DataTypes.FloatType),
                new float[] {0, 2, -0f},
                new float[] {0, 0.1f, 0}));
    for (Dataset<Row> frame : frames) {
      dev.cotangent.training.data.Dataset data =
          OrderedSamples.of(frame, COLUMNS, CLASSES).collect();
      assertThat(data.features(0)).containsExactly(0, 2, -0f);
      assertThat(data.features(1)).containsExactly(0, 0.1f, 0);
      assertThat(data.label(1)).isEqualTo(1);
      assertThat(data.classNames()).containsExactly("no", "yes");
    }
  }

  @Test
  void plainColumnsAreInputsTargetsWeightsAndKeys() {
    StructType schema =
        new StructType()
            .add("a.b", "boolean")
            .add("c", "decimal(20,2)")
            .add("d", "long")
            .add("town", "int")
            .add("price", "float")
            .add("size", "short")
            .add("w", "double")
            .add("day", "date")
            .add("at", "timestamp");
    Date day = Date.valueOf("2026-01-02");
    Date before = Date.valueOf("1969-01-02");
    Row first = row(true, "1.25", 16777217L, 3, 2.5f, 4, 0.5, day, "2026-01-02 03:04:05.000006");
    Row second = row(false, "-3.5", 5L, 1, 1.5f, 3, 2.0, day, "2026-01-02 03:04:05.000005");
    Row third = row(false, "0", 0L, 0, 0f, 0, 1.0, before, "2026-01-02 03:04:05");
    Signature inputs = Signature.of("numbers", Shape.of(3)).and("town", DType.I32, Shape.scalar());
    dev.cotangent.training.data.Dataset data =
        OrderedSamples.of(
                frame(schema, first, second, third),
                FrameColumns.ofTarget("price", "size")
                    .withInput("numbers", "a.b", "c", "d")
                    .withInput("town", "town")
                    .withWeight("w")
                    .withKey("day", "at"),
                SampleLayout.regression(inputs, List.of("price", "size")))
            .collect();
    assertThat(data.signature()).isEqualTo(inputs);
    assertThat(data.features(0)).containsExactly(0, 0, 0);
    assertThat(data.features(1)).containsExactly(0, -3.5f, 5);
    assertThat(data.features(2)).containsExactly(1, 1.25f, 16777216);
    assertThat(data.target(2)).containsExactly(2.5f, 4);
    assertThat(data.weight(2, 0)).isEqualTo(0.5f);
    assertThat(data.columnNames()).containsExactly("price", "size");
    Batch batch = data.batch(2, 1);
    assertThat((int[]) batch.array(batch.index("town"))).containsExactly(3, 1);
  }

  private static Row row(
      boolean flag,
      String decimal,
      long count,
      int town,
      float price,
      int size,
      double weight,
      Date day,
      String time) {
    return RowFactory.create(
        flag,
        new BigDecimal(decimal),
        count,
        town,
        price,
        (short) size,
        weight,
        day,
        Timestamp.valueOf(time));
  }

  @Test
  void aNotANumberKeepsItsBits() {
    double nan = Double.longBitsToDouble(0xFFF8000123456789L);
    assertThat(Float.floatToRawIntBits(NumberCells.rounded(nan))).isEqualTo(0xFFC00009);
    float[] features =
        OrderedSamples.of(
                cells(DataTypes.createArrayType(DataTypes.DoubleType), new double[] {1, nan, 2}),
                COLUMNS,
                CLASSES)
            .collect()
            .features(0);
    assertThat(features[1]).isNaN();
  }

  @Test
  void cellsThatAreNoNumbersAreNamed() {
    DataType vector = SQLDataTypes.VectorType();
    assertThatThrownBy(() -> count(cells(vector, Vectors.dense(1, 2, 3), Vectors.dense(1, 2))))
        .isInstanceOf(DataException.class)
        .hasMessage("row with key [1]: column ['x']: 2 numbers, expected 3");
    assertThatThrownBy(() -> count(cells(vector, Vectors.dense(1, 2, 3), null)))
        .hasMessage("row with key [1]: column 'x': null, expected a number");
    assertThatThrownBy(
            () ->
                count(
                    cells(
                        DataTypes.createArrayType(DataTypes.IntegerType),
                        (Object) Arrays.asList(1, null, 3))))
        .hasMessage("row with key [0]: column 'x': null, expected a number");
  }

  private static long count(Dataset<Row> frame) {
    return OrderedSamples.of(frame, COLUMNS, CLASSES).count();
  }

  @Test
  void labelsThatAreNoClassesAreNamed() {
    StructType schema = new StructType().add("x", SQLDataTypes.VectorType()).add("y", "double");
    FrameColumns columns = FrameColumns.ofTarget("y").withFeatures("x");
    for (Object[] each :
        new Object[][] {
          {2.0, "label 2, expected a class from 0 to 1"},
          {0.5, "column 'y': 0.5, expected a whole number"},
          {Double.NaN, "column 'y': NaN, expected a whole number"},
          {null, "column 'y': null, expected a number"}
        }) {
      Dataset<Row> frame = frame(schema, RowFactory.create(Vectors.dense(1, 2, 3), each[0]));
      assertThatThrownBy(() -> OrderedSamples.of(frame, columns, CLASSES).count())
          .hasMessage("row [[1.0,2.0,3.0]," + each[0] + "]: " + each[1]);
    }
  }

  @Test
  void columnsAreCheckedBeforeAnyRow() {
    Dataset<Row> frame = cells(DataTypes.StringType, "a");
    assertThatThrownBy(() -> count(frame))
        .isInstanceOf(DataException.class)
        .hasMessage(
            "column 'x' has type string, expected a vector, an array of numbers, a number or a"
                + " boolean");
    assertThatThrownBy(
            () -> OrderedSamples.of(frame, FrameColumns.ofTarget("z").withFeatures("y"), CLASSES))
        .hasMessage("no column 'z', expected one of [x, y, id]");
    assertThatThrownBy(
            () ->
                OrderedSamples.of(
                    frame, FrameColumns.ofTarget("y").withInput("image", "y"), CLASSES))
        .isInstanceOf(CotangentException.class)
        .hasMessage("samples: no columns for input 'features', given: [image]");
    assertThatThrownBy(
            () ->
                OrderedSamples.of(
                    cells(SQLDataTypes.VectorType(), Vectors.dense(1)),
                    FrameColumns.ofTarget("y").withFeatures("x").withKey("x"),
                    CLASSES))
        .hasMessageStartingWith("key column 'x' has type vector, expected one of [tinyint,");
  }

  @Test
  void longKeysAreRefused() {
    StructType schema = new StructType().add("x", "double").add("k", "string");
    Dataset<Row> frame = frame(schema, RowFactory.create(1.0, "k".repeat(239)));
    SampleLayout layout = SampleLayout.regression(Signature.of(Shape.of(1)), Shape.of(1));
    FrameColumns columns = FrameColumns.ofTarget("x").withFeatures("x").withKey("k");
    assertThatThrownBy(OrderedSamples.of(frame, columns, layout)::count)
        .hasMessageContaining("expected at most 240; sort by a shorter column");
  }
}
