package dev.cotangent.training.source;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cotangent.core.CotangentException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

/** A damaged IDX file is read or refused with an error of ours. */
class MalformedIdxProperties {

  private static final byte[] IMAGES = {0, 0, 8, 3, 0, 0, 0, 2, 0, 0, 0, 1, 0, 0, 0, 2, 9, 8, 7, 6};

  @Property(tries = 500)
  void changedImages(
      @ForAll @IntRange(max = 19) int at,
      @ForAll byte value,
      @ForAll @IntRange(max = 20) int length)
      throws IOException {
    byte[] bytes = Arrays.copyOf(IMAGES, length);
    if (at < length) {
      bytes[at] = value;
    }
    Path file = Files.createTempFile("malformed", "-idx3");
    try {
      Files.write(file, bytes);
      IdxFile read = IdxFile.read(file, 3);
      // a shorter axis and as many elements fewer make a whole file again
      assertThat(read.dividedBy(1))
          .hasSize(length - 16)
          .hasSize(read.length(0) * read.length(1) * read.length(2));
    } catch (CotangentException expected) {
      assertThat(expected).hasMessageContaining(file.toString());
    } finally {
      Files.delete(file);
    }
  }
}
