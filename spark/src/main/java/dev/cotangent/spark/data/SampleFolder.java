package dev.cotangent.spark.data;

import dev.cotangent.core.argument.Given;
import dev.cotangent.core.json.Json;
import dev.cotangent.core.json.JsonArray;
import dev.cotangent.core.json.JsonObject;
import dev.cotangent.training.cluster.SampleBlocks;
import dev.cotangent.training.data.DataException;
import dev.cotangent.training.data.Dataset;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.util.SerializableConfiguration;

/**
 * Samples in a folder of any file system of Hadoop, written once in their global order. Each task
 * of a training reads its own part of the files, so that nothing is counted, sorted or moved again.
 *
 * <p>{@code samples.json} has the structure and the number of samples in each of the files {@code
 * part-00000}, …; these have the numbers of one sample after another, 32 bits each, the highest
 * byte first.
 */
public final class SampleFolder implements RangeSource {

  private static final long serialVersionUID = 1L;
  private static final String INDEX = "samples.json";
  private static final String LAYOUT = "layout";
  private static final String COUNTS = "counts";
  private static final int LONGEST_INDEX = 1 << 24;
  private static final int CHUNK = 1 << 20; // bytes

  private final String folder;
  private final SerializableConfiguration configuration;
  private final SampleLayout layout;
  private final long[] first;

  private SampleFolder(
      String folder, SerializableConfiguration configuration, SampleLayout layout, long... counts) {
    this.folder = folder;
    this.configuration = configuration;
    this.layout = layout;
    this.first = new long[counts.length + 1];
    for (int i = 0; i < counts.length; i++) {
      first[i + 1] = first[i] + counts[i];
    }
  }

  /**
   * Writes samples in their order.
   *
   * @param folder path or URI of a folder without such files; the same place for the driver and all
   *     executors
   * @param parts number of files, and of tasks that write them, 1 or more
   * @throws DataException if the folder already has samples, or cannot be written
   */
  public static SampleFolder write(
      JavaSparkContext context, ClusterSamples samples, String folder, int parts) {
    SerializableConfiguration configuration =
        new SerializableConfiguration(context.hadoopConfiguration());
    try {
      Path index = new Path(Given.of("samples: the folder", folder), INDEX);
      FileSystem files = index.getFileSystem(configuration.value());
      if (files.exists(index)) {
        throw new DataException(index + " exists, expected a folder without samples");
      }
      SampleBlocks blocks = new SampleBlocks(samples.count(), Integer.MAX_VALUE, parts);
      MemberSamples all = samples.members(context, blocks, parts);
      SampleFiles writer = new SampleFiles(folder, configuration, all.reader());
      JsonObject json = index(writer.write(all), blocks, parts);
      Path written = SampleFiles.unfinished(index, "index");
      try (FSDataOutputStream out = files.create(written, true)) {
        out.write(json.pretty().getBytes(StandardCharsets.UTF_8));
      }
      SampleFiles.rename(files, written, index);
    } catch (IOException e) {
      throw new DataException("samples in " + folder + " cannot be written: " + e, e);
    }
    return open(context, folder);
  }

  private static JsonObject index(String layout, SampleBlocks blocks, int parts) {
    Json[] counts = new Json[parts];
    for (int part = 0; part < parts; part++) {
      counts[part] = Json.of(blocks.first(part + 1) - blocks.first(part));
    }
    return JsonObject.builder().put(LAYOUT, layout).put(COUNTS, JsonArray.of(counts)).build();
  }

  /**
   * Opens samples that {@link #write} wrote.
   *
   * @throws DataException if there are none, or a file has another length
   */
  public static SampleFolder open(JavaSparkContext context, String folder) {
    Configuration configuration = context.hadoopConfiguration();
    Path index = new Path(Given.of("samples: the folder", folder), INDEX);
    try {
      FileSystem files = index.getFileSystem(configuration);
      JsonObject json = Json.parseObject(text(files, index));
      SampleLayout layout = LayoutJson.parse(json.string(LAYOUT));
      long[] counts = json.array(COUNTS).longIntegers();
      for (int part = 0; part < counts.length; part++) {
        checkLength(files, SampleFiles.part(folder, part), counts[part] * bytes(layout));
      }
      return new SampleFolder(folder, new SerializableConfiguration(configuration), layout, counts);
    } catch (FileNotFoundException e) {
      throw new DataException("no samples in " + folder + ": " + e.getMessage(), e);
    } catch (IOException e) {
      throw new DataException("samples in " + folder + " cannot be read: " + e, e);
    }
  }

  private static String text(FileSystem files, Path index) throws IOException {
    try (FSDataInputStream in = files.open(index)) {
      byte[] bytes = in.readNBytes(LONGEST_INDEX);
      return new String(bytes, StandardCharsets.UTF_8);
    }
  }

  private static void checkLength(FileSystem files, Path part, long expected) throws IOException {
    long length = files.getFileStatus(part).getLen();
    if (length != expected) {
      throw new DataException(part + " has " + length + " bytes, expected " + expected);
    }
  }

  private static long bytes(SampleLayout layout) {
    return (long) layout.words() * Integer.BYTES;
  }

  /** The structure of the samples. */
  public SampleLayout layout() {
    return layout;
  }

  @Override
  public long count() {
    return first[first.length - 1];
  }

  @Override
  public Dataset read(long from, long to) {
    if (from < 0 || to < from || to > count()) {
      throw new DataException(
          "samples " + from + " to " + to + " of " + folder + ", expected 0 to " + count());
    }
    SampleTable table = new SampleTable(layout, to - from);
    try {
      for (int part = 0; part + 1 < first.length; part++) {
        long start = Math.max(from, first[part]);
        long end = Math.min(to, first[part + 1]);
        if (start < end) {
          read(part, start, end, (int) (start - from), table);
        }
      }
    } catch (IOException e) {
      throw new DataException("samples in " + folder + " cannot be read: " + e, e);
    }
    return table.dataset();
  }

  /** Reads samples of one file into rows of a table. */
  private void read(int part, long start, long end, int row, SampleTable table) throws IOException {
    int bytes = (int) bytes(layout);
    byte[] chunk = new byte[Math.max(1, CHUNK / bytes) * bytes];
    Path file = SampleFiles.part(folder, part);
    try (FSDataInputStream in = file.getFileSystem(configuration.value()).open(file)) {
      in.seek((start - first[part]) * bytes);
      int next = row;
      for (long left = end - start; left > 0; left = end - start - (next - row)) {
        int length = (int) Math.min(chunk.length, left * bytes);
        in.readFully(chunk, 0, length);
        for (int at = 0; at < length; at += bytes) {
          table.set(next++, chunk, at);
        }
      }
    }
  }

  @Override
  public String toString() {
    return "samples in " + folder;
  }
}
