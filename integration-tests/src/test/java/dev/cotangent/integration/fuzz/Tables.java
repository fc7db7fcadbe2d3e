package dev.cotangent.integration.fuzz;

import dev.cotangent.core.CotangentException;
import dev.cotangent.training.table.FeatureEncoding;
import dev.cotangent.training.table.Table;
import dev.cotangent.training.table.TableReader;
import dev.cotangent.training.table.TrainingColumns;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Random;

/** Tables in CSV, plain and gzipped. */
final class Tables implements Target<Table> {

  private static final String[] PIECES = {
    "\"",
    "\"\"",
    ",",
    "\n",
    "\r",
    "\n\n",
    "NaN",
    "1e999",
    "-",
    "\u0000",
    "\uFEFF",
    "9".repeat(400),
    "1e-99999999999",
    "a".repeat(3000),
    "é",
    "\ud83d\ude00",
    "0x1p3",
    "Infinity",
    ",".repeat(200),
    "1,2,3\n".repeat(50)
  };

  /** Texts that replace parts of fields. */
  private static final String[] INSIDE = {
    "NaN", "1e999", "-", "9".repeat(400), "1e-99999999999", "é", "0x1p3", "", " ", "1_0", "+1", "01"
  };

  private static final long FIXED = 120_000;
  private static final long PER_BYTE = 150;

  private final String text;

  Tables() {
    StringBuilder rows = new StringBuilder("sky,\"x, m\",y,label\r\n");
    for (int i = 0; i < 30; i++) {
      rows.append(i % 3 == 0 ? "\"su\"\"n\"" : "rain").append(',').append(i * 0.37).append(',');
      rows.append(1 << (i % 20)).append(',').append(i % 2 == 0 ? "yes" : "no").append('\n');
    }
    text = rows.toString();
  }

  @Override
  public String name() {
    return "csv";
  }

  @Override
  public byte[] mutant(Random random) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    if (random.nextBoolean()) {
      return inside(bytes, random);
    }
    for (int i = random.nextInt(4); i >= 0; i--) {
      int at = random.nextInt(bytes.length);
      int removed = Math.min(random.nextInt(6), bytes.length - at);
      byte[] piece = PIECES[random.nextInt(PIECES.length)].getBytes(StandardCharsets.UTF_8);
      bytes = Bytes.splice(bytes, at, removed, piece);
    }
    return switch (random.nextInt(4)) {
      case 0 -> Bytes.mutant(bytes, random);
      case 1 -> Bytes.gzipped(bytes);
      case 2 -> Bytes.mutant(Bytes.gzipped(bytes), random);
      default -> bytes;
    };
  }

  /** Changes values and names but not the number of fields in a row. */
  private static byte[] inside(byte[] bytes, Random random) {
    byte[] mutant = bytes;
    for (int i = random.nextInt(6); i >= 0; i--) {
      int at = random.nextInt(mutant.length);
      if (Character.isLetterOrDigit(mutant[at])) {
        byte[] piece = INSIDE[random.nextInt(INSIDE.length)].getBytes(StandardCharsets.UTF_8);
        mutant = Bytes.splice(mutant, at, 1, piece);
      }
    }
    return random.nextInt(4) == 0 ? Bytes.gzipped(mutant) : mutant;
  }

  /** Each field is an object while its row is read, and each row has buffers of its own. */
  @Override
  public long memory(byte[] bytes) {
    return FIXED + PER_BYTE * Math.max(bytes.length, Bytes.unzipped(bytes));
  }

  @Override
  public Table read(Path file) {
    return TableReader.read(file, TrainingColumns.last().withOneHot("0"));
  }

  @Override
  public Stage use(Table table) {
    try {
      FeatureEncoding.fit(table).encode(table);
      return Stage.ACCEPTED;
    } catch (CotangentException refused) {
      return Stage.RESTORE;
    }
  }

  @Override
  public Stage refused(Path file, CotangentException error) throws IOException {
    if (!String.valueOf(error.getMessage()).contains(file.toString())) {
      throw new AssertionError("an error without the file: " + error.getMessage());
    }
    return Stage.HEADER;
  }
}
