package dev.cotangent.spark.ml;

import dev.cotangent.core.CotangentException;
import dev.cotangent.core.model.Model;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.util.UUID;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/** Model files in the folders of saved stages, on any file system that Hadoop knows. */
public final class ModelFiles {

  private static final String NAME = "model.safetensors";

  private ModelFiles() {}

  /**
   * Writes a model under a temporary name, which is then changed, so that a file is whole or not
   * there.
   *
   * @throws IOException if it cannot be written
   */
  public static void write(String folder, byte[] model, Configuration hadoop) throws IOException {
    Path file = new Path(folder, NAME);
    Path temporary = new Path(folder, "." + NAME + "." + UUID.randomUUID());
    FileSystem files = file.getFileSystem(hadoop);
    try {
      try (FSDataOutputStream out = files.create(temporary, false)) {
        out.write(model);
        out.hsync();
      }
      if (!files.rename(temporary, file)) {
        throw new IOException(file + ": the file system did not rename " + temporary + " to this");
      }
    } finally {
      files.delete(temporary, false);
    }
  }

  /**
   * Reads a model.
   *
   * @throws CotangentException if the file is missing, damaged, or needs an unknown plugin
   * @throws IOException if it cannot be read
   */
  public static Model read(String folder, Configuration hadoop) throws IOException {
    Path file = new Path(folder, NAME);
    try (FSDataInputStream in = file.getFileSystem(hadoop).open(file)) {
      return ModelBytes.read(in.readAllBytes(), file.toString());
    } catch (FileNotFoundException e) {
      throw new CotangentException(
          file + ": no such file, expected the model of a saved stage; was the save interrupted?",
          e);
    }
  }
}
