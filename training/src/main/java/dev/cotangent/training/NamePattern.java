package dev.cotangent.training;

import java.util.regex.Pattern;

/**
 * Names of parameters: {@code *} stands for any characters, dots included, as in {@code *.bias}.
 *
 * @param text the pattern
 */
record NamePattern(String text) {

  boolean matches(String name) {
    return name.matches(Pattern.quote(text).replace("*", "\\E.*\\Q"));
  }

  @Override
  public String toString() {
    return "'" + text + "'";
  }
}
