package dev.cotangent.training.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cotangent.core.FileFormatException;
import dev.cotangent.core.Shape;
import dev.cotangent.training.data.DataException;
import dev.cotangent.training.data.Dataset;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class IdxTest {

  private static final byte[] PIXELS = {0, (byte) 255, 51, 102, 0, 0};
  private static final byte[] CLASSES = {2, 0, 1};

  private final Path folder;

  IdxTest(@TempDir Path folder) {
    this.folder = folder;
  }

  @Test
  void aPairOfFiles() throws IOException {
    write("a-images-idx3-ubyte", idx(PIXELS, 3, 1, 2));
    write("a-labels-idx1-ubyte", idx(CLASSES, 3));
    Dataset data = Idx.read(folder);
    assertThat(data.sampleShape()).isEqualTo(Shape.of(1, 1, 2));
    assertThat(data.features(0)).containsExactly(0, 1);
    assertThat(data.features(1)).containsExactly(0.2f, 0.4f);
    assertThat(data.label(0)).isEqualTo(2);
    assertThat(data.classNames()).containsExactly("0", "1", "2");
  }

  @Test
  void gzippedOneOfTwo() throws IOException {
    for (String name : new String[] {"train", "test"}) {
      writeGzip(name + "-images-idx3-ubyte.gz", idx(PIXELS, 3, 2, 1));
      writeGzip(name + "-labels-idx1-ubyte.gz", idx(CLASSES, 3));
    }
    assertThat(Idx.read(folder.resolve("test")).size()).isEqualTo(3);
    assertThatThrownBy(() -> Idx.read(folder))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("several data sets, expected one of " + folder.resolve("test"));
    assertThatThrownBy(() -> Idx.read(folder.resolve("none")))
        .hasMessageContaining("there is no IDX file");
  }

  @Test
  void namesAsOthersWriteThem() throws IOException {
    write("train-images.idx3-ubyte", idx(PIXELS, 3, 1, 2));
    write("train-labels.idx1-ubyte", idx(CLASSES, 3));
    assertThat(Idx.read(folder).size()).isEqualTo(3);
    writeGzip("T10K-Images-IDX3-ubyte.GZ", idx(PIXELS, 3, 1, 2));
    writeGzip("T10K-labels-idx1-ubyte", idx(CLASSES, 3));
    assertThat(Idx.read(folder.resolve("T10K")).size()).isEqualTo(3);
    assertThat(Idx.read(folder.resolve("train")).size()).isEqualTo(3);
    Files.createDirectory(folder.resolve("x-images-idx3-ubyte"));
    assertThatThrownBy(() -> Idx.read(folder.resolve("x")))
        .hasMessageContaining("there is no IDX file");
  }

  @Test
  void damagedFiles() throws IOException {
    byte[] good = idx(CLASSES, 3);
    assertDamaged(new byte[0], "offset 0: not an IDX file");
    assertDamaged(changed(good, 0, 1), "offset 0: not an IDX file");
    assertDamaged(changed(good, 2, 13), "offset 2: elements of type 13, expected 8");
    assertDamaged(changed(good, 3, 3), "offset 3: 3 axes, expected 1");
    assertDamaged(Arrays.copyOf(good, 6), "offset 6: the file ends within its header");
    assertDamaged(Arrays.copyOf(good, 10), "offset 10: the file ends early, expected 3 elements");
    assertDamaged(Arrays.copyOf(good, 12), "offset 11: the file has more than the 3 elements");
    assertDamaged(changed(good, 7, 0), "offset 4: an axis of length 0");
    assertDamaged(changed(good, 4, 255), "offset 4: an axis of length 4278190083");
    assertDamaged(
        changed(good, 4, 127), "offset 11: the file ends early, expected 2130706435 elements");
  }

  @Test
  void dimensionsWhoseProductOverflows() throws IOException {
    Path images = write("images", idx(PIXELS, 1 << 16, 1 << 16, 1));
    assertThatThrownBy(() -> Idx.read(images, images))
        .isInstanceOf(FileFormatException.class)
        .hasMessageContaining("offset 8: an axis of length 65536");
  }

  @Test
  void brokenGzipAndNumbersThatDiffer() throws IOException {
    Path images = write("i", idx(PIXELS, 3, 1, 2));
    Path labels = write("l", idx(new byte[] {1, 1}, 2));
    assertThatThrownBy(() -> Idx.read(images, labels))
        .hasMessageContaining("has 3 images, but")
        .hasMessageContaining("has 2 labels");
    Path broken = write("broken.gz", new byte[] {0x1F, (byte) 0x8B, 8, 0});
    assertThatThrownBy(() -> Idx.read(broken, labels))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("broken.gz is not a complete gzip file");
  }

  private void assertDamaged(byte[] bytes, String expected) throws IOException {
    Path file = write("damaged", bytes);
    assertThatThrownBy(() -> IdxFile.read(file, 1))
        .isInstanceOf(FileFormatException.class)
        .hasMessageContaining(expected);
  }

  private static byte[] idx(byte[] elements, int... lengths) {
    ByteBuffer file = ByteBuffer.allocate(4 + 4 * lengths.length + elements.length);
    file.put(new byte[] {0, 0, 8, (byte) lengths.length});
    Arrays.stream(lengths).forEach(file::putInt);
    return file.put(elements).array();
  }

  private static byte[] changed(byte[] file, int at, int value) {
    byte[] copy = file.clone();
    copy[at] = (byte) value;
    return copy;
  }

  private Path write(String name, byte[] bytes) throws IOException {
    return Files.write(folder.resolve(name), bytes);
  }

  private void writeGzip(String name, byte[] bytes) throws IOException {
    try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(folder.resolve(name)))) {
      out.write(bytes);
    }
  }
}
