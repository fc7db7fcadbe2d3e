package dev.cotangent.spark.job;

import dev.cotangent.core.CotangentException;
import dev.cotangent.core.FileFormatException;
import dev.cotangent.core.argument.Given;
import dev.cotangent.training.Checkpoint;
import dev.cotangent.training.CheckpointStore;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.Serializable;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.spark.util.SerializableConfiguration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The checkpoints of one training in a folder of any file system that Hadoop knows.
 *
 * <p>Each is a file named by its step. It is written under another name, synced and renamed, so
 * that a file with such a name is complete; of an object store, whose rename copies, as far as that
 * promises. The one before is deleted only then, and the one before that is what a reader falls
 * back to. Sent to the executors by Java serialization; not for two trainings at the same time.
 */
public final class HadoopCheckpoints implements CheckpointStore, Serializable {

  private static final long serialVersionUID = 1L;
  private static final Logger LOG = LoggerFactory.getLogger(HadoopCheckpoints.class);
  private static final Pattern NAME = Pattern.compile("checkpoint-\\d{12}\\.safetensors");
  private static final Pattern LEFT_OVER = Pattern.compile("\\.checkpoint-\\d{12}\\..*\\.tmp");
  private static final int KEPT = 2;
  private static final int BUFFER = 1 << 16;

  private final String folder;
  private final SerializableConfiguration configuration;

  private HadoopCheckpoints(String folder, SerializableConfiguration configuration) {
    this.folder = folder;
    this.configuration = configuration;
  }

  /**
   * Creates the checkpoints of a folder, which need not exist.
   *
   * @param folder a path or URI, such as {@code hdfs://host/training}; must be the same place for
   *     the driver and all executors
   */
  public static HadoopCheckpoints in(String folder, Configuration configuration) {
    return new HadoopCheckpoints(
        Given.of("checkpoints: the folder", folder), new SerializableConfiguration(configuration));
  }

  private Path path() {
    return new Path(folder);
  }

  private FileSystem files() throws IOException {
    return path().getFileSystem(configuration.value());
  }

  @Override
  public void write(Checkpoint checkpoint) throws IOException {
    java.nio.file.Path local = Files.createTempFile("cotangent-", ".safetensors");
    try {
      checkpoint.write(local);
      String name = String.format(Locale.ROOT, "checkpoint-%012d.safetensors", checkpoint.step());
      store(local, name);
    } finally {
      Files.deleteIfExists(local);
    }
  }

  private void store(java.nio.file.Path local, String name) throws IOException {
    FileSystem files = files();
    files.mkdirs(path());
    Path written = new Path(path(), "." + name + "." + UUID.randomUUID() + ".tmp");
    try {
      copy(local, files, written);
      replace(files, written, new Path(path(), name));
    } catch (IOException | RuntimeException e) {
      deleteQuietly(files, written);
      throw e;
    }
    sorted(files).skip(KEPT).forEach(old -> deleteQuietly(files, old));
  }

  private static void copy(java.nio.file.Path local, FileSystem files, Path to) throws IOException {
    try (FSDataOutputStream out = files.create(to, true)) {
      Files.copy(local, (OutputStream) out);
      sync(out);
    }
  }

  private static void sync(FSDataOutputStream out) throws IOException {
    try {
      out.hsync();
    } catch (UnsupportedOperationException e) {
      out.flush(); // an object store has the file when it is closed
    }
  }

  /** Renames a file; one of the same step, of an attempt before, gives way. */
  private static void replace(FileSystem files, Path from, Path to) throws IOException {
    if (files.exists(to)) {
      files.delete(to, false);
    }
    if (!files.rename(from, to)) {
      throw new IOException("the file system refuses to rename " + from + " to " + to);
    }
  }

  private static void deleteQuietly(FileSystem files, Path path) {
    try {
      files.delete(path, false);
    } catch (IOException e) {
      LOG.warn("{} cannot be deleted: {}", path, e.toString());
    }
  }

  /** The checkpoints, the newest first. */
  private Stream<Path> sorted(FileSystem files) throws IOException {
    return all(files)
        .filter(each -> NAME.matcher(each.getName()).matches())
        .sorted(Comparator.comparing(Path::getName).reversed());
  }

  private Stream<Path> all(FileSystem files) throws IOException {
    return files.exists(path())
        ? Stream.of(files.listStatus(path())).filter(FileStatus::isFile).map(FileStatus::getPath)
        : Stream.empty();
  }

  /** Deletes what writers that were killed have left. Nothing else may write at the same time. */
  public void clean() throws IOException {
    FileSystem files = files();
    all(files)
        .filter(each -> LEFT_OVER.matcher(each.getName()).matches())
        .forEach(each -> deleteQuietly(files, each));
  }

  /**
   * Finds the newest checkpoint that is undamaged.
   *
   * @return its name; empty if the folder has none
   * @throws FileFormatException if there are some, and all are damaged or of another version
   */
  public Optional<String> newest() throws IOException {
    List<FileFormatException> damaged = new ArrayList<>();
    for (Path each : sorted(files()).toList()) {
      try {
        read(each.getName());
        return Optional.of(each.getName());
      } catch (FileFormatException e) {
        LOG.warn("an older checkpoint than {} is used: {}", each, e.getMessage());
        damaged.add(e);
      }
    }
    if (!damaged.isEmpty()) {
      throw damaged.get(0);
    }
    return Optional.empty();
  }

  /**
   * Reads a checkpoint.
   *
   * @param name as of {@link #newest}
   * @throws FileFormatException if it is damaged or of another version
   */
  public Checkpoint read(String name) throws IOException {
    Path path = new Path(path(), name);
    java.nio.file.Path local = Files.createTempFile("cotangent-", ".safetensors");
    try {
      try (InputStream in = files().open(path, BUFFER);
          OutputStream out = Files.newOutputStream(local)) {
        in.transferTo(out);
      }
      return Checkpoint.read(local);
    } catch (org.apache.hadoop.fs.ChecksumException e) {
      throw new FileFormatException(path.toString(), e.getPos(), "wrong checksum", e);
    } catch (FileFormatException e) {
      throw renamed(e, local, path);
    } finally {
      Files.deleteIfExists(local);
    }
  }

  /** The same error with the name of the file that was copied. */
  private static FileFormatException renamed(
      FileFormatException e, java.nio.file.Path local, Path path) {
    String prefix = e.file() + ", offset " + e.offset() + ": ";
    String message = String.valueOf(e.getMessage());
    String rest = message.startsWith(prefix) ? message.substring(prefix.length()) : message;
    return new FileFormatException(
        path.toString(), e.offset(), rest.replace(local.toString(), path.toString()), e);
  }

  /**
   * Like {@link #newest}, for a driver.
   *
   * @throws CotangentException if the folder cannot be read
   */
  public Optional<String> toResume() {
    try {
      clean();
      return newest();
    } catch (IOException e) {
      throw new CotangentException(
          "spark training: the checkpoints in " + folder + " cannot be read: " + e, e);
    }
  }

  @Override
  public String toString() {
    return folder;
  }
}
