package dev.cotangent.cli;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.LoggingEvent;
import dev.cotangent.cli.logging.PrintableLayout;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

/** Names of classes, columns and categories from a file reach terminal and pictures escaped. */
class HostileNamesTest {

  private static final String ESC = "\u001b[2J\u0007\u009b1m\u202e";
  private static final String CLASS = "<script>a&b\"'" + ESC;

  private final Path folder;

  HostileNamesTest(@TempDir Path folder) {
    this.folder = folder;
  }

  @Test
  void namesOfATableAreShownAsEscapes() throws Exception {
    String data = table();
    String model = folder.resolve("model").toString();
    String out = folder.resolve("labels.csv").toString();
    clean(Cli.run("train", "--data", data, "--epochs", "1", "--out", model), 0);
    clean(Cli.run("summary", "--model", model), 0);
    Cli.Result judged = Cli.run("evaluate", "--model", model, "--data", data);
    clean(judged, 0);
    assertThat(judged.out()).contains("<script>a&b\"'\\u001b[2J\\u0007\\u009b1m\\u202e");
    clean(Cli.run("predict", "--model", model, "--data", data, "--out", out), 0);
    DocumentBuilderFactory.newInstance()
        .newDocumentBuilder()
        .parse(Path.of(model, "confusion.svg").toFile());
    String page = Files.readString(Path.of(model, "report.html"));
    assertThat(page).doesNotContain("<script>", "\u001b", "\u0007", "\u202e");
    assertThat(page).contains("&lt;script&gt;a&amp;b");
  }

  @Test
  void namesInErrorsAreShownAsEscapes() throws Exception {
    String data = table();
    clean(Cli.run("train", "--data", data, "--target", "nix" + ESC), 2);
    clean(Cli.run("train", "--data", folder.resolve("none" + ESC).toString()), 2);
    clean(Cli.run("train", "--data", data, "--verbose", "--activation", "re" + ESC), 2);
    clean(Cli.run("tr" + ESC), 2);
    clean(Cli.run("summary", "--model", folder.resolve("no" + ESC).toString()), 2);
  }

  @Test
  void theLogShowsEscapes() {
    LoggerContext context = (LoggerContext) LoggerFactory.getILoggerFactory();
    Logger logger = context.getLogger("dev.cotangent.test");
    PrintableLayout layout = new PrintableLayout();
    layout.setContext(context);
    layout.setPattern("%level: %msg%n");
    layout.start();
    LoggingEvent event =
        new LoggingEvent(
            "", logger, Level.WARN, "class {}", new Exception(ESC), new Object[] {ESC});
    assertThat(layout.doLayout(event))
        .startsWith("WARN: class \\u001b[2J\\u0007\\u009b1m\\u202e")
        .contains("\tat ")
        .doesNotContain("\u001b");
  }

  private String table() throws IOException {
    StringBuilder text = new StringBuilder("x" + ESC + ",y,kind\n");
    for (int row = 0; row < 30; row++) {
      String name = row % 2 == 0 ? "\"" + CLASS.replace("\"", "\"\"") + "\"" : "b";
      text.append(row % 2).append(".5,").append(row).append(".25,").append(name).append('\n');
    }
    return Files.writeString(folder.resolve("table.csv"), text).toString();
  }

  private static void clean(Cli.Result result, int code) {
    assertThat(result.code()).as(result.err()).isEqualTo(code);
    assertThat((result.out() + result.err()).chars()).noneMatch(HostileNamesTest::drives);
  }

  private static boolean drives(int c) {
    boolean line = c == '\n' || c == '\t';
    return (c < ' ' && !line) || (c >= 0x7F && c < 0xA0) || c == 0x202E;
  }
}
