package dev.cotangent.bed;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The module path, where plugins and the vector kernels are bound as services without any flag. */
class ModulePathTest {

  @ParameterizedTest
  @MethodSource("dev.cotangent.bed.Jdk#all")
  void theProgramIsAModule(Jdk jdk) throws IOException, InterruptedException {
    Fork fork = Fork.of(jdk).with("--module-path", Jars.path(Jars.all()));
    Fork.Ended ended = fork.run("-m", "dev.cotangent.bed/" + Place.PROGRAM, Place.folder());
    Place.assertSameHash(ended);
    assertThat(ended.err()).contains("jdk.incubator.vector");
  }

  @ParameterizedTest
  @MethodSource("dev.cotangent.bed.Jdk#all")
  void theProgramIsOnTheClassPath(Jdk jdk) throws IOException, InterruptedException {
    Fork fork =
        Fork.of(jdk)
            .with("--module-path", Jars.path(Jars.libraries()))
            .with("--add-modules", "dev.cotangent.training,dev.cotangent.layers")
            .with("--add-modules", "dev.cotangent.activations")
            .with("-cp", Jars.bed().toString(), "-Dcotangent.kernels=vector");
    Place.sameHash(fork);
  }
}
