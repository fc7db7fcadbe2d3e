package dev.cotangent.training;

import dev.cotangent.core.loss.BinaryCrossEntropyWithLogits;
import dev.cotangent.core.loss.CrossEntropy;
import dev.cotangent.core.loss.Loss;
import dev.cotangent.core.model.Model;
import dev.cotangent.core.model.PluginUse;
import dev.cotangent.core.plugin.PluginKind;
import dev.cotangent.training.callback.BestModel;
import dev.cotangent.training.callback.Callback;
import dev.cotangent.training.callback.EarlyStopping;
import dev.cotangent.training.data.Dataset;
import dev.cotangent.training.data.SampleBatch;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Warnings about settings that work but are rarely intended, each logged once per training; they
 * name the setting and the way out. Looks only at ids and sizes and runs no plugin code.
 */
final class Advice {

  private static final Logger LOG = LoggerFactory.getLogger(Trainer.class);

  /** Features larger than this are in units that weights around 1 cannot handle. */
  private static final float LARGE = 1e4f;

  private final Model model;

  Advice(Model model) {
    this.model = model;
  }

  /** Checks the settings of a training. */
  void onSettings(Dataset train, Loss loss, List<Callback> callbacks, boolean validated) {
    if (train.isClassification() && model.outputs().size() == 1 && model.outputShape().rank() > 0) {
      onOutputs(model.outputShape().dim(-1), train.classes());
    }
    if (!validated) {
      callbacks.forEach(Advice::onCallback);
    }
    onSoftmax(loss);
  }

  /** Checks the batch size. */
  static void onBatch(int size, long samples) {
    if (size > samples) {
      LOG.warn(
          "trainer: batch is {}, but the training data has only {} samples, so that each epoch is"
              + " one step; expected a batch of {} or less",
          size,
          samples,
          samples);
    }
  }

  private static void onOutputs(int outputs, int classes) {
    if (outputs > classes) {
      LOG.warn(
          "the model has {} outputs, but the training data {} classes: the outputs from {} "
              + "on belong to no class; expected a last layer of {} units",
          outputs,
          classes,
          classes,
          classes);
    }
  }

  private static void onCallback(Callback callback) {
    if (callback instanceof EarlyStopping || callback instanceof BestModel) {
      LOG.warn(
          "{} watches the training loss since there is no validation data, but that loss "
              + "falls even while a model overfits; set Trainer.validation",
          callback.getClass().getSimpleName());
    }
  }

  private void onSoftmax(Loss loss) {
    for (PluginUse use : model.plugins()) {
      Optional<PluginUse> next = after(use);
      if (is(use, "softmax") && next.filter(after -> is(after, "softmax")).isPresent()) {
        LOG.warn("the model has two softmaxes in a row, at '{}'; remove one", use.path());
      }
    }
    Optional<PluginUse> last = last();
    if (loss instanceof CrossEntropy && last.filter(use -> is(use, "softmax")).isPresent()) {
      warnOfLogits(loss, last.orElseThrow(), "Tensor::softmax");
    }
    if (loss instanceof BinaryCrossEntropyWithLogits
        && last.filter(use -> is(use, "sigmoid")).isPresent()) {
      warnOfLogits(loss, last.orElseThrow(), "Tensor::sigmoid");
    }
  }

  private static void warnOfLogits(Loss loss, PluginUse last, String function) {
    LOG.warn(
        "loss {} takes logits and applies its own {}, but the model ends with {} at '{}'; remove"
            + " that layer, and predict with model.predictor({})",
        loss.id(),
        last.plugin().id(),
        last.plugin().id(),
        last.path(),
        function);
  }

  private static boolean is(PluginUse use, String activation) {
    return use.plugin().kind() == PluginKind.ACTIVATION && use.plugin().id().equals(activation);
  }

  /** The activation that directly follows another in the same sequence of layers. */
  private Optional<PluginUse> after(PluginUse use) {
    int dot = use.path().lastIndexOf('.');
    String position = use.path().substring(dot + 1);
    if (!position.matches("[0-9]{1,6}")
        || !isSequence(dot < 0 ? "" : use.path().substring(0, dot))) {
      return Optional.empty();
    }
    String next = use.path().substring(0, dot + 1) + (Integer.parseInt(position) + 1);
    return model.plugins().stream()
        .filter(each -> each.path().equals(next) && each.plugin().kind() == PluginKind.ACTIVATION)
        .findFirst();
  }

  /** The layer that computes the model's output, if the model is a (nested) sequence of layers. */
  private Optional<PluginUse> last() {
    List<PluginUse> all = model.plugins();
    PluginUse last = all.get(all.size() - 1);
    String path = last.path();
    for (int dot = path.lastIndexOf('.'); dot >= 0; dot = path.lastIndexOf('.', dot - 1)) {
      if (!isSequence(path.substring(0, dot))) {
        return Optional.empty();
      }
    }
    return path.isEmpty() || isSequence("") ? Optional.of(last) : Optional.empty();
  }

  private boolean isSequence(String path) {
    return model.plugins().stream()
        .anyMatch(use -> use.path().equals(path) && use.plugin().id().equals("sequential"));
  }

  /** Checks the features of the first batch. */
  void onFeatures(SampleBatch batch) {
    float largest = 0;
    int at = 0;
    if (!model.inputs().isSingle()) {
      return;
    }
    int width = model.sampleShape().size();
    if (batch.length(0) != batch.rows() * width) {
      return; // an objective that computes its inputs from the features
    }
    for (int i = 0; i < batch.rows() * width; i++) {
      float size = Math.abs(batch.features()[i]);
      if (size > largest && size < Float.POSITIVE_INFINITY) {
        largest = size;
        at = i % width;
      }
    }
    if (largest > LARGE && !scales()) {
      LOG.warn(
          "feature {} reaches {} and the model does not scale its inputs; put"
              + " Normalizer.fit(data, Normalize.Kind.ZSCORE) before its first layer",
          at,
          largest);
    }
  }

  /** Whether a layer rescales its inputs or takes them as indices. */
  private boolean scales() {
    return model.plugins().stream()
        .map(use -> use.plugin().id())
        .anyMatch(id -> id.contains("norm") || id.equals("embedding"));
  }
}
