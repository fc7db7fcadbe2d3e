package dev.cotangent.cli;

import dev.cotangent.training.table.Header;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Option;

/** Options for reading a table: its header and the columns to ignore. */
@Heading("Data")
final class HeaderOption {

  @Option(
      names = "--header",
      defaultValue = "auto",
      paramLabel = "yes|no|auto",
      description =
          "Whether the first row of a table holds column names: yes, no, or auto, which fails if"
              + " both are possible (default: ${DEFAULT-VALUE}).")
  private String header = "";

  @Option(
      names = "--ignore",
      paramLabel = "COLUMN[,COLUMN...]",
      description = "Columns to ignore, such as ids and dates, by name or index from 0.")
  private List<String> ignored = new ArrayList<>();

  /** Whether the first row holds column names. */
  Header header() {
    return Header.named(Check.oneOf("--header", header, Header.ids()));
  }

  /** The columns to ignore. */
  List<String> ignored() {
    return ignored;
  }
}
