package dev.cotangent.integration;

import static java.nio.ByteOrder.BIG_ENDIAN;
import static java.nio.ByteOrder.LITTLE_ENDIAN;

import java.nio.ByteOrder;
import java.util.List;

/** The processors that {@code .ci/processors} emulates. */
enum Processor {
  ARM64_NEON("ARM 64, NEON", "aarch64", LITTLE_ENDIAN, 4, "any", "portable", "vector"),
  ARM64_SVE256("ARM 64, SVE of 256 bits", "aarch64", LITTLE_ENDIAN, 8, "vector"),
  ARM64_SVE512("ARM 64, SVE of 512 bits", "aarch64", LITTLE_ENDIAN, 16, "vector"),
  ARM32("ARM 32", "arm", LITTLE_ENDIAN, 0, "any", "portable"),
  POWER("POWER", "ppc64le", LITTLE_ENDIAN, 0, "any", "portable"),
  S390X("s390x", "s390x", BIG_ENDIAN, 0, "any", "portable");

  private final String title;
  private final String architecture;
  private final ByteOrder order;
  private final int lanes;

  @SuppressWarnings("ImmutableEnumChecker") // made by List.of
  private final List<String> kernels;

  Processor(String title, String architecture, ByteOrder order, int lanes, String... kernels) {
    this.title = title;
    this.architecture = architecture;
    this.order = order;
    this.lanes = lanes;
    this.kernels = List.of(kernels);
  }

  String title() {
    return title;
  }

  /**
   * Its name in the output of {@code CasesMain}, up to the number of lanes if vector kernels run.
   */
  String machine() {
    return architecture + " " + order + " " + (lanes == 0 ? "" : lanes);
  }

  /**
   * Options that its JVM needs to comply with Java semantics: HotSpot on POWER adds and subtracts
   * vectors of floats by vaddfp and vsubfp, which flush subnormal numbers to 0.
   */
  List<String> options() {
    return this == POWER ? List.of("-XX:-UseSuperWord") : List.of();
  }

  /** The kernel sets that are compared there. */
  List<String> kernels() {
    return kernels;
  }
}
