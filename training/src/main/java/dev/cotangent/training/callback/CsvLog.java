package dev.cotangent.training.callback;

import dev.cotangent.core.argument.Given;
import dev.cotangent.core.file.AtomicFiles;
import dev.cotangent.core.model.Model;
import dev.cotangent.core.text.Decimals;
import dev.cotangent.training.result.EpochResult;
import dev.cotangent.training.result.Evaluation;
import dev.cotangent.training.table.CsvOutput;
import dev.cotangent.training.table.SpreadsheetText;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Writes a CSV file with a line for each epoch, for spreadsheets and plots: epoch, step, loss, loss
 * and metrics of training and validation data if they were evaluated, learning rate and seconds.
 *
 * <p>The file holds whole lines at any time. For one training at a time; each replaces the file. A
 * file that cannot be written ends the training with an {@link UncheckedIOException}.
 */
public final class CsvLog implements Callback {

  private final Path file;
  private final StringBuilder text = new StringBuilder();

  private CsvLog(Path file) {
    this.file = file;
  }

  /** Writes to this file, replacing it. */
  public static CsvLog to(Path file) {
    Given.of("csv log: the file", file);
    return new CsvLog(file);
  }

  @Override
  public String id() {
    return "csv_log";
  }

  @Override
  public void onStart(Model model) {
    text.setLength(0);
  }

  @Override
  public void onEpochEnd(EpochResult result) {
    add(result);
    write();
  }

  private void write() {
    try {
      AtomicFiles.writeString(file, text.toString());
    } catch (IOException failure) {
      throw new UncheckedIOException("csv log: cannot write " + file, failure);
    }
  }

  /** Rewrites the lines of the completed epochs, whatever has happened to the file. */
  @Override
  public void onResume(List<EpochResult> done) {
    done.forEach(this::add);
    if (!done.isEmpty()) {
      write();
    }
  }

  private void add(EpochResult result) {
    if (text.length() == 0) {
      line(header(result));
    }
    line(values(result));
  }

  private static List<String> header(EpochResult result) {
    List<String> names = new ArrayList<>(List.of("epoch", "step", "loss"));
    result.training().ifPresent(found -> addNames(names, "training_", found));
    result.validation().ifPresent(found -> addNames(names, "validation_", found));
    names.addAll(List.of("learning_rate", "seconds"));
    return names;
  }

  private static void addNames(List<String> names, String prefix, Evaluation found) {
    names.add(prefix + "loss");
    found.metrics().keySet().forEach(metric -> names.add(name(prefix, metric)));
  }

  /** A metric's name needs no escaping behind its prefix: it cannot be a formula. */
  private static String name(String prefix, String metric) {
    return SpreadsheetText.of(prefix + metric.replace('\n', ' '));
  }

  private static List<String> values(EpochResult result) {
    List<String> values = new ArrayList<>();
    values.add(Integer.toString(result.epoch()));
    values.add(Long.toString(result.step()));
    values.add(Decimals.of(result.loss()));
    result.training().ifPresent(found -> addValues(values, found));
    result.validation().ifPresent(found -> addValues(values, found));
    values.add(Decimals.of(result.learningRate()));
    values.add(Decimals.of(result.seconds()));
    return values;
  }

  private static void addValues(List<String> values, Evaluation found) {
    values.add(Decimals.of(found.loss()));
    found.metrics().values().forEach(value -> values.add(Decimals.of(value)));
  }

  private void line(List<String> cells) {
    StringWriter line = new StringWriter();
    try (CsvOutput csv = CsvOutput.of(line)) {
      csv.row(cells);
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
    text.append(line);
  }
}
