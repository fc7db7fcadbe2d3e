package dev.cotangent.integration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cotangent.integration.bits.CaseList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A case that differs or was not computed is a difference. */
class CaseListTest {

  private static final String A = "a".repeat(64);
  private static final String B = "b".repeat(64);

  private static final CaseList HERE =
      list("any " + A + " x", "portable " + A + " op add", "portable " + B + " op mul");

  private static CaseList list(String... lines) {
    return CaseList.of("machine mine\n" + String.join("\n", lines));
  }

  private static List<String> differences(String... lines) {
    return list(lines).differences(List.of("vector"), HERE);
  }

  @Test
  void equalListsHaveNone() {
    assertThat(HERE.differences(List.of("any", "portable"), HERE)).isEmpty();
    assertThat(differences("vector " + A + " op add", "vector " + B + " op mul")).isEmpty();
    assertThat(HERE.size()).isEqualTo(3);
  }

  @Test
  void anotherHashIsOne() {
    assertThat(differences("vector " + B + " op add", "vector " + B + " op mul"))
        .containsExactly("vector: op add: " + B + " instead of " + A);
  }

  @Test
  void aCaseThatWasNotRunIsOne() {
    assertThat(differences("vector " + A + " op add"))
        .containsExactly("vector: op mul: missing instead of " + B);
    assertThat(differences()).hasSize(2);
    assertThat(differences("vector " + A + " op add", "vector " + B + " op mul", "vector c d"))
        .containsExactly("vector: only here: d");
    assertThat(HERE.differences(List.of("any"), list("portable " + A + " x")))
        .contains("any: nothing to compare with");
  }

  @Test
  void aCaseThatFailsOnBothIsOne() {
    CaseList failed = list("portable Exception:_no op add");
    assertThat(failed.differences(List.of("portable"), failed)).hasSize(1);
  }

  @Test
  void aProgramThatPrintedSomethingElseIsAnError() {
    assertThatThrownBy(() -> CaseList.of("")).hasMessageContaining("no list");
    assertThatThrownBy(() -> list("Exception:")).hasMessageContaining("no case");
    assertThatThrownBy(() -> list("any " + A + " x", "any " + A + " x"))
        .hasMessageContaining("listed twice");
  }
}
