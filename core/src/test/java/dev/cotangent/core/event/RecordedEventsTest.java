package dev.cotangent.core.event;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cotangent.core.registry.Registry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Events that need no training, read back from a recording. */
class RecordedEventsTest {

  private final Path folder;

  RecordedEventsTest(@TempDir Path folder) {
    this.folder = folder;
  }

  @Test
  void aPluginThatIsSkipped() throws IOException {
    Path jar = Files.writeString(folder.resolve("garbage.jar"), "no jar");
    RecordedEvent event =
        only(
            "PluginFailure",
            () -> Registry.discover(getClass().getClassLoader(), List.of(jar)).close());
    assertThat(event.getString("kind")).isEqualTo("jar");
    assertThat(event.getString("location")).isEqualTo(jar.toString());
    assertThat(event.getString("message")).startsWith("it cannot be read");
  }

  @Test
  void aPredictorThatChangesItsKernels() throws IOException {
    RecordedEvent event =
        only(
            "KernelChange", () -> Events.kernelsChanged("prediction", "portable", "vector", "why"));
    assertThat(event.getString("where")).isEqualTo("prediction");
    assertThat(event.getString("from")).isEqualTo("portable");
    assertThat(event.getString("to")).isEqualTo("vector");
    assertThat(event.getString("why")).isEqualTo("why");
    assertThat(event.getEventType().getCategoryNames()).containsExactly("Cotangent");
  }

  private RecordedEvent only(String name, Runnable code) throws IOException {
    Path file = folder.resolve("events.jfr");
    try (Recording recording = new Recording()) {
      recording.enable("dev.cotangent." + name);
      recording.start();
      code.run();
      recording.stop();
      recording.dump(file);
    }
    List<RecordedEvent> events = RecordingFile.readAllEvents(file);
    assertThat(events).hasSize(1);
    return events.get(0);
  }
}
