package dev.cotangent.integration.bits;

import dev.cotangent.core.io.Safetensors;
import dev.cotangent.core.io.TensorEntry;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** Temporary folders whose files are compared. */
final class Folders {

  /** An action on a folder. */
  @FunctionalInterface
  interface Use {
    void in(Path folder) throws Exception;
  }

  private Folders() {}

  /** Makes a folder, and removes it and its files afterwards. */
  static void temporary(Use use) throws Exception {
    Path folder = Files.createTempDirectory("bits");
    try {
      use.in(folder);
    } finally {
      try (Stream<Path> all = Files.walk(folder)) {
        for (Path file : all.sorted(Comparator.reverseOrder()).toList()) {
          Files.delete(file);
        }
      }
    }
  }

  /** Adds names and bytes of the files of a run; of the checkpoint the numbers alone. */
  static void add(Path folder, Bits bits) throws IOException {
    try (Stream<Path> all = Files.list(folder)) {
      List<Path> files = all.sorted(Comparator.comparing(file -> "" + file.getFileName())).toList();
      for (Path file : files) {
        String name = "" + file.getFileName();
        bits.add(name);
        if (name.equals("checkpoint.safetensors")) {
          addCheckpoint(file, bits);
        } else if (!name.equals("report.html")) { // holds times, too
          bits.add(Files.readAllBytes(file));
        }
      }
    }
  }

  /** Adds the tensors of a checkpoint but those of epochs, which hold times. */
  static void addCheckpoint(Path file, Bits bits) throws IOException {
    for (TensorEntry tensor : Safetensors.read(file).tensors()) {
      if (!tensor.name().startsWith("epoch")) {
        bits.add(tensor.name());
        bits.add(bytes(tensor));
      }
    }
  }

  private static byte[] bytes(TensorEntry tensor) {
    ByteBuffer buffer = tensor.bytes();
    byte[] bytes = new byte[buffer.remaining()];
    buffer.get(bytes);
    return bytes;
  }
}
