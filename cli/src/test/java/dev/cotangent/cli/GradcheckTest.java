package dev.cotangent.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cotangent.core.check.OpExample;
import dev.cotangent.core.check.example.OpExamples;
import dev.cotangent.core.plugin.PluginKind;
import dev.cotangent.core.plugin.RegistryEntry;
import dev.cotangent.core.registry.Registry;
import dev.cotangent.testkit.Contracts;
import dev.cotangent.testkit.Contracts.Checkable;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** The one command that checks everything; that everything passes is BuiltInsTest's. */
class GradcheckTest {

  private static List<String> rows(String output) {
    return output.lines().map(line -> line.strip().replaceAll("\\s+", " ")).toList();
  }

  @Test
  void everythingThatIsFoundAndEveryOpIsCovered() {
    Registry registry = Registry.standard();
    Set<String> wanted = new TreeSet<>();
    OpExamples.all().stream().map(OpExample::id).forEach(id -> wanted.add("op " + id));
    for (RegistryEntry entry : registry.entries()) {
      // these have no contract
      if (!List.of(PluginKind.SCHEDULE, PluginKind.KERNELS).contains(entry.kind())) {
        wanted.add(entry.kind() + " " + entry.id());
      }
    }
    Set<String> covered = new TreeSet<>();
    for (Checkable each : Contracts.all(registry)) {
      covered.add(each.what().kind() + " " + each.what().id());
    }
    assertThat(covered).isEqualTo(wanted).hasSizeGreaterThan(120);
    assertThat(covered)
        .contains("op sqrt", "op abs", "op maximum", "op gather", "op convolve", "op max_pool")
        .contains("op standardize", "op lstm_trace", "op cast", "op pow");
  }

  @Test
  void anIdIsCheckedInEveryKindThatHasIt() {
    List<String> rows = rows(Cli.succeed("gradcheck", "tanh", "mse", "sgd", "flatten"));
    assertThat(rows.get(0)).isEqualTo("kind id jar checks worst error");
    assertThat(rows.subList(1, 6))
        .allMatch(row -> row.endsWith(" ok"))
        .extracting(row -> row.replaceAll("^(\\S+ \\S+) .*", "$1"))
        .containsExactly(
            "op tanh", "activation tanh", "layer flatten", "loss mse", "optimizer sgd");
    assertThat(rows.get(7))
        .isEqualTo(
            "checked 1 op, 1 activation, 1 layer, 1 loss, 1 optimizer (seed 0):"
                + " all contracts hold");
  }

  @Test
  void ofAMetricIsSaidWhatWasChecked() {
    List<String> rows = rows(Cli.succeed("gradcheck", "--kind", "metric", "r2", "f_beta"));
    assertThat(rows.subList(1, 3))
        .allMatch(row -> row.startsWith("metric ") && row.endsWith(" ok"));
    assertThat(rows)
        .endsWith(
            "checked 2 metrics (seed 0): all contracts hold",
            "metrics have no gradient: the checks cover bits over batches and merges, weights,"
                + " separate measurements and direction");
    assertThat(Cli.succeed("plugins", "--check", "mae")).contains("checked 1 metric (seed 0)");
  }

  @Test
  void aKindIsCheckedAlone() {
    assertThat(rows(Cli.succeed("gradcheck", "--kind", "op", "tanh", "relu", "--seed", "3")))
        .hasSize(5)
        .endsWith("checked 2 ops (seed 3): all contracts hold");
    assertThat(Cli.run("gradcheck", "--kind", "ops").err()).contains("did you mean 'op'?");
    assertThat(Cli.run("gradcheck", "--kind", "loss", "tanh").err())
        .contains("ID: 'tanh', expected one of bce,");
  }

  @Test
  void pluginsCheckIsTheSame() {
    assertThat(Cli.succeed("plugins", "--check", "tanh", "mse"))
        .isEqualTo(Cli.succeed("gradcheck", "tanh", "mse"));
    assertThat(Cli.run("plugins", "--check", "cosine").err()).contains("ID: 'cosine', expected");
  }
}
