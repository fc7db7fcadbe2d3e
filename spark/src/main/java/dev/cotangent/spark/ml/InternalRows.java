package dev.cotangent.spark.ml;

import java.util.ArrayList;
import java.util.List;
import org.apache.spark.api.java.function.MapPartitionsFunction;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.analysis.GetColumnByOrdinal;
import org.apache.spark.sql.catalyst.encoders.AgnosticEncoder;
import org.apache.spark.sql.catalyst.encoders.ExpressionEncoder;
import org.apache.spark.sql.catalyst.expressions.BoundReference;
import org.apache.spark.sql.catalyst.expressions.CreateNamedStruct;
import org.apache.spark.sql.catalyst.expressions.Expression;
import org.apache.spark.sql.catalyst.expressions.GetStructField;
import org.apache.spark.sql.catalyst.expressions.Literal;
import org.apache.spark.sql.catalyst.expressions.objects.StaticInvoke;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.ObjectType;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;
import scala.Option;
import scala.collection.immutable.Seq;
import scala.jdk.javaapi.CollectionConverters;

/**
 * Functions of Spark's own rows. Its {@code Row} would box the elements of an array and copy every
 * vector twice, and all other columns with it; here values stay as they lie in memory, and columns
 * that a function does not read pass through it, whatever their types, with their metadata.
 */
public final class InternalRows {

  private InternalRows() {}

  /**
   * Maps the partitions of a data set, which may be a stream.
   *
   * @param output schema of the rows that the function returns
   * @param function the rows that it is given change with the next one unless it copies them
   */
  public static Dataset<Row> map(
      Dataset<?> data,
      StructType output,
      MapPartitionsFunction<InternalRow, InternalRow> function) {
    return data.as(encoder(data.schema())).mapPartitions(function, encoder(output)).toDF();
  }

  /** An encoder that takes a row of the schema for an object and the reverse. */
  @SuppressWarnings("unchecked")
  private static ExpressionEncoder<InternalRow> encoder(StructType schema) {
    AgnosticEncoder<?> rows = ExpressionEncoder.apply(schema).encoder();
    return new ExpressionEncoder<>(
        (AgnosticEncoder<InternalRow>) rows, serializer(schema), deserializer(schema));
  }

  private static Expression serializer(StructType schema) {
    List<Expression> fields = new ArrayList<>();
    StructField[] all = schema.fields();
    for (int i = 0; i < all.length; i++) {
      fields.add(Literal.create(all[i].name(), DataTypes.StringType));
      BoundReference row = new BoundReference(0, schema, false);
      fields.add(new GetStructField(row, i, Option.apply(all[i].name())));
    }
    return new CreateNamedStruct(seq(fields));
  }

  /** Through a method, since the type of a struct of columns is not known before they are. */
  private static Expression deserializer(StructType schema) {
    List<Expression> fields = new ArrayList<>();
    StructField[] all = schema.fields();
    for (int i = 0; i < all.length; i++) {
      fields.add(Literal.create(all[i].name(), DataTypes.StringType));
      fields.add(new GetColumnByOrdinal(i, all[i].dataType()));
    }
    return new StaticInvoke(
        InternalRows.class,
        new ObjectType(InternalRow.class),
        "same",
        seq(List.of(new CreateNamedStruct(seq(fields)))),
        seq(List.of()),
        false,
        false,
        true,
        Option.empty());
  }

  private static <T> Seq<T> seq(List<T> list) {
    return CollectionConverters.asScala(list).toSeq();
  }

  /** Returns the row; for code that Spark generates. */
  public static InternalRow same(InternalRow row) {
    return row;
  }
}
