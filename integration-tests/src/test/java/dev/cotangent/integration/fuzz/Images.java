package dev.cotangent.integration.fuzz;

import dev.cotangent.core.CotangentException;
import dev.cotangent.training.data.Dataset;
import dev.cotangent.training.source.Idx;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;

/** Image IDX files, plain and gzipped, next to valid labels. */
final class Images implements Target<Dataset> {

  private static final int COUNT = 9;
  private static final int[] LENGTHS = {
    0, -1, 1, 2, 65_536, Integer.MAX_VALUE, Integer.MIN_VALUE, 1 << 30
  };

  private final byte[] seed;
  private final Path labels;

  Images(Path folder) throws IOException {
    int side = 5;
    ByteBuffer bytes = ByteBuffer.allocate(16 + COUNT * side * side);
    bytes.putInt(0x803).putInt(COUNT).putInt(side).putInt(side);
    for (int i = 0; bytes.hasRemaining(); i++) {
      bytes.put((byte) (37 * i));
    }
    seed = bytes.array();
    labels = folder.resolve("seed-labels");
    Files.write(labels, ByteBuffer.allocate(8 + COUNT).putInt(0x801).putInt(COUNT).array());
  }

  @Override
  public String name() {
    return "idx";
  }

  @Override
  public byte[] mutant(Random random) {
    byte[] bytes = seed.clone();
    if (random.nextBoolean()) {
      int length = LENGTHS[random.nextInt(LENGTHS.length)];
      ByteBuffer.wrap(bytes).putInt(Integer.BYTES * random.nextInt(4), length);
    } else {
      bytes = Bytes.mutant(bytes, random);
    }
    return switch (random.nextInt(4)) {
      case 0 -> Bytes.gzipped(bytes);
      case 1 -> Bytes.mutant(Bytes.gzipped(bytes), random);
      default -> bytes;
    };
  }

  @Override
  public Dataset read(Path file) throws IOException {
    return Idx.read(file, labels);
  }

  @Override
  public Stage use(Dataset data) {
    data.features(data.size() - 1);
    return Stage.ACCEPTED;
  }

  @Override
  public Stage refused(Path file, CotangentException error) {
    if (!String.valueOf(error.getMessage()).contains(file.toString())) {
      throw new AssertionError("an error without the file: " + error.getMessage());
    }
    return Stage.HEADER;
  }
}
