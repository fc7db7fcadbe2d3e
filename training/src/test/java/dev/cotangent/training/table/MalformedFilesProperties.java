package dev.cotangent.training.table;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cotangent.core.CotangentException;
import dev.cotangent.training.source.IdxFile;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

/** Whatever a file holds, it is read or refused with an error of ours. */
class MalformedFilesProperties {

  private static final byte[] IMAGES = {0, 0, 8, 3, 0, 0, 0, 2, 0, 0, 0, 1, 0, 0, 0, 2, 9, 8, 7, 6};

  private static final String CSV = "sky,x,t\n\"su\"\"n\",1.5,a\r\nrain,-2e3,b\n";

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

  @Property(tries = 500)
  void changedTables(@ForAll @IntRange(max = 35) int at, @ForAll @Size(max = 4) byte[] inserted)
      throws IOException {
    byte[] good = CSV.getBytes(StandardCharsets.UTF_8);
    byte[] bytes = new byte[good.length + inserted.length];
    System.arraycopy(good, 0, bytes, 0, at);
    System.arraycopy(inserted, 0, bytes, at, inserted.length);
    System.arraycopy(good, at, bytes, at + inserted.length, good.length - at);
    try {
      Table table =
          TableReader.read(
              new ByteArrayInputStream(bytes), "t.csv", TrainingColumns.last().withOneHot("0"));
      assertThat(FeatureEncoding.fit(table).encode(table)).isNotEmpty();
    } catch (CotangentException expected) {
      assertThat(expected).hasMessageContaining("t.csv");
    }
  }
}
