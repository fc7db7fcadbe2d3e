package dev.cotangent.testkit;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The binary format that two JVMs exchange. */
final class TraceFormat {

  private TraceFormat() {}

  static void write(Trace trace, DataOutput out) throws IOException {
    out.writeInt(trace.parts().size());
    for (Trace.Part part : trace.parts()) {
      writeText(part.name(), out);
      out.writeInt(part.numbers().length);
      for (double number : part.numbers()) {
        out.writeDouble(number);
      }
    }
  }

  static Trace readTrace(DataInput in) throws IOException {
    List<Trace.Part> parts = new ArrayList<>();
    int count = in.readInt();
    for (int part = 0; part < count; part++) {
      String name = readText(in);
      double[] numbers = new double[in.readInt()];
      for (int i = 0; i < numbers.length; i++) {
        numbers[i] = in.readDouble();
      }
      parts.add(new Trace.Part(name, numbers));
    }
    return new Trace(parts);
  }

  static void write(ContractReport report, DataOutput out) throws IOException {
    writeText(report.subject(), out);
    out.writeLong(report.seed());
    out.writeDouble(report.worstError());
    out.writeInt(report.results().size());
    for (ContractReport.Result result : report.results()) {
      writeText(result.check(), out);
      out.writeBoolean(result.passed());
      writeText(result.failure().orElse(""), out);
      writeText(result.again().orElse(""), out);
    }
  }

  static ContractReport readReport(DataInput in) throws IOException {
    String subject = readText(in);
    long seed = in.readLong();
    double worst = in.readDouble();
    List<ContractReport.Result> results = new ArrayList<>();
    int count = in.readInt();
    for (int i = 0; i < count; i++) {
      String check = readText(in);
      boolean passed = in.readBoolean();
      Optional<String> failure = Optional.of(readText(in)).filter(text -> !passed);
      Optional<String> again = Optional.of(readText(in)).filter(text -> !passed);
      results.add(new ContractReport.Result(check, failure, again));
    }
    return new ContractReport(subject, seed, worst, results);
  }

  /** Writes text of any length. */
  static void writeText(String text, DataOutput out) throws IOException {
    out.writeInt(text.length());
    out.writeChars(text);
  }

  static String readText(DataInput in) throws IOException {
    int length = in.readInt();
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < length; i++) {
      text.append(in.readChar());
    }
    return text.toString();
  }
}
