package dev.cotangent.bed;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The class path, with both kernel sets and without files. */
class ClassPathTest {

  @ParameterizedTest
  @MethodSource("dev.cotangent.bed.Jdk#all")
  void withoutTheVectorModule(Jdk jdk) throws IOException, InterruptedException {
    Place.sameHash(Place.plain(jdk));
  }

  @ParameterizedTest
  @MethodSource("dev.cotangent.bed.Jdk#all")
  void withTheVectorModule(Jdk jdk) throws IOException, InterruptedException {
    Place.sameHash(Place.plain(jdk).with(Place.VECTOR));
  }

  @ParameterizedTest
  @MethodSource("dev.cotangent.bed.Jdk#all")
  void onVectorKernelsFromTheFirstCall(Jdk jdk) throws IOException, InterruptedException {
    Place.sameHash(Place.plain(jdk).with(Place.VECTOR).with("-Dcotangent.kernels=vector"));
  }

  @ParameterizedTest
  @MethodSource("dev.cotangent.bed.Jdk#all")
  void withoutFiles(Jdk jdk) throws IOException, InterruptedException {
    Place.assertSameHash(Place.plain(jdk).run(Place.PROGRAM));
  }

  @Test
  void inThisProcess() throws IOException, InterruptedException {
    assertThat(BedProgram.runWithoutFiles()).isEqualTo(Place.expected());
  }
}
