package dev.cotangent.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cotangent.core.graph.Tensor;
import dev.cotangent.core.spi.Activation;
import java.net.URL;
import java.net.URLClassLoader;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** What plugins throw, and that they do not return, is a finding. */
class GuardTest {

  private static final Duration SOON = Duration.ofMillis(200);

  /** Cannot be made. */
  public static final class Unmade implements Activation {

    /** Fails. */
    public Unmade() {
      throw new IllegalStateException("no licence");
    }

    @Override
    public String id() {
      return "unmade";
    }

    @Override
    public Tensor apply(Tensor x) {
      return x;
    }
  }

  /** Cannot even be loaded. */
  public static final class Unloaded implements Activation {

    private static final int SIZE = Integer.parseInt("many");

    /** Never gets here. */
    public Unloaded() {
      // nothing to set up
    }

    @Override
    public String id() {
      return "unloaded" + SIZE;
    }

    @Override
    public Tensor apply(Tensor x) {
      return x;
    }
  }

  @Test
  void aConstructorThatFailsIsAViolation() {
    assertThatThrownBy(() -> ActivationContract.of(Unmade.class))
        .isInstanceOf(ContractViolation.class)
        .hasMessageContainingAll(
            "GuardTest$Unmade cannot be made",
            "IllegalStateException: no licence",
            "Unmade.<init>");
    assertThatThrownBy(() -> ActivationContract.check(Unloaded.class))
        .isInstanceOf(ContractViolation.class)
        .hasMessageContainingAll("ExceptionInInitializerError", "\"many\"", "Unloaded.<clinit>");
  }

  @Test
  void aFindingSaysWhatIsThrownAndWhere() {
    Hostile broken = Hostile.not().named(Hostile.refusing(""));
    ContractReport report = ActivationContract.of(broken).report("id");
    assertThat(report.subject()).isEqualTo("activation dev.cotangent.testkit.Hostile");
    assertThat(report.toString())
        .contains("it throws java.lang.IllegalStateException: not today, at ", "Hostile.refuse(");
  }

  @Test
  void whatNeverReturnsIsAFindingThatSaysWhereItIs() {
    ContractReport report =
        ActivationContract.of(Hostile.not().applying(Hostile::never)).withTimeLimit(SOON).report();
    assertThat(report.failures()).containsExactly("shape");
    assertThat(report.results()).extracting(ContractReport.Result::check).last().isEqualTo("shape");
    assertThat(report.toString())
        .contains("it has not returned after 200 ms; it is at ", "Hostile.never(")
        .contains(".withSeed(0L).withTimeLimit(Duration.ofMillis(200)).report(\"shape\")");
  }

  @Test
  void memoryThatIsUsedUpIsNoFinding() {
    Hostile hungry =
        Hostile.not()
            .applying(
                x -> {
                  throw new OutOfMemoryError("for a test");
                });
    assertThatThrownBy(() -> ActivationContract.of(hungry).report())
        .isInstanceOf(OutOfMemoryError.class)
        .hasMessage("for a test");
  }

  @Test
  void checksSeeTheContextClassLoaderOfTheCaller() throws Exception {
    ClassLoader before = Thread.currentThread().getContextClassLoader();
    try (URLClassLoader own = new URLClassLoader(new URL[0], before)) {
      Thread.currentThread().setContextClassLoader(own);
      Guard guard = new Guard(Duration.ofSeconds(60));
      assertThat(guard.call("loader", () -> Thread.currentThread().getContextClassLoader()))
          .isSameAs(own);
      assertThat(guard.call("daemon", () -> Thread.currentThread().isDaemon())).isTrue();
    } finally {
      Thread.currentThread().setContextClassLoader(before);
    }
  }

  @Test
  void whoWaitsCanBeInterrupted() {
    Thread.currentThread().interrupt();
    Guard guard = new Guard(Duration.ofSeconds(60));
    assertThatThrownBy(() -> guard.call("wait", () -> Hostile.never("")))
        .isInstanceOf(ContractViolation.class);
    assertThat(Thread.interrupted()).isTrue();
  }

  @Test
  void aLimitIsAboveZero() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ActivationContract.of(Hostile.not()).withTimeLimit(Duration.ZERO))
        .withMessageContaining("PT0S");
  }
}
