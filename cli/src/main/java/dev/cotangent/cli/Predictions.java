package dev.cotangent.cli;

import dev.cotangent.core.Tensor;
import dev.cotangent.core.kernel.Kernels;
import dev.cotangent.core.model.Model;
import dev.cotangent.core.model.Predictor;
import dev.cotangent.core.parameter.Parameter;
import dev.cotangent.core.text.Decimals;
import dev.cotangent.core.text.Printable;
import dev.cotangent.training.data.CsvOutput;
import dev.cotangent.training.data.ModelInfo;
import dev.cotangent.training.data.SpreadsheetText;
import dev.cotangent.training.data.Table;
import dev.cotangent.training.data.Task;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
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

  /**
   * The predictions for a table.
   *
   * @param file the model's, for messages
   * @throws UserError if one is not finite
   */
  static Predictions of(Model model, Path file, ModelInfo info, Table table) {
    Kernels kernels = KernelsFor.predicting(model, table.rows());
    Predictor predictor =
        info.task() == Task.CLASSIFICATION
            ? model.predictor(kernels, Tensor::softmax)
            : model.predictor(kernels);
    Predictions predictions =
        new Predictions(
            info, predictor.predict(info.encoding().encode(table)), predictor.outputShape().size());
    predictions.checkFinite(model, file, table);
    return predictions;
  }

  /** A number that is none has no place in a file that people go on with. */
  private void checkFinite(Model model, Path file, Table table) {
    for (int i = 0; i < outputs.length; i++) {
      if (!Float.isFinite(outputs[i])) {
        throw new UserError(
            table.placeOf(i / width)
                + ": the model "
                + file
                + " predicts "
                + outputs[i]
                + (info.task() == Task.REGRESSION
                    ? ""
                    : " for the class '"
                        + Printable.of(info.classes().names().get(i % width))
                        + "'")
                + ", expected a finite number; "
                + reason(model)
                + ", and nothing was written");
      }
    }
  }

  private static String reason(Model model) {
    for (Parameter parameter : model.parameters()) {
      for (float value : model.store().read(parameter)) {
        if (!Float.isFinite(value)) {
          return "the model is damaged, as its parameter '" + parameter.name() + "' has " + value;
        }
      }
    }
    return "the numbers of this row are too large for the model";
  }

  /** Writes a header and one line for each row. */
  void write(OutputStream out) throws IOException {
    try (CsvOutput csv = new CsvOutput(new OutputStreamWriter(out, StandardCharsets.UTF_8))) {
      csv.row(header());
      for (int row = 0; row < outputs.length / width; row++) {
        csv.row(row(row));
      }
    }
  }

  private List<String> header() {
    if (info.task() == Task.REGRESSION) {
      return List.of(PREDICTION);
    }
    List<String> names = new ArrayList<>(List.of(LABEL));
    info.classes().names().forEach(name -> names.add(SpreadsheetText.of(PROBABILITY + name)));
    return names;
  }

  private List<String> row(int row) {
    if (info.task() == Task.REGRESSION) {
      return List.of(number(outputs[row]));
    }
    List<String> fields = new ArrayList<>();
    fields.add(SpreadsheetText.of(info.classes().names().get(best(row))));
    for (int i = 0; i < width; i++) {
      fields.add(Decimals.of(outputs[row * width + i]));
    }
    return fields;
  }

  private String number(float output) {
    return info.targetOffset() == 0
        ? Decimals.of(output)
        : Decimals.of(info.targetOffset() + output);
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
