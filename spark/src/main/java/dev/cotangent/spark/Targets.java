package dev.cotangent.spark;

import dev.cotangent.core.Shape;
import dev.cotangent.core.model.Model;
import dev.cotangent.core.spi.Signature;
import dev.cotangent.spark.data.SampleLayout;
import dev.cotangent.spark.ml.ClassNames;
import java.util.List;

/**
 * The targets of a training.
 *
 * @param layout structure of the samples
 * @param outputs number of outputs for them
 * @param classNames names of classes; empty for numbers
 */
record Targets(SampleLayout layout, int outputs, List<String> classNames) {

  static Targets ofClasses(Signature inputs, List<String> names) {
    return new Targets(SampleLayout.classification(inputs, names), names.size(), names);
  }

  static Targets ofNumbers(Signature inputs, int width) {
    return new Targets(SampleLayout.regression(inputs, Shape.of(width)), width, List.of());
  }

  /** The model with the names of its classes, if there are as many as outputs. */
  Model named(Model model) {
    return classNames.size() == model.outputShape().size()
        ? ClassNames.set(model, classNames)
        : model;
  }
}
