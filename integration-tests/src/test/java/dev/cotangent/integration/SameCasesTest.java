package dev.cotangent.integration;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cotangent.integration.bits.CaseList;
import dev.cotangent.integration.bits.CasesMain;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * Every case that {@link ProcessorsTest} compares between processors, on this one: on both kernel
 * sets. A new op without a derivative needs a case before this passes.
 */
class SameCasesTest {

  private static final List<String> EVERYTHING = List.of("any", "portable", "vector");

  private static CaseList here = CaseList.of("machine unknown");

  @BeforeAll
  static void runHere() {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    CasesMain.list(EVERYTHING, new PrintStream(out, true, StandardCharsets.UTF_8));
    here = CaseList.of(out.toString(StandardCharsets.UTF_8));
  }

  @Test
  void bothKernelSetsGiveTheSameBits() {
    assertThat(here.differences(EVERYTHING, here)).isEmpty();
    assertThat(here.size()).isGreaterThan(900);
  }
}
