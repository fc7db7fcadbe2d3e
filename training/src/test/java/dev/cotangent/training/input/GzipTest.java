package dev.cotangent.training.input;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cotangent.training.data.DataException;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Random;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;

class GzipTest {

  private static final int MIB = 1 << 20;

  @Test
  void aBombIsRefusedLongBeforeItsEnd() throws IOException {
    byte[] bomb = gzipped(new byte[200 * MIB]);
    assertThat(bomb).hasSizeLessThan(MIB / 4);
    InputStream unpacked = Gzip.unpacked(new ByteArrayInputStream(bomb), "numbers.csv.gz");
    byte[] buffer = new byte[MIB];
    long[] read = {0};
    assertThatThrownBy(
            () -> {
              for (int count = 0; count >= 0; count = unpacked.read(buffer)) {
                read[0] += count;
              }
            })
        .isInstanceOf(DataException.class)
        .hasMessageStartingWith("numbers.csv.gz: more than")
        .hasMessageContaining("expected at most 200 times as many; decompress it first");
    assertThat(read[0]).isLessThan(100L * MIB);
  }

  @Test
  void whatPacksWellButIsSmallIsRead() throws IOException {
    byte[] zeros = new byte[15 * MIB];
    assertThat(unpacked(gzipped(zeros))).isEqualTo(zeros);
  }

  @Test
  void whatIsLargeAndPacksAsNumbersDoIsRead() throws IOException {
    byte[] digits = new byte[20 * MIB];
    Random random = new Random(7);
    for (int i = 0; i < digits.length; i++) {
      digits[i] = (byte) ('0' + random.nextInt(10));
    }
    assertThat(unpacked(gzipped(digits))).isEqualTo(digits);
  }

  private static byte[] unpacked(byte[] bytes) throws IOException {
    return Gzip.unpacked(new ByteArrayInputStream(bytes), "data").readAllBytes();
  }

  private static byte[] gzipped(byte[] bytes) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (GZIPOutputStream zip = new GZIPOutputStream(out)) {
      zip.write(bytes);
    }
    return out.toByteArray();
  }
}
