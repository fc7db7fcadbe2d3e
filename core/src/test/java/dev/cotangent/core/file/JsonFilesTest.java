package dev.cotangent.core.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.cotangent.core.FileFormatException;
import dev.cotangent.core.json.Json;
import dev.cotangent.core.json.JsonException;
import dev.cotangent.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JsonFilesTest {

  private final Path directory;

  JsonFilesTest(@TempDir Path directory) {
    this.directory = directory;
  }

  @Test
  void writesForPeopleAndReadsBack() throws IOException {
    Path file = directory.resolve("a.json");
    Json value = JsonObject.builder().put("größe", 3).build();
    JsonFiles.write(file, value);
    assertThat(file).hasContent("{\n  \"größe\": 3\n}\n");
    assertThat(JsonFiles.read(file, 100)).isEqualTo(value);
  }

  @Test
  void errorsNameFileAndByte() throws IOException {
    Path file = Files.writeString(directory.resolve("a.json"), "{\"größe\": x}");
    assertThatExceptionOfType(FileFormatException.class)
        .isThrownBy(() -> JsonFiles.read(file, 100))
        .satisfies(e -> assertThat(e.offset()).isEqualTo(12))
        .satisfies(e -> assertThat(e.file()).isEqualTo(file.toString()))
        .withMessage(file + ", offset 12: not JSON: expected a value, found 'x'");
  }

  @Test
  void tooLargeAFileIsNotRead() throws IOException {
    Path file = Files.writeString(directory.resolve("a.json"), "[1, 2, 3]");
    assertThatExceptionOfType(FileFormatException.class)
        .isThrownBy(() -> JsonFiles.read(file, 8))
        .withMessageContaining("9 bytes, expected at most 8");
  }

  @Test
  void textMustBeUtf8() throws IOException {
    Path file = Files.write(directory.resolve("a.json"), new byte[] {'"', 'a', (byte) 0xFF, '"'});
    assertThatExceptionOfType(FileFormatException.class)
        .isThrownBy(() -> JsonFiles.read(file, 100))
        .withMessageContaining("offset 2: not JSON: not valid UTF-8");
  }

  @Test
  void aValueThatCannotBeWrittenTouchesNoFile() {
    assertThatExceptionOfType(JsonException.class)
        .isThrownBy(() -> JsonFiles.write(directory.resolve("a.json"), Json.of("\uDC00")));
    assertThat(directory).isEmptyDirectory();
  }
}
