package dev.cotangent.benchmarks;

/** The amount of work of one call, and the unit of its speed. */
record Work(double amount, Unit unit) {

  /** Units of speed. */
  enum Unit {
    /** 10⁹ floating-point operations a second; a multiply-add counts as two. */
    GFLOP_PER_SECOND("GFLOP/s"),
    /** 10⁹ bytes that are read or written a second. */
    GB_PER_SECOND("GB/s"),
    /** Nanoseconds for each element; less is better. */
    NANOS_PER_ELEMENT("ns/element");

    private final String label;

    Unit(String label) {
      this.label = label;
    }

    String label() {
      return label;
    }
  }

  static Work operations(double count) {
    return new Work(count, Unit.GFLOP_PER_SECOND);
  }

  static Work floatsMoved(double count) {
    return new Work(count * Float.BYTES, Unit.GB_PER_SECOND);
  }

  static Work elements(double count) {
    return new Work(count, Unit.NANOS_PER_ELEMENT);
  }

  /** The speed of a call that takes that many nanoseconds. */
  double speed(double nanos) {
    return unit == Unit.NANOS_PER_ELEMENT ? nanos / amount : amount / nanos;
  }
}
