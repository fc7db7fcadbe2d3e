package dev.cotangent.spark.job;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.util.Comparator;
import java.util.Locale;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A folder with the files of checkpoints, named by their steps.
 *
 * @param files the file system
 * @param path the folder, which need not exist
 */
record CheckpointFolder(FileSystem files, Path path) {

  private static final Logger LOG = LoggerFactory.getLogger(HadoopCheckpoints.class);
  private static final Pattern NAME = Pattern.compile("checkpoint-\\d{12}\\.safetensors");
  private static final Pattern LEFT_OVER = Pattern.compile("\\.checkpoint-\\d{12}\\..*\\.tmp");
  private static final int KEPT = 2;

  /** Stores a local file as the checkpoint of a step, completely or not at all. */
  void store(java.nio.file.Path local, long step) throws IOException {
    String name = String.format(Locale.ROOT, "checkpoint-%012d.safetensors", step);
    Path written = new Path(path, "." + name + "." + UUID.randomUUID() + ".tmp");
    files.mkdirs(path);
    try {
      copy(local, written);
      replace(written, new Path(path, name));
    } catch (IOException | RuntimeException e) {
      delete(written);
      throw e;
    }
    newestFirst().skip(KEPT).forEach(this::delete);
  }

  private void copy(java.nio.file.Path local, Path to) throws IOException {
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
  private void replace(Path from, Path to) throws IOException {
    if (files.exists(to)) {
      files.delete(to, false);
    }
    if (!files.rename(from, to)) {
      throw new IOException("the file system refuses to rename " + from + " to " + to);
    }
  }

  private void delete(Path file) {
    try {
      files.delete(file, false);
    } catch (IOException e) {
      LOG.warn("{} cannot be deleted: {}", file, e.toString());
    }
  }

  /** The checkpoints, the newest first. */
  Stream<Path> newestFirst() throws IOException {
    return all()
        .filter(each -> NAME.matcher(each.getName()).matches())
        .sorted(Comparator.comparing(Path::getName).reversed());
  }

  private Stream<Path> all() throws IOException {
    return files.exists(path)
        ? Stream.of(files.listStatus(path)).filter(FileStatus::isFile).map(FileStatus::getPath)
        : Stream.empty();
  }

  /** Deletes what writers that were killed have left. */
  void clean() throws IOException {
    all().filter(each -> LEFT_OVER.matcher(each.getName()).matches()).forEach(this::delete);
  }
}
