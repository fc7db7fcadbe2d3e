package dev.cotangent.training.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cotangent.training.data.DataException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TableReaderTest {

  private static final byte[] TEXT = "x,kind\n1,a\n2,b\n3,a\n".getBytes(StandardCharsets.UTF_8);

  private final Path folder;

  TableReaderTest(@TempDir Path folder) {
    this.folder = folder;
  }

  @Test
  void theBytesTellGzip() throws IOException {
    for (String name : new String[] {"x.csv.gz", "x.CSV.GZ", "x.csv", "x"}) {
      assertThat(read(name, gzip()).rows()).isEqualTo(3);
      assertThat(read(name, TEXT).rows()).isEqualTo(3);
    }
  }

  @Test
  void gzipThatIsNotWhole() {
    byte[] whole = gzip();
    for (int length : new int[] {3, 12, whole.length - 9, whole.length - 1}) {
      assertThatThrownBy(() -> read("x.csv", Arrays.copyOf(whole, length)))
          .isInstanceOf(DataException.class)
          .hasMessageContaining("x.csv is not a complete gzip file");
    }
  }

  @Test
  void whatIsNoFile() throws IOException {
    assertThatThrownBy(() -> TableReader.read(folder.resolve("no.csv"), TrainingColumns.last()))
        .hasMessageContaining("there is no data file");
    assertThatThrownBy(() -> TableReader.read(folder, TrainingColumns.last()))
        .hasMessageContaining("is a directory");
    assertThatThrownBy(() -> read("e.csv", new byte[0])).hasMessageContaining("is empty");
    assertThatThrownBy(() -> read("e.csv", new byte[] {'\n'})).hasMessageContaining("is empty");
  }

  private Table read(String name, byte[] bytes) throws IOException {
    return TableReader.read(Files.write(folder.resolve(name), bytes), TrainingColumns.last());
  }

  private static byte[] gzip() {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (GZIPOutputStream out = new GZIPOutputStream(bytes)) {
      out.write(TEXT);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
    return bytes.toByteArray();
  }
}
