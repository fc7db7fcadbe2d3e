package dev.cotangent.spark.job;

import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.RawLocalFileSystem;
import org.apache.hadoop.util.Progressable;

/**
 * Local files with the scheme {@code strict}, as a distributed file system has them: an existing
 * file is not renamed over, and streams have no {@code hsync}. It can be made to fail.
 */
public final class StrictFileSystem extends RawLocalFileSystem {

  /** Failures of all its objects. */
  enum Fault {
    NONE,
    WRITE,
    RENAME
  }

  static volatile Fault fault = Fault.NONE;

  static Configuration configuration() {
    Configuration configuration = new Configuration(false);
    configuration.set("fs.strict.impl", StrictFileSystem.class.getName());
    return configuration;
  }

  static String folder(java.nio.file.Path local) {
    return "strict://" + local.toAbsolutePath();
  }

  @Override
  public URI getUri() {
    return URI.create("strict:///");
  }

  @Override
  public String getScheme() {
    return "strict";
  }

  @Override
  public boolean rename(Path from, Path to) throws IOException {
    File target = pathToFile(to);
    return fault != Fault.RENAME && !target.exists() && super.rename(from, to);
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
    OutputStream out = super.create(file, overwrite, bufferSize, replication, blockSize, progress);
    return new FSDataOutputStream(
        new OutputStream() {
          private int left = fault == Fault.WRITE ? 1000 : Integer.MAX_VALUE;

          @Override
          public void write(int value) throws IOException {
            if (left-- == 0) {
              throw new IOException("no space left on device");
            }
            out.write(value);
          }

          @Override
          public void close() throws IOException {
            out.close();
          }
        },
        null) {
      @Override
      public void hsync() {
        throw new UnsupportedOperationException("hsync");
      }
    };
  }
}
