package dev.cotangent.integration;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cotangent.core.Shape;
import dev.cotangent.core.loss.CrossEntropy;
import dev.cotangent.core.model.Model;
import dev.cotangent.layers.Dense;
import dev.cotangent.layers.Sequential;
import dev.cotangent.optim.Adam;
import dev.cotangent.training.Trainer;
import dev.cotangent.training.data.Dataset;
import dev.cotangent.training.source.BuiltinData;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A JVM may lack the module of the flight recorder, as an image of jlink does. */
class WithoutFlightRecorderTest {

  /** The modules that the program and its logging need. */
  private static final String MODULES =
      "java.base,java.logging,java.management,java.naming,java.xml,jdk.incubator.vector";

  @Test
  void trainsAndPredictsTheSameBits(@TempDir Path folder) throws IOException, InterruptedException {
    String without = ForkedJvm.current().with("--limit-modules", MODULES).run(name());
    String recording = "-XX:StartFlightRecording:filename=" + folder.resolve("events.jfr");
    String with = ForkedJvm.current().with(recording).run(name());
    assertThat(without).contains("recorder false");
    assertThat(with).contains("recorder true");
    assertThat(bits(without)).isEqualTo(bits(with)).hasSize(64);
  }

  private static String name() {
    return Program.class.getName();
  }

  private static String bits(String output) {
    return output
        .lines()
        .filter(line -> line.startsWith("bits "))
        .findFirst()
        .orElseThrow()
        .substring(5);
  }

  static final class Program {

    private Program() {}

    public static void main(String[] arguments) {
      Dataset data = BuiltinData.iris();
      Model model = Sequential.of(Dense.of(8), Dense.of(3)).build(Shape.of(4), 1);
      Trainer.of(model).loss(CrossEntropy.ofClassIndices()).optimizer(Adam.of(0.01)).fit(data, 3);
      model.predictor().predict(new float[4]);
      boolean present = ModuleLayer.boot().findModule("jdk.jfr").isPresent();
      System.out.println("recorder " + present);
      System.out.println("bits " + model.store().sha256());
    }
  }
}
