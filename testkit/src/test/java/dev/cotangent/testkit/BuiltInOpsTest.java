package dev.cotangent.testkit;

import dev.cotangent.core.check.OpExample;
import dev.cotangent.core.check.example.OpExamples;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every built-in op keeps its contract. */
class BuiltInOpsTest {

  static List<String> ops() {
    return OpExamples.all().stream().map(OpExample::id).distinct().sorted().toList();
  }

  @ParameterizedTest
  @MethodSource("ops")
  void ops(String id) {
    OpExample[] examples =
        OpExamples.all().stream().filter(each -> each.id().equals(id)).toArray(OpExample[]::new);
    BuiltInsTest.passes(OpContract.of(examples));
  }
}
