package dev.cotangent.training;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cotangent.core.DType;
import dev.cotangent.core.Shape;
import dev.cotangent.core.graph.Tensor;
import dev.cotangent.core.kernel.Kernels;
import dev.cotangent.core.loss.CrossEntropy;
import dev.cotangent.core.model.Model;
import dev.cotangent.core.model.Predictor;
import dev.cotangent.core.plan.Plan;
import dev.cotangent.core.registry.Registry;
import dev.cotangent.core.spi.LayerSpec;
import dev.cotangent.core.work.Workers;
import dev.cotangent.layers.Dense;
import dev.cotangent.layers.Sequential;
import dev.cotangent.optim.Adam;
import dev.cotangent.parallel.ForkJoinWorkers;
import dev.cotangent.training.data.Dataset;
import dev.cotangent.training.objective.Objective;
import dev.cotangent.training.result.Evaluation;
import dev.cotangent.training.result.History;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The {@code toString} of public types is one line, in every state of the object. */
class OneLineTest {

  private static final Kernels PORTABLE = Fixtures.portable();
  private static final String NET = "Model[Sequential[layers=[Dense[units=3, bias=true";

  private final Locale locale = Locale.getDefault();
  private final Model model = Fixtures.model(Shape.of(4), 1, Dense.of(3));

  @BeforeEach
  void useOtherDigits() {
    Locale.setDefault(Locale.forLanguageTag("ar-EG-u-nu-arab"));
  }

  @AfterEach
  void useTheSameLocaleAgain() {
    Locale.setDefault(locale);
  }

  @Test
  void aModel() {
    assertLine(model, NET).endsWith(", [4] -> [3], 15 weights]");
  }

  @Test
  void aModelOfAThousandLayers() {
    List<LayerSpec> layers = Collections.nCopies(1_000, Dense.of(1));
    assertLine(new Sequential(layers).build(Shape.of(1), 1, Fixtures.REGISTRY), "Model[Sequential");
  }

  @Test
  void aPredictorAndItsPlans() {
    Predictor predictor = model.predictor(PORTABLE);
    assertLine(predictor, "").isEqualTo("Predictor[[4] -> [3], 15 weights]");
    predictor.predict(new float[4 * 20]);
    assertLine(predictor, "")
        .isEqualTo("Predictor[[4] -> [3], 15 weights, 16 rows on portable, 4 rows on portable]");
    assertLine(model.live(), "Predictor[[4] -> [3]");
    assertLine(model.published(), "Published[Predictor[[4] -> [3]");
    assertLine(predictor.row(), "PredictorRow");
  }

  @Test
  void aTrainerFromItsFirstSetting() {
    Trainer trainer = Trainer.of(model).workers(2);
    assertLine(trainer, "Trainer[" + NET).endsWith("no loss, no optimizer, batch 32, 2 workers]");
    trainer.loss(CrossEntropy.ofClassIndices()).optimizer(Adam.of(0.01)).kernels(PORTABLE);
    assertLine(trainer, "Trainer[" + NET)
        .contains("CrossEntropy", "Adam[learningRate=0.01")
        .endsWith("2 workers, portable kernels]");
  }

  @Test
  void aStepUntilItIsClosed() {
    TrainStep step =
        TrainStep.compile(
            model, CrossEntropy.ofClassIndices(), Adam.of(0.5), Workers.serial(), PORTABLE);
    step.run(new float[4], new int[1]);
    assertLine(step, "TrainStep[" + NET)
        .endsWith("1 step, rate 0.5, SerialWorkers, portable kernels]");
    step.close();
    assertLine(step, "TrainStep[").endsWith(", closed]");
  }

  @Test
  void aPlan() {
    Tensor x = Tensor.input("x", DType.F32, Shape.of(2, 4));
    assertLine(Plan.compile(List.of(x.exp().sum()), PORTABLE), "Plan[2 steps, ")
        .contains(" FLOP, ", " B, ")
        .endsWith("portable kernels]");
  }

  @Test
  void anObjective() {
    assertLine(Objective.supervised(model, CrossEntropy.ofClassIndices()), "Objective[CrossEntropy")
        .contains(NET);
    assertLine(Objective.of(f -> {}), "Objective[custom loss, no model]");
    assertLine(Objective.of(f -> {}).model("net", model), "Objective[custom loss of models [net]]");
  }

  @Test
  void aControlBeforeAndAfterATraining() {
    TrainingControl control = TrainingControl.of();
    assertLine(control, "TrainingControl[epoch 0 of 0, step 0 of 0, loss NaN]");
    control.cancel();
    Dataset data = Fixtures.blobs(64, 1);
    History history =
        Trainer.of(Fixtures.classifier(1))
            .loss(CrossEntropy.ofClassIndices())
            .optimizer(Adam.of(0.1))
            .control(control)
            .fit(data, 1);
    assertLine(history, "History[0 epochs, 1 steps, 0.0 s, stopped early]");
    assertLine(fitted(50), "History[50 epochs, 100 steps, ")
        .contains(" s, loss ", ", validation loss ");
    assertLine(fitted(2).last(), "EpochResult[epoch 2, step 4, loss ")
        .contains(", validation loss ", ", accuracy ", ", rate ")
        .endsWith(" s]");
    assertLine(
        new Evaluation(3, 0.5, Map.of("accuracy", 0.25)),
        "Evaluation[3 samples, loss 0.5, accuracy 0.25]");
    assertLine(control, "TrainingControl[epoch 1 of 1, step 1 of 2, loss ")
        .endsWith(", cancelled]");
  }

  private static History fitted(int epochs) {
    Dataset data = Fixtures.blobs(64, 1);
    return Trainer.of(Fixtures.classifier(1))
        .loss(CrossEntropy.ofClassIndices())
        .optimizer(Adam.of(0.1))
        .validation(data)
        .fit(data, epochs);
  }

  @Test
  void theRest() {
    assertLine(model.store(), "ParameterStore[2 parameters, 15 weights]");
    assertLine(Fixtures.blobs(8, 1), "Dataset[8 samples [10]");
    assertLine(Workers.serial(), "SerialWorkers");
    try (Workers workers = ForkJoinWorkers.of(2)) {
      assertLine(workers, "ForkJoinWorkers(2)");
    }
    assertLine(Adam.of(0.01), "Adam[learningRate=0.01, ");
    assertLine(Dense.of(3), "Dense[units=3, bias=true");
    Registry registry = Registry.standard();
    assertLine(registry, "Registry[activation: ").contains("layer: ", "kernels [portable, ");
    registry.close();
    assertLine(registry, "Registry[activation: ");
  }

  private static org.assertj.core.api.AbstractStringAssert<?> assertLine(
      Object shown, String start) {
    return assertThat(shown.toString())
        .startsWith(start)
        .hasSizeLessThan(700)
        .doesNotContain("@", "\n")
        .matches("\\p{ASCII}*|.*….*");
  }
}
