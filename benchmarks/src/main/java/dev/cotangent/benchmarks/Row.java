package dev.cotangent.benchmarks;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** One line of the table: a kernel at one size, by each kernel set and by the scalar loop. */
final class Row {

  static final String HEAD =
      """
      | kernel | shape | unit | portable | vector | vector/portable | vector/peak | portable/scalar (floor) | vector/scalar (floor) |
      |---|---|---|---|---|---|---|---|---|""";

  private static final String NONE = "–";

  private final List<LoopBenchmark> sets;
  private final double[] speeds;
  private final double[] ratios;

  private Row(List<LoopBenchmark> sets, double[] nanos) {
    this.sets = sets;
    this.speeds = new double[sets.size()];
    this.ratios = new double[sets.size()];
    double scalar = nanos[sets.size()] / sets.get(0).scalarShare();
    for (int i = 0; i < sets.size(); i++) {
      speeds[i] = sets.get(i).work().speed(nanos[i]);
      ratios[i] = scalar / nanos[i];
    }
  }

  /** Measures the same loop by each kernel set. */
  static Row measure(List<LoopBenchmark> sets, int rounds) {
    List<Runnable> loops = new ArrayList<>();
    for (LoopBenchmark benchmark : sets) {
      benchmark.setUp();
      loops.add(benchmark::run);
    }
    loops.add(sets.get(0)::runScalar);
    return new Row(sets, Contest.nanos(loops, rounds));
  }

  /** The line in Markdown. */
  String line(double peak) {
    LoopBenchmark any = sets.get(0);
    List<String> cells = new ArrayList<>();
    cells.addAll(List.of(any.kernel(), any.shape(), any.work().unit().label()));
    cells.add(cell("portable", "%.3g", speeds));
    cells.add(cell("vector", "%.3g", speeds));
    boolean both = sets.size() == 2;
    cells.add(both ? number("%.2f", ratios[1] / ratios[0]) : NONE);
    boolean arithmetic = any.work().unit() == Work.Unit.GFLOP_PER_SECOND;
    cells.add(both && arithmetic ? number("%.2f", speeds[1] / peak) : NONE);
    cells.add(ratio("portable"));
    cells.add(ratio("vector"));
    return "| " + String.join(" | ", cells) + " |";
  }

  private String ratio(String kernels) {
    String measured = cell(kernels, "%.2f", ratios);
    return measured.equals(NONE) ? NONE : measured + " (" + sets.get(0).floor().of(kernels) + ")";
  }

  private String cell(String kernels, String format, double[] values) {
    for (int i = 0; i < values.length; i++) {
      if (sets.get(i).kernels().equals(kernels)) {
        return number(format, values[i]);
      }
    }
    return NONE;
  }

  private static String number(String format, double value) {
    return String.format(Locale.ROOT, format, value);
  }

  /** The error, if a kernel set is slower than its floor. */
  Optional<String> fall() {
    for (int i = 0; i < ratios.length; i++) {
      LoopBenchmark loop = sets.get(i);
      double floor = loop.floor().of(loop.kernels());
      if (!(ratios[i] >= floor)) {
        return Optional.of(
            String.format(
                Locale.ROOT,
                "%s %s, %s: %.2f times the scalar loop, expected at least %.2f",
                loop.kernel(),
                loop.shape(),
                loop.kernels(),
                ratios[i],
                floor));
      }
    }
    return Optional.empty();
  }
}
