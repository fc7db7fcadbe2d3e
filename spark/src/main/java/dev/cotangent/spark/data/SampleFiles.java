package dev.cotangent.spark.data;

import dev.cotangent.training.data.Batch;
import dev.cotangent.training.data.BatchNames;
import dev.cotangent.training.data.DataException;
import dev.cotangent.training.data.Dataset;
import java.io.IOException;
import java.io.Serializable;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.spark.util.SerializableConfiguration;

/**
 * Writes the files of a {@link SampleFolder} in the tasks that have the samples.
 *
 * @param reader makes the data set of a part
 */
record SampleFiles(
    String folder, SerializableConfiguration configuration, MemberSamples.Reader reader)
    implements Serializable {

  private static final int ROWS = 256; // read at once

  static Path part(String folder, int part) {
    return new Path(folder, String.format(Locale.ROOT, "part-%05d", part));
  }

  /** A name for a file while it is written, which no other task has. */
  static Path unfinished(Path file, String what) {
    return new Path(file.getParent(), "_" + what + "-" + UUID.randomUUID());
  }

  /** Gives a complete file its name; of several attempts of a task, the last one wins. */
  static void rename(FileSystem files, Path from, Path to) throws IOException {
    if (files.exists(to)) {
      files.delete(to, false);
    }
    if (!files.rename(from, to)) {
      throw new IOException(from + " could not be renamed to " + to);
    }
  }

  /** Writes all parts; returns the structure of the samples. */
  String write(MemberSamples all) {
    SampleFiles writer = this;
    List<String> layouts =
        all.parts()
            .mapPartitionsWithIndex((part, rows) -> writer.write(part, rows).iterator(), false)
            .distinct()
            .collect();
    if (layouts.size() != 1) {
      throw new DataException("samples of several structures, expected one: " + layouts);
    }
    return layouts.get(0);
  }

  private List<String> write(int part, Iterator<byte[]> rows) throws IOException {
    Dataset data = reader.read(part, rows);
    SampleLayout layout = SampleLayout.of(data);
    Path file = part(folder, part);
    Path unfinished = unfinished(file, file.getName());
    FileSystem files = file.getFileSystem(configuration.value());
    try (FSDataOutputStream out = files.create(unfinished, true)) {
      for (int from = 0; from < data.size(); from += ROWS) {
        out.write(encoded(data, layout, from, Math.min(data.size(), from + ROWS)));
      }
    }
    rename(files, unfinished, file);
    return data.size() == 0 ? List.of() : List.of(LayoutJson.of(layout));
  }

  private static byte[] encoded(Dataset data, SampleLayout layout, int from, int to) {
    int[] rows = new int[to - from];
    for (int i = 0; i < rows.length; i++) {
      rows[i] = from + i;
    }
    Batch batch = data.batch(rows);
    byte[] bytes = new byte[rows.length * layout.words() * Integer.BYTES];
    for (int i = 0; i < layout.inputs().size(); i++) {
      put(batch, layout.inputs().names().get(i), layout.inputAt(i), layout.words(), bytes);
    }
    put(batch, BatchNames.TARGET, layout.targetAt(), layout.words(), bytes);
    if (layout.weights() > 0) {
      put(batch, BatchNames.WEIGHTS, layout.weightAt(), layout.words(), bytes);
    }
    return bytes;
  }

  /** Puts an array of a batch into the words of its rows from a word on. */
  private static void put(Batch batch, String name, int word, int words, byte[] into) {
    int index = batch.index(name);
    int rows = into.length / words / Integer.BYTES;
    int width = batch.length(index) / rows;
    for (int i = 0; i < rows * width; i++) {
      int at = (i / width * words + word + i % width) * Integer.BYTES;
      Words.putInt(into, at, bits(batch.array(index), i));
    }
  }

  static int bits(Object array, int index) {
    return array instanceof float[] floats
        ? Float.floatToRawIntBits(floats[index])
        : ((int[]) array)[index];
  }
}
