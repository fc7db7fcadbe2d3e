package dev.cotangent.cli;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.cotangent.training.Trainer;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

/** A batch that is larger than the table is worth a warning only where it was asked for. */
class BatchAdviceTest {

  private final Path folder;

  BatchAdviceTest(@TempDir Path folder) {
    this.folder = folder;
  }

  private List<String> warnings(String... options) throws IOException {
    String data = Tables.write(folder, "small.csv", Tables.corners(60, "a", "b", "c"));
    List<String> arguments = new ArrayList<>(List.of("train", "--data", data, "--epochs", "1"));
    arguments.addAll(List.of(options));
    ListAppender<ILoggingEvent> log = new ListAppender<>();
    log.start();
    Logger logger = (Logger) LoggerFactory.getLogger(Trainer.class);
    logger.addAppender(log);
    try {
      Cli.succeed(arguments.toArray(String[]::new));
    } finally {
      logger.detachAppender(log);
    }
    return log.list.stream()
        .filter(event -> event.getLevel() == Level.WARN)
        .map(ILoggingEvent::getFormattedMessage)
        .toList();
  }

  @Test
  void theDefaultIsNoneOfTheUsersBusiness() throws IOException {
    assertThat(warnings()).isEmpty();
  }

  @Test
  void aBatchThatWasAskedForIsNamed() throws IOException {
    assertThat(warnings("--batch", "500"))
        .singleElement()
        .asString()
        .contains("batch is 500", "only 42 samples");
  }
}
