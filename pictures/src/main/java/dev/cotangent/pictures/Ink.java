package dev.cotangent.pictures;

import java.util.Locale;

/**
 * The colours of pictures, each with a light and a dark variant. Elements have the light one as a
 * plain attribute, which every viewer supports; a style rule replaces it for readers who prefer
 * dark.
 */
enum Ink {
  PAPER("#ffffff", "#12161c"),
  INK("#1c2430", "#e8edf3"),
  SOFT("#5f6b7a", "#9aa7b6"),
  LINE("#9aa5b4", "#66717f"),
  BOX("#f2f5f9", "#222a34"),
  LEAF("#e3f0ff", "#1b3350"),
  VALUE("#14743a", "#6ddc93"),
  GRADIENT("#c22d2d", "#ff8a80"),
  SERIES_A("#0072b2", "#59b4ee"),
  SERIES_B("#c75300", "#ff9b54"),
  SERIES_C("#0b8a63", "#4fd0a5"),
  SERIES_D("#b0568f", "#e59cc8");

  private final String light;
  private final String dark;

  Ink(String light, String dark) {
    this.light = light;
    this.dark = dark;
  }

  /** The colour of the i-th of a few series. */
  static Ink series(int i) {
    return values()[SERIES_A.ordinal() + i % 4];
  }

  /** The CSS class of elements filled with it. */
  String id() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** The light colour. */
  String light() {
    return light;
  }

  /** Attributes of a shape filled with it. */
  String fill() {
    return "class=\"" + id() + "\" fill=\"" + light + '"';
  }

  /** Attributes of a shape filled with it, with a border of another colour. */
  String fill(Ink border) {
    return String.format(
        Locale.ROOT,
        "class=\"%s stroke-%s\" fill=\"%s\" stroke=\"%s\"",
        id(),
        border.id(),
        light,
        border.light);
  }

  /** Attributes of a line of that width. */
  String stroke(double width) {
    return String.format(
        Locale.ROOT,
        "class=\"stroke-%s\" fill=\"none\" stroke=\"%s\" stroke-width=\"%.1f\"",
        id(),
        light,
        width);
  }

  /** The style sheet with the dark colours. */
  static String darkRules() {
    StringBuilder rules = new StringBuilder("@media (prefers-color-scheme:dark){");
    for (Ink ink : values()) {
      rules.append('.').append(ink.id()).append("{fill:").append(ink.dark).append('}');
      rules.append(".stroke-").append(ink.id()).append("{stroke:").append(ink.dark).append('}');
    }
    return rules.append('}').toString();
  }
}
