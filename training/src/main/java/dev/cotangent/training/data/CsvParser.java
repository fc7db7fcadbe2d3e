package dev.cotangent.training.data;

import java.io.IOException;
import java.io.Reader;
import java.util.ArrayList;
import java.util.List;

/**
 * Splits CSV into rows of fields as RFC 4180 has it: commas, double quotes, and lines that end in
 * LF, CR or both. Fields are stripped of space around them; a byte order mark is skipped. For one
 * thread.
 */
final class CsvParser {

  private static final int END = -1;
  private static final char MARK = '\uFEFF';

  /** Longer fields are no table, but some other file. */
  private static final int LONGEST = 1 << 20;

  private final Reader in;
  private final String source;
  private final StringBuilder text = new StringBuilder();
  private final List<String> fields = new ArrayList<>();
  private long line = 1;
  private long start = 1;
  private int pending;
  private boolean peeked;

  CsvParser(Reader in, String source) throws IOException {
    this.in = in;
    this.source = source;
    if (peek() == MARK) {
      peeked = false;
    }
  }

  /** Moves to the next row; false at the end. */
  boolean next() throws IOException {
    fields.clear();
    start = line;
    int c = read();
    if (c == END) {
      return false;
    }
    c = field(c);
    while (c == ',') {
      c = field(read());
    }
    return true;
  }

  /** The fields of the row. */
  List<String> fields() {
    return List.copyOf(fields);
  }

  /** The line on which the row begins, from 1. */
  long line() {
    return start;
  }

  /** Reads a field that begins with a character, and returns the one behind it. */
  private int field(int first) throws IOException {
    text.setLength(0);
    int c = first == '"' ? quoted() : first;
    while (c != ',' && c != '\n' && c != END) {
      append(c);
      c = read();
    }
    fields.add(text.toString().strip());
    return c;
  }

  private int quoted() throws IOException {
    while (true) {
      int c = read();
      if (c == '"') {
        c = read();
        if (c != '"') {
          return c;
        }
      }
      if (c == END) {
        throw new DataException(
            source + ", line " + start + ": a quote that is not closed, expected another \"");
      }
      append(c);
    }
  }

  private void append(int c) {
    if (text.length() == LONGEST) {
      throw new DataException(
          source + ", line " + start + ": a field of more than " + LONGEST + " characters");
    }
    text.append((char) c);
  }

  /** The next character, the end of a line being LF whatever the file has. */
  private int read() throws IOException {
    int c = take();
    if (c == '\r') {
      c = '\n';
      peeked = peek() != '\n';
    }
    line += c == '\n' ? 1 : 0;
    return c;
  }

  private int take() throws IOException {
    int c = peek();
    peeked = false;
    return c;
  }

  private int peek() throws IOException {
    if (!peeked) {
      pending = in.read();
      peeked = true;
    }
    return pending;
  }
}
