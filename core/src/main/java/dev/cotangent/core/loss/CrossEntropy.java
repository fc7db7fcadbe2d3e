package dev.cotangent.core.loss;

import dev.cotangent.core.CotangentException;
import dev.cotangent.core.DType;
import dev.cotangent.core.Shape;
import dev.cotangent.core.ShapeException;
import dev.cotangent.core.TensorType;
import dev.cotangent.core.graph.Tensor;
import dev.cotangent.core.spi.Attributes;
import java.util.List;
import java.util.OptionalInt;

/**
 * Cross-entropy: −log softmax(z)[class] for logits z [batch, ..., classes] and class indices I32
 * [batch, ...]: the last axis holds the classes. Options and their defaults (none of them) are
 * PyTorch's {@code cross_entropy}.
 *
 * <p>With label smoothing ε the target is (1 − ε)·onehot + ε/classes. With class weights w, the
 * loss of a row is multiplied by w[class] (and the smoothed part of class c by w[c]), and the mean
 * divides by Σ w[class]. Rows of the ignored class have no loss, no weight and no gradient,
 * whatever values they hold.
 *
 * @param labelSmoothing ε in [0, 1]; saved as {@code label_smoothing}
 * @param classWeights one weight for each class, at least 0; empty: all 1; saved as {@code
 *     class_weights}, separated by semicolons
 * @param ignoreIndex a class index, a real class or not, whose rows are ignored; saved as {@code
 *     ignore_index}
 */
public record CrossEntropy(
    double labelSmoothing, List<Double> classWeights, OptionalInt ignoreIndex) implements Loss {

  /** Checks the options. */
  public CrossEntropy {
    classWeights = List.copyOf(classWeights);
    if (!(labelSmoothing >= 0 && labelSmoothing <= 1)) {
      throw new CotangentException(
          "cross_entropy: label smoothing " + labelSmoothing + ", expected 0 to 1");
    }
    Options.weights("cross_entropy", "class_weights", classWeights);
  }

  /** Creates the plain loss; used by {@link java.util.ServiceLoader}. */
  public CrossEntropy() {
    this(0, List.of(), OptionalInt.empty());
  }

  /** Returns the plain loss, without label smoothing and weights. */
  public static CrossEntropy ofClassIndices() {
    return new CrossEntropy();
  }

  /** Returns this loss with label smoothing ε, in [0, 1]. */
  public CrossEntropy withLabelSmoothing(double epsilon) {
    return new CrossEntropy(epsilon, classWeights, ignoreIndex);
  }

  /** Returns this loss with one weight for each class. */
  public CrossEntropy withClassWeights(double... weights) {
    List<Double> all = java.util.Arrays.stream(weights).boxed().toList();
    return new CrossEntropy(labelSmoothing, all, ignoreIndex);
  }

  /**
   * Returns this loss ignoring the rows of one class index; PyTorch's default for it is −100. A
   * data set with unlabelled rows is made by {@code Dataset.classification(.., ignored)}, for any
   * loss.
   */
  public CrossEntropy withIgnoreIndex(int index) {
    return new CrossEntropy(labelSmoothing, classWeights, OptionalInt.of(index));
  }

  /** Whether rows with this label are ignored. */
  public boolean ignores(int label) {
    return ignoreIndex.isPresent() && ignoreIndex.getAsInt() == label;
  }

  @Override
  public String id() {
    return "cross_entropy";
  }

  @Override
  public Scores scores() {
    return Scores.LOGITS;
  }

  @Override
  public OptionalInt ignoredClass() {
    return ignoreIndex;
  }

  @Override
  public Attributes attributes() {
    Attributes plain = Attributes.none().with("label_smoothing", labelSmoothing);
    Attributes weighted = Options.with(plain, "class_weights", classWeights);
    return ignoreIndex.isEmpty() ? weighted : weighted.with("ignore_index", ignoreIndex.getAsInt());
  }

  @Override
  public CrossEntropy with(Attributes attributes) {
    attributes.allowOnly("label_smoothing", "class_weights", "ignore_index");
    return new CrossEntropy(
        attributes.number("label_smoothing", labelSmoothing),
        Options.numbers(attributes, "class_weights", classWeights),
        attributes.has("ignore_index")
            ? OptionalInt.of(attributes.integer("ignore_index"))
            : ignoreIndex);
  }

  @Override
  public LossTerms terms(Tensor prediction, Tensor target) {
    Targets.check(this, prediction, target);
    int classes = prediction.shape().dim(-1);
    if (!classWeights.isEmpty() && classWeights.size() != classes) {
      throw new ShapeException(
          "cross_entropy: "
              + classWeights.size()
              + " class weights, expected "
              + classes
              + ", one for each class");
    }
    Shape shape = target.shape();
    Tensor logits = prediction.reshape(Shape.of(shape.size(), classes));
    LossTerms terms = rows(logits, target.reshape(Shape.of(shape.size())));
    Tensor weights = terms.weights();
    return new LossTerms(
        terms.elements().reshape(shape),
        weights.shape().rank() == 0 ? weights : weights.reshape(shape));
  }

  private LossTerms rows(Tensor logits, Tensor labels) {
    if (ignoreIndex.isEmpty()) {
      return plainRows(logits, labels);
    }
    int rows = labels.shape().size();
    Tensor ignored = labels.equalTo(Tensor.i32(Shape.scalar(), ignoreIndex.getAsInt()));
    Tensor zero = Targets.scalar(logits, 0);
    // Selected, not multiplied, so that a NaN in an ignored row or in its gradient cannot spread.
    Tensor kept = ignored.reshape(Shape.of(rows, 1)).where(zero, logits);
    Tensor elements = ignored.where(zero, plainRows(kept, labels).elements());
    return new LossTerms(elements, ignored.where(zero, weights(kept, labels)));
  }

  private LossTerms plainRows(Tensor logits, Tensor labels) {
    Tensor elements = logits.softmaxCrossEntropy(labels);
    if (!classWeights.isEmpty()) {
      elements = elements.mul(weights(logits, labels));
    }
    if (labelSmoothing > 0) {
      elements = elements.mul(1 - labelSmoothing).add(uniformPart(logits).mul(labelSmoothing));
    }
    return classWeights.isEmpty()
        ? LossTerms.of(elements)
        : new LossTerms(elements, weights(logits, labels));
  }

  /** The weight of each row. */
  private Tensor weights(Tensor logits, Tensor labels) {
    int rows = labels.shape().size();
    if (classWeights.isEmpty()) {
      return Tensor.full(new TensorType(logits.dtype(), Shape.of(rows)), 1);
    }
    Tensor mask = labels.reshape(Shape.of(rows, 1)).equalTo(Tensor.iota(classWeights.size()));
    return mask.where(weightsOfClasses(logits), Targets.scalar(logits, 0)).sum(-1);
  }

  /**
   * The cross-entropy against the uniform distribution over all classes, Σ_c w_c·(logsumexp(z) −
   * z_c)/classes.
   */
  private Tensor uniformPart(Tensor logits) {
    Tensor column = logits.logSumExp().reshape(logits.shape().with(-1, 1));
    Tensor surprise = column.sub(logits);
    Tensor weighted = classWeights.isEmpty() ? surprise : surprise.mul(weightsOfClasses(logits));
    return weighted.sum(-1).div(logits.shape().dim(-1));
  }

  private Tensor weightsOfClasses(Tensor logits) {
    return Options.tensor(logits, classWeights);
  }

  @Override
  public DType targetType() {
    return DType.I32;
  }

  @Override
  public Shape targetShape(Shape prediction) {
    return prediction.without(-1);
  }
}
