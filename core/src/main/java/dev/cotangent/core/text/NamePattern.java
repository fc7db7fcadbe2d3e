package dev.cotangent.core.text;

import java.util.regex.Pattern;

/**
 * A pattern for names of parameters: {@code *} stands for any characters, dots included, as in
 * {@code *.bias}; all other characters are literal.
 *
 * @param text the pattern
 */
public record NamePattern(String text) {

  /** Whether the whole name matches. */
  public boolean matches(String name) {
    return name.matches(Pattern.quote(text).replace("*", "\\E.*\\Q"));
  }

  @Override
  public String toString() {
    return "'" + text + "'";
  }
}
