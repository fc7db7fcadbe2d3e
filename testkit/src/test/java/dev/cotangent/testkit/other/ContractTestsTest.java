package dev.cotangent.testkit.other;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cotangent.activations.Silu;
import dev.cotangent.core.Shape;
import dev.cotangent.core.loss.Huber;
import dev.cotangent.core.metric.Metric;
import dev.cotangent.core.op.shape.MatMul;
import dev.cotangent.core.plugin.PluginKind;
import dev.cotangent.core.plugin.RegistryEntry;
import dev.cotangent.core.registry.Registry;
import dev.cotangent.layers.Dense;
import dev.cotangent.optim.Adam;
import dev.cotangent.testkit.ActivationContract;
import dev.cotangent.testkit.ActivationContractTest;
import dev.cotangent.testkit.ContractReport;
import dev.cotangent.testkit.Contracts;
import dev.cotangent.testkit.LayerContract;
import dev.cotangent.testkit.LayerContractTest;
import dev.cotangent.testkit.LossContract;
import dev.cotangent.testkit.LossContractTest;
import dev.cotangent.testkit.MetricContract;
import dev.cotangent.testkit.MetricContractTest;
import dev.cotangent.testkit.OpContract;
import dev.cotangent.testkit.OpContractTest;
import dev.cotangent.testkit.OptimizerContract;
import dev.cotangent.testkit.OptimizerContractTest;
import java.util.Optional;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** The contracts as an author uses them, from another package. */
class ContractTestsTest {

  @Nested
  class SiluTest extends ActivationContractTest {
    SiluTest() {
      super(Silu.class);
    }
  }

  @Nested
  class DenseTest extends LayerContractTest {
    DenseTest() {
      super(Dense.class);
    }
  }

  @Nested
  class HuberTest extends LossContractTest {
    HuberTest() {
      super(Huber.class);
    }
  }

  @Nested
  class AdamTest extends OptimizerContractTest {
    AdamTest() {
      super(Adam.class);
    }
  }

  @Nested
  class ErrorTest extends MetricContractTest {
    ErrorTest() {
      super(MetricContract.of(Metric.mean("mae", (y, t) -> Math.abs(y - t))).withRange(0, 1e9));
    }
  }

  @Nested
  class MatMulTest extends OpContractTest {
    MatMulTest() {
      super(new MatMul(), Shape.of(3, 4), Shape.of(4, 2));
    }
  }

  @Test
  void oneLineChecksAPlugin() {
    ActivationContract.check(Silu.class);
    LayerContract.check(Dense.class);
    LossContract.check(Huber.class);
    OptimizerContract.check(Adam.class);
    MetricContract.of(Metric.mean("mae", (y, t) -> Math.abs(y - t))).report().assertPassed();
    OpContract.check(new MatMul(), Shape.of(3, 4), Shape.of(4, 2));
  }

  @Test
  void anUnknownCheckIsAnErrorThatNamesThoseThatThereAre() {
    assertThatThrownBy(() -> ActivationContract.of(Silu.class).report("beauty"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContainingAll("beauty", "gradient", "threads");
  }

  @Test
  void aRegistrysEntriesHaveContracts() {
    Registry registry = Registry.standard();
    for (RegistryEntry entry : registry.entries()) {
      if (entry.id().equals("silu")) {
        Optional<ContractReport> report = Contracts.report(entry, registry, 5);
        assertThat(report.orElseThrow().passed()).isTrue();
        assertThat(report.orElseThrow().worstError()).isBetween(0.0, 1e-7);
      } else if (entry.kind() == PluginKind.SCHEDULE) {
        assertThat(Contracts.report(entry, registry, 5)).isEmpty();
      }
    }
  }
}
