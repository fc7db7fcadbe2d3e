package dev.cotangent.cli;

import java.util.ArrayList;
import java.util.List;

/** Breaks text into lines at spaces, never inside a word. */
final class WordWrap {

  private WordWrap() {}

  /** The lines of one paragraph; a word that is longer than {@code width} has its own. */
  static List<String> lines(String text, int width) {
    List<String> lines = new ArrayList<>();
    StringBuilder line = new StringBuilder();
    for (String word : text.strip().split("\\s+", -1)) {
      if (line.length() > 0 && line.length() + 1 + word.length() > width) {
        lines.add(line.toString());
        line.setLength(0);
      }
      line.append(line.length() == 0 ? "" : " ").append(word);
    }
    lines.add(line.toString());
    return lines;
  }

  /** Wraps each line of a text; those that are indented, such as examples, stay as they are. */
  static String paragraphs(String text, int width) {
    StringBuilder wrapped = new StringBuilder();
    for (String line : (Iterable<String>) text.lines()::iterator) {
      List<String> parts = line.startsWith(" ") ? List.of(line) : lines(line, width);
      parts.forEach(part -> wrapped.append(part).append(System.lineSeparator()));
    }
    return wrapped.toString();
  }
}
