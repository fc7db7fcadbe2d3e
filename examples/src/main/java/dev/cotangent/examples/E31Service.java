package dev.cotangent.examples;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.*;
import dev.cotangent.core.CotangentException;
import dev.cotangent.core.model.*;
import dev.cotangent.core.registry.Registry;
import dev.cotangent.training.table.*;
import java.io.IOException;
import java.net.*;
import java.nio.file.Path;
import java.util.*;
import java.util.concurrent.*;

/** A classifier over HTTP: {@code /predict?length=5&width=2}, {@code /health}, {@code /model}. */
public final class E31Service {
  private record Loaded(int version, TablePredictor table) {}

  private static final Registry REGISTRY = Registry.standard();
  private final Path file;
  final HttpServer server;
  private volatile Loaded loaded; // each request reads it once

  E31Service(Path file, int port, Executor threads) throws IOException {
    this.file = file;
    load(1);
    System.setProperty("sun.net.httpserver.nodelay", "true"); // an answer waits 40 ms otherwise
    server = HttpServer.create(new InetSocketAddress("localhost", port), 0);
    server.createContext("/", this::answer);
    server.setExecutor(threads);
    server.start();
  }

  /** Serves a model file on port 8080, with 4 threads and at most 40 waiting requests. */
  public static void main(String[] args) throws IOException {
    var queue = new ArrayBlockingQueue<Runnable>(40);
    new E31Service(Path.of(args[0]), 8080, new ThreadPoolExecutor(4, 4, 1, TimeUnit.DAYS, queue));
  }

  private synchronized String load(int version) throws IOException {
    Loaded next = new Loaded(version, TablePredictor.of(Model.load(file, REGISTRY)));
    next.table.predictor().selfTest().orThrow(); // before a request sees the model
    loaded = next;
    return "model " + version;
  }

  private void answer(HttpExchange http) throws IOException {
    int status = 200;
    String text;
    try {
      text =
          switch (http.getRequestURI().getPath()) {
            case "/health" -> loaded.table.predictor().selfTest().orThrow().toString();
            case "/model" -> load(loaded.version + 1); // the file again, under load
            default -> predict(loaded, "" + http.getRequestURI().getRawQuery());
          };
    } catch (CotangentException | IllegalArgumentException | IOException wrong) {
      status = wrong instanceof SelfTestException ? 503 : 400;
      text = "" + wrong.getMessage();
    }
    http.sendResponseHeaders(status, text.getBytes(UTF_8).length);
    http.getResponseBody().write(text.getBytes(UTF_8));
    http.close();
  }

  private static String predict(Loaded model, String query) {
    Map<String, String> row = new HashMap<>();
    for (String pair : query.split("&", -1)) {
      String[] parts = URLDecoder.decode(pair, UTF_8).split("=", 2);
      row.put(parts[0], parts[parts.length - 1]);
    }
    RowPrediction found = model.table.predict(row);
    String json = "{\"model\": " + model.version + ", \"label\": \"" + found.label() + '"';
    for (Map.Entry<String, Double> each : found.probabilities().entrySet()) {
      json += ", \"" + each.getKey() + "\": " + each.getValue();
    }
    return json + "}";
  }
}
