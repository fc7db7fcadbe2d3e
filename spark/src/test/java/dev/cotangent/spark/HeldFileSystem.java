package dev.cotangent.spark;

import java.io.IOException;
import java.net.URI;
import java.util.Map;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.RawLocalFileSystem;
import org.apache.hadoop.util.Progressable;

/**
 * Local files with the scheme {@code held}, whose first writer leaves a mark in their folder when
 * it has begun, and never ends.
 */
public final class HeldFileSystem extends RawLocalFileSystem {

  /** The file from which on writers are held. */
  static final String FROM = "checkpoint-000000000008";

  @Override
  public URI getUri() {
    return URI.create("held:///");
  }

  @Override
  public String getScheme() {
    return "held";
  }

  @Override
  public FSDataOutputStream create(
      Path file,
      boolean overwrite,
      int bufferSize,
      short replication,
      long blockSize,
      Progressable progress)
      throws IOException {
    FSDataOutputStream out =
        super.create(file, overwrite, bufferSize, replication, blockSize, progress);
    if (file.getName().contains(FROM)) {
      out.write(new byte[100]);
      out.flush();
      hold(file);
    }
    return out;
  }

  private void hold(Path file) throws IOException {
    if (SlowSteps.mark(pathToFile(new Path(file.getParent(), "mark")).getPath())) {
      try {
        Thread.sleep(600_000);
      } catch (InterruptedException e) {
        throw new IOException(e);
      }
    }
  }

  /** The settings with which Spark knows the scheme. */
  static Map<String, String> settings() {
    return Map.of(
        "spark.hadoop.fs.held.impl",
        HeldFileSystem.class.getName(),
        "spark.hadoop.fs.held.impl.disable.cache",
        "true");
  }

  /** A folder of this file system. */
  static String folder(java.nio.file.Path local) {
    return "held://" + local.toAbsolutePath();
  }
}
