package dev.cotangent.spark.data;

import dev.cotangent.core.DType;
import dev.cotangent.core.spi.Port;
import dev.cotangent.core.text.Brief;
import dev.cotangent.training.data.DataException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.StructType;

/** Makes samples of the rows of a DataFrame, of which the columns that are needed were selected. */
final class FrameEncoder implements SampleEncoder<Row> {

  private static final long serialVersionUID = 1L;

  /** The names of the columns, in the order of the row. */
  private final String[] names;

  /** For each input, the indices of its columns. */
  private final int[][] inputs;

  private final int[] target;

  private final int[] weight;

  private final int[] key;

  private final boolean classes;

  FrameEncoder(
      String[] names, int[][] inputs, int[] target, int[] weight, int[] key, boolean classes) {
    this.names = names;
    this.inputs = inputs;
    this.target = target;
    this.weight = weight;
    this.key = key;
    this.classes = classes;
  }

  /** Checks the columns of a schema. */
  static FrameEncoder of(StructType schema, FrameColumns columns, SampleLayout layout) {
    List<List<String>> inputs = columns.inputs(layout);
    List<String> names =
        Stream.of(
                inputs.stream().flatMap(List::stream),
                columns.target().stream(),
                columns.weight().stream(),
                columns.key().stream())
            .flatMap(each -> each)
            .distinct()
            .toList();
    inputs.forEach(each -> ColumnTypes.checkNumbers(schema, each));
    ColumnTypes.checkNumbers(schema, columns.target());
    ColumnTypes.checkNumbers(schema, columns.weight());
    ColumnTypes.checkKeys(schema, columns.key());
    return new FrameEncoder(
        names.toArray(new String[0]),
        inputs.stream().map(each -> indices(names, each)).toArray(int[][]::new),
        indices(names, columns.target()),
        indices(names, columns.weight()),
        indices(names, columns.key()),
        layout.isClassification());
  }

  private static int[] indices(List<String> names, List<String> columns) {
    return columns.stream().mapToInt(names::indexOf).toArray();
  }

  /** The columns that a row needs. */
  Column[] columns(Dataset<Row> frame) {
    return Stream.of(names)
        .map(name -> frame.col("`" + name.replace("`", "``") + "`"))
        .toArray(Column[]::new);
  }

  @Override
  public void encode(Row row, SampleRow into) {
    try {
      for (int i = 0; i < inputs.length; i++) {
        input(row, i, into);
      }
      target(row, into);
      if (weight.length > 0) {
        into.weight(floats(row, weight, 1));
      }
    } catch (DataException e) {
      throw new DataException("row " + place(row) + ": " + e.getMessage(), e);
    }
    for (int column : key) {
      KeyCells.add(row.get(column), names[column], into);
    }
  }

  private void input(Row row, int input, SampleRow into) {
    Port port = into.layout().inputs().port(input);
    int size = port.sample().size();
    if (port.dtype() == DType.I32) {
      into.input(input, wholes(row, inputs[input], size));
    } else {
      into.input(input, floats(row, inputs[input], size));
    }
  }

  private void target(Row row, SampleRow into) {
    int size = into.layout().targetShape().size();
    if (classes) {
      into.label(wholes(row, target, size));
    } else {
      into.target(floats(row, target, size));
    }
  }

  private float[] floats(Row row, int[] columns, int size) {
    float[] values = new float[size];
    int count = 0;
    for (int column : columns) {
      count = NumberCells.floats(row.get(column), names[column], values, count);
    }
    checkCount(columns, count, size);
    return values;
  }

  private int[] wholes(Row row, int[] columns, int size) {
    int[] values = new int[size];
    int count = 0;
    for (int column : columns) {
      count = NumberCells.wholes(row.get(column), names[column], values, count);
    }
    checkCount(columns, count, size);
    return values;
  }

  private void checkCount(int[] columns, int count, int size) {
    if (count != size) {
      throw new DataException(
          (columns.length == 1 ? "column " : "columns ")
              + Brief.list(named(columns))
              + ": "
              + count
              + " numbers, expected "
              + size);
    }
  }

  private List<String> named(int[] columns) {
    List<String> named = new ArrayList<>();
    for (int column : columns) {
      named.add("'" + names[column] + "'");
    }
    return named;
  }

  /** The keys of a row, or its content if there are none. */
  private String place(Row row) {
    if (key.length == 0) {
      return Brief.of(row.toString());
    }
    List<Object> keys = new ArrayList<>();
    for (int column : key) {
      keys.add(row.get(column));
    }
    return "with key " + Brief.list(keys);
  }
}
