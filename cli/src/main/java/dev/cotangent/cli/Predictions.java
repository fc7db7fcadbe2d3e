package dev.cotangent.cli;

import de.siegmar.fastcsv.writer.CsvWriter;
import de.siegmar.fastcsv.writer.LineDelimiter;
import dev.cotangent.core.Tensor;
import dev.cotangent.core.kernel.Kernels;
import dev.cotangent.core.model.Model;
import dev.cotangent.core.model.Predictor;
import dev.cotangent.core.text.Decimals;
import dev.cotangent.training.data.ModelInfo;
import dev.cotangent.training.data.Table;
import dev.cotangent.training.data.Task;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** What a model predicts for the rows of a table, and the CSV file of it. */
final class Predictions {

  private static final String LABEL = "label";
  private static final String PROBABILITY = "probability_";
  private static final String PREDICTION = "prediction";

  private final ModelInfo info;
  private final float[] outputs;
  private final int width;

  private Predictions(ModelInfo info, float[] outputs, int width) {
    this.info = info;
    this.outputs = outputs;
    this.width = width;
  }

  static Predictions of(Model model, ModelInfo info, Table table) {
    Kernels kernels = KernelsFor.predicting(model, table.rows());
    Predictor predictor =
        info.task() == Task.CLASSIFICATION
            ? model.predictor(kernels, Tensor::softmax)
            : model.predictor(kernels);
    return new Predictions(
        info, predictor.predict(info.encoding().encode(table)), predictor.outputShape().size());
  }

  /** Writes a header and one line for each row. */
  void write(OutputStream out) throws IOException {
    Writer writer = new OutputStreamWriter(out, StandardCharsets.UTF_8);
    try (CsvWriter csv = CsvWriter.builder().lineDelimiter(LineDelimiter.LF).build(writer)) {
      csv.writeRecord(header());
      for (int row = 0; row < outputs.length / width; row++) {
        csv.writeRecord(row(row));
      }
    }
  }

  private List<String> header() {
    if (info.task() == Task.REGRESSION) {
      return List.of(PREDICTION);
    }
    List<String> names = new ArrayList<>(List.of(LABEL));
    info.classes().names().forEach(name -> names.add(PROBABILITY + name));
    return names;
  }

  private List<String> row(int row) {
    List<String> fields = new ArrayList<>();
    if (info.task() == Task.CLASSIFICATION) {
      fields.add(info.classes().names().get(best(row)));
    }
    for (int i = 0; i < width; i++) {
      fields.add(Decimals.of(outputs[row * width + i]));
    }
    return fields;
  }

  /** The class with the highest probability; of equal ones the first. */
  private int best(int row) {
    int best = 0;
    for (int i = 1; i < width; i++) {
      if (outputs[row * width + i] > outputs[row * width + best]) {
        best = i;
      }
    }
    return best;
  }
}
