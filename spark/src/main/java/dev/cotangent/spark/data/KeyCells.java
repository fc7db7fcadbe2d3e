package dev.cotangent.spark.data;

import dev.cotangent.core.text.Brief;
import dev.cotangent.training.data.DataException;
import java.sql.Date;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/** Adds the cells of key columns to the keys of samples. */
final class KeyCells {

  private static final long MICROS = 1_000_000;

  private KeyCells() {}

  static void add(@Nullable Object cell, String column, SampleRow into) {
    if (cell instanceof String text) {
      into.key(text);
    } else if (cell instanceof Double || cell instanceof Float) {
      into.key(((Number) cell).doubleValue());
    } else if (cell instanceof byte[] bytes) {
      into.key(bytes);
    } else {
      into.key(whole(cell, column));
    }
  }

  private static long whole(@Nullable Object cell, String column) {
    if (cell instanceof Number number) {
      return number.longValue();
    }
    if (cell instanceof Boolean flag) {
      return flag ? 1 : 0;
    }
    if (cell instanceof Date date) {
      return date.toLocalDate().toEpochDay();
    }
    if (cell instanceof LocalDate date) {
      return date.toEpochDay();
    }
    if (cell instanceof Timestamp time) {
      return micros(time.toInstant());
    }
    if (cell instanceof Instant time) {
      return micros(time);
    }
    throw new DataException(
        "key column "
            + Brief.quoted(column)
            + ": "
            + (cell == null ? "null" : Brief.of(cell.toString()))
            + ", expected a value that rows can be sorted by");
  }

  private static long micros(Instant time) {
    return time.getEpochSecond() * MICROS + time.getNano() / 1000;
  }
}
