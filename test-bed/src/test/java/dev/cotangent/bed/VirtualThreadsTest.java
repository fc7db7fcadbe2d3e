package dev.cotangent.bed;

import dev.cotangent.core.model.Model;
import dev.cotangent.core.model.Predictor;
import dev.cotangent.core.registry.Registry;
import dev.cotangent.training.data.Dataset;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.Test;

/** Virtual threads, on every JDK that has them: 21 and newer. */
class VirtualThreadsTest {

  /** The program on a virtual thread, then one virtual thread for each of 1,000 predictions. */
  static final class Main {

    private Main() {}

    /** Runs in a folder. */
    public static void main(String[] args) throws Exception {
      FutureTask<String> run = new FutureTask<>(() -> BedProgram.run(Path.of(args[0])));
      start(run);
      String hash = run.get();
      predict(Model.load(Path.of(args[0], "bed.safetensors"), Registry.standard()));
      System.out.println(hash);
    }

    /** By reflection, since these classes are compiled for Java 17. */
    private static void start(Runnable task) throws ReflectiveOperationException {
      Thread.class.getMethod("startVirtualThread", Runnable.class).invoke(null, task);
    }

    private static void predict(Model model) throws Exception {
      Predictor predictor = model.predictor();
      Dataset data = BedProgram.data();
      List<FutureTask<float[]>> answers = new ArrayList<>();
      for (int row = 0; row < data.size(); row++) {
        float[] sample = data.features(row);
        FutureTask<float[]> answer = new FutureTask<>(() -> predictor.predict(sample));
        answers.add(answer);
        start(answer);
      }
      for (int row = 0; row < data.size(); row++) {
        if (!Arrays.equals(answers.get(row).get(), predictor.predict(data.features(row)))) {
          throw new AssertionError("row " + row + " has other bits on a virtual thread");
        }
      }
    }
  }

  @Test
  void sameHash() throws IOException, InterruptedException {
    for (Jdk jdk : Jdk.all()) {
      if (jdk.version() >= 21) {
        Place.assertSameHash(Place.tests(jdk).run(Main.class.getName(), Place.folder()));
        Place.assertSameHash(
            Place.tests(jdk)
                .with("-Djdk.virtualThreadScheduler.parallelism=1")
                .with("-Djdk.virtualThreadScheduler.maxPoolSize=1")
                .run(Main.class.getName(), Place.folder()));
      }
    }
  }
}
