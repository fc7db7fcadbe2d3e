package dev.cotangent.cli;

import dev.cotangent.core.graph.Tensor;
import dev.cotangent.core.kernel.Kernels;
import dev.cotangent.core.model.Model;
import dev.cotangent.core.model.Predictor;
import dev.cotangent.core.parameter.Parameter;
import dev.cotangent.core.text.Decimals;
import dev.cotangent.core.text.Printable;
import dev.cotangent.training.evaluation.PassKernels;
import dev.cotangent.training.table.CsvOutput;
import dev.cotangent.training.table.ModelInfo;
import dev.cotangent.training.table.SpreadsheetText;
import dev.cotangent.training.table.Table;
import dev.cotangent.training.table.Task;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** The predictions of a model for the rows of a table, and their CSV file. */
final class Predictions {

  private static final String LABEL = "label";
  private static final String PROBABILITY = "probability_";
  private static final String PREDICTION = "prediction";
  private static final float HALF = 0.5f;

  private final ModelInfo info;
  private final float[] outputs;
  private final int width;

  private Predictions(ModelInfo info, float[] outputs, int width) {
    this.info = info;
    this.outputs = outputs;
    this.width = width;
  }

  /**
   * Predicts all rows of a table.
   *
   * @param file the model file, for the error
   * @throws UserError if a prediction is not finite
   */
  static Predictions of(Model model, Path file, ModelInfo info, Table table) {
    Kernels kernels = PassKernels.of(model, table.rows());
    Predictor predictor =
        switch (info.task()) {
          case CLASSIFICATION -> model.predictor(kernels, Tensor::softmax);
          case REGRESSION -> model.predictor(kernels);
          case MULTI_LABEL -> model.predictor(kernels, Tensor::sigmoid);
        };
    Predictions predictions =
        new Predictions(info, info.predict(predictor, table), predictor.outputShape().size());
    predictions.checkFinite(model, file, table);
    return predictions;
  }

  /** NaN or infinity in a file would be passed on unnoticed. */
  private void checkFinite(Model model, Path file, Table table) {
    for (int i = 0; i < outputs.length; i++) {
      if (!Float.isFinite(outputs[i])) {
        throw new UserError(
            table.placeOf(i / width)
                + ": the model "
                + file
                + " predicts "
                + outputs[i]
                + output(i % width)
                + ", expected a finite number; "
                + reason(model)
                + ", and nothing was written");
      }
    }
  }

  /** Names the output, if there are several. */
  private String output(int index) {
    if (info.task() == Task.CLASSIFICATION) {
      return " for the class '" + Printable.of(info.classes().names().get(index)) + "'";
    }
    return width == 1 ? "" : " for '" + Printable.of(info.columns().targets().get(index)) + "'";
  }

  private static String reason(Model model) {
    for (Parameter parameter : model.parameters()) {
      for (float value : model.store().read(parameter)) {
        if (!Float.isFinite(value)) {
          return "the model is damaged: its parameter '" + parameter.name() + "' holds " + value;
        }
      }
    }
    return "the numbers of this row are too large for the model";
  }

  /** Writes a header and one line for each row. */
  void write(OutputStream out) throws IOException {
    try (CsvOutput csv = CsvOutput.of(new OutputStreamWriter(out, StandardCharsets.UTF_8))) {
      csv.row(header());
      for (int row = 0; row < outputs.length / width; row++) {
        csv.row(row(row));
      }
    }
  }

  private List<String> header() {
    List<String> targets = info.columns().targets();
    return switch (info.task()) {
      case CLASSIFICATION ->
          Stream.concat(Stream.of(LABEL), named(PROBABILITY, info.classes().names())).toList();
      case REGRESSION ->
          width == 1 ? List.of(PREDICTION) : named(PREDICTION + "_", targets).toList();
      case MULTI_LABEL ->
          Stream.concat(named(LABEL + "_", targets), named(PROBABILITY, targets)).toList();
    };
  }

  private static Stream<String> named(String prefix, List<String> names) {
    return names.stream().map(name -> SpreadsheetText.of(prefix + name));
  }

  private List<String> row(int row) {
    IntFunction<String> number = i -> Decimals.of(outputs[row * width + i]);
    return switch (info.task()) {
      case CLASSIFICATION ->
          Stream.concat(
                  Stream.of(SpreadsheetText.of(info.classes().names().get(best(row)))),
                  each(number))
              .toList();
      case REGRESSION -> each(i -> number(outputs[row * width + i], i)).toList();
      case MULTI_LABEL ->
          Stream.concat(each(i -> outputs[row * width + i] > HALF ? "1" : "0"), each(number))
              .toList();
    };
  }

  private Stream<String> each(IntFunction<String> field) {
    return IntStream.range(0, width).mapToObj(field);
  }

  private String number(float output, int target) {
    double offset = info.targetOffsets().get(target);
    return offset == 0 ? Decimals.of(output) : Decimals.of(offset + output);
  }

  /** The class with the highest probability; the first of equal ones. */
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
