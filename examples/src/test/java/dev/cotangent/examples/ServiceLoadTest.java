package dev.cotangent.examples;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import dev.cotangent.activations.Activations;
import dev.cotangent.core.Shape;
import dev.cotangent.core.model.Model;
import dev.cotangent.layers.Activate;
import dev.cotangent.layers.Dense;
import dev.cotangent.layers.Sequential;
import dev.cotangent.training.table.Classes;
import dev.cotangent.training.table.ModelInfo;
import dev.cotangent.training.table.RowPrediction;
import dev.cotangent.training.table.Table;
import dev.cotangent.training.table.TablePredictor;
import dev.cotangent.training.table.TableReader;
import dev.cotangent.training.table.Task;
import dev.cotangent.training.table.TrainingColumns;
import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.InetSocketAddress;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The service under load, while its model is exchanged: each answer is that of one model. */
class ServiceLoadTest {

  private static final int MODELS = 5;
  private static final int ROWS = 8;

  private final Path folder;
  private final List<Model> models = new ArrayList<>();
  private final List<List<String>> answers = new ArrayList<>();

  ServiceLoadTest(@TempDir Path folder) throws IOException {
    this.folder = folder;
    Path csv =
        Files.writeString(
            folder.resolve("flowers.csv"),
            "length,width,species\n1.5,0.2,setosa\n4.5,1.5,versicolor\n6,2.5,\"virginica\"\n"
                .repeat(4)
                .replace("\nlength,width,species", ""));
    Table table = TableReader.read(csv, TrainingColumns.of("species"));
    int[] rows = IntStream.range(0, table.rows()).toArray();
    ModelInfo info = ModelInfo.fit(Task.CLASSIFICATION, table, Classes.of(table), rows, false);
    for (int seed = 0; seed < MODELS; seed++) {
      Model model =
          Sequential.of(Dense.of(16), Activate.with(Activations.TANH), Dense.of(3))
              .build(Shape.of(2), seed)
              .withMetadata(info.metadata());
      models.add(model);
      answers.add(answers(TablePredictor.of(model)));
    }
  }

  private static List<String> answers(TablePredictor predictor) {
    return IntStream.range(0, ROWS)
        .mapToObj(row -> predictor.row().set("length", length(row)).set("width", 0.5).predict())
        .map(found -> json(found, predictor.info().classes().names()))
        .toList();
  }

  private static String json(RowPrediction found, List<String> classes) {
    return classes.stream()
        .map(name -> "\"" + name + "\": " + found.probability(name))
        .collect(Collectors.joining(", ", "\"label\": \"" + found.label() + "\", ", ""));
  }

  private static double length(int row) {
    return 1 + 0.75 * row;
  }

  private Path file() {
    return folder.resolve("model.safetensors");
  }

  /** The status and the body of an answer. */
  private static String get(InetSocketAddress address, String path) throws IOException {
    HttpURLConnection connection =
        (HttpURLConnection)
            new URL("http", address.getHostString(), address.getPort(), path).openConnection();
    int status = connection.getResponseCode();
    try (InputStream body =
        status < 400 ? connection.getInputStream() : connection.getErrorStream()) {
      return status + " " + new String(body.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  /** Asks for a row, and compares the answer with that of the model which it names. */
  private void ask(InetSocketAddress address, int row) throws IOException {
    String answer = get(address, "/predict?length=" + length(row) + "&width=0.5");
    assertThat(answer).startsWith("200 {\"model\": ");
    int comma = answer.indexOf(", ");
    int version = Integer.parseInt(answer.substring("200 {\"model\": ".length(), comma));
    assertThat(answer.substring(comma + 2, answer.length() - 1))
        .isEqualTo(answers.get((version - 1) % MODELS).get(row));
  }

  private void exchange(InetSocketAddress address, int number) throws IOException {
    models.get((number + 1) % MODELS).save(file());
    assertThat(get(address, "/model")).isEqualTo("200 model " + (number + 2));
  }

  @Test
  void everyAnswerIsThatOfOneModel() throws Exception {
    models.get(0).save(file());
    ExecutorService threads = Executors.newFixedThreadPool(4);
    HttpServer server = new E31Service(file(), 0, threads).server;
    InetSocketAddress address = server.getAddress();
    Load load = new Load();
    for (int client = 0; client < 3; client++) {
      int first = client;
      load.measured(number -> ask(address, (first + number) % ROWS));
    }
    load.every(Duration.ofMillis(100), number -> exchange(address, number));
    load.every(
        Duration.ofMillis(200),
        number -> assertThat(get(address, "/health")).startsWith("200 PASSED"));
    System.out.println("service: " + load.figures());
    server.stop(0);
    threads.shutdown();
  }

  @Test
  void mistakesAreNamed() throws IOException {
    models.get(0).save(file());
    ExecutorService threads = Executors.newFixedThreadPool(1);
    HttpServer server = new E31Service(file(), 0, threads).server;
    InetSocketAddress address = server.getAddress();
    assertThat(get(address, "/predict?length=1")).startsWith("400 ").contains("width");
    assertThat(get(address, "/predict?length=long&width=1")).startsWith("400 ").contains("long");
    assertThat(get(address, "/predict?long=1&width=1")).startsWith("400 ").contains("length");
    assertThat(get(address, "/predict")).startsWith("400 ");
    Files.writeString(file(), "no model");
    assertThat(get(address, "/model")).startsWith("400 ").contains("model.safetensors");
    Files.delete(file());
    assertThat(get(address, "/model")).startsWith("400 ");
    assertThat(get(address, "/predict?length=1&width=1")).startsWith("200 {\"model\": 1, ");
    server.stop(0);
    threads.shutdown();
  }
}
