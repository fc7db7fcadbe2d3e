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
import java.util.List;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.ChecksumException;
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

  private CheckpointFolder open() throws IOException {
    Path path = new Path(folder);
    return new CheckpointFolder(path.getFileSystem(configuration.value()), path);
  }

  @Override
  public void write(Checkpoint checkpoint) throws IOException {
    java.nio.file.Path local = Files.createTempFile("cotangent-", ".safetensors");
    try {
      checkpoint.write(local);
      open().store(local, checkpoint.step());
    } finally {
      Files.deleteIfExists(local);
    }
  }

  /** Deletes what writers that were killed have left. Nothing else may write at the same time. */
  public void clean() throws IOException {
    open().clean();
  }

  /**
   * Finds the newest checkpoint that is undamaged.
   *
   * @return its name; empty if the folder has none
   * @throws FileFormatException if there are some, and all are damaged or of another version
   */
  public Optional<String> newest() throws IOException {
    List<FileFormatException> damaged = new ArrayList<>();
    for (Path each : open().newestFirst().toList()) {
      try {
        read(each.getName());
        return Optional.of(each.getName());
      } catch (FileFormatException e) {
        LOG.warn("{} is passed over for an older checkpoint: {}", each, e.getMessage());
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
    CheckpointFolder place = open();
    Path path = new Path(place.path(), name);
    java.nio.file.Path local = Files.createTempFile("cotangent-", ".safetensors");
    try {
      try (InputStream in = place.files().open(path, BUFFER);
          OutputStream out = Files.newOutputStream(local)) {
        in.transferTo(out);
      }
      return Checkpoint.read(local);
    } catch (ChecksumException e) {
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
