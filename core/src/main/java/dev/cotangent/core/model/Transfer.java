package dev.cotangent.core.model;

import dev.cotangent.core.argument.Given;
import dev.cotangent.core.text.NamePattern;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Selects the parameters that {@link Model#copyFrom(Model, Transfer)} copies and the mismatches
 * that it allows.
 *
 * <pre>{@code
 * Transfer.strict()                           // all of them: the two have the same parameters
 * Transfer.lenient()                          // those that fit by name and shape
 * Transfer.strict().prefix("encoder.", "")    // a part of the source fills the model
 * Transfer.strict().prefix("", "encoder.")    // the source fills a part of the model
 * Transfer.strict().only("0.*", "*.bias")     // some of the model's parameters
 * }</pre>
 *
 * <p>Immutable; {@code prefix} and {@code only} return copies.
 */
public final class Transfer {

  private final boolean strict;
  private final List<Prefix> prefixes;
  private final List<NamePattern> only;

  private record Prefix(String from, String to) {}

  private Transfer(boolean strict, List<Prefix> prefixes, List<NamePattern> only) {
    this.strict = strict;
    this.prefixes = prefixes;
    this.only = only;
  }

  /**
   * Returns a transfer that fails, and changes nothing, if a parameter is missing in the source, a
   * tensor of the source is left over, or a shape differs.
   */
  public static Transfer strict() {
    return new Transfer(true, List.of(), List.of());
  }

  /**
   * Returns a transfer that copies all parameters that match by name and shape and reports the
   * rest; it fails if none match.
   */
  public static Transfer lenient() {
    return new Transfer(false, List.of(), List.of());
  }

  /**
   * Maps names: the source's {@code from + rest} is copied to the model's {@code to + rest}. Names
   * of either side that begin with no prefix are then excluded: they are neither missing nor left
   * over. If several prefixes match a name, the longest applies.
   *
   * @param from the prefix in the source, as in {@code encoder.}; empty matches every name
   * @param to its replacement; may be empty
   */
  public Transfer prefix(String from, String to) {
    Prefix prefix =
        new Prefix(
            Given.of("transfer: the prefix of the source", from),
            Given.of("transfer: the prefix of the model", to));
    return new Transfer(strict, Stream.concat(prefixes.stream(), Stream.of(prefix)).toList(), only);
  }

  /**
   * Restricts the transfer to the model's parameters with matching names; all others are unchanged.
   *
   * @param names patterns as for freezing, in which {@code *} stands for any characters, dots
   *     included
   */
  public Transfer only(String... names) {
    Stream<NamePattern> more =
        Given.<String>all("transfer: pattern", Arrays.asList(names)).stream().map(NamePattern::new);
    return new Transfer(strict, prefixes, Stream.concat(only.stream(), more).toList());
  }

  boolean isStrict() {
    return strict;
  }

  /** The model's name for a tensor of the source; empty if it is excluded. */
  Optional<String> target(String source) {
    if (prefixes.isEmpty()) {
      return Optional.of(source).filter(this::matches);
    }
    return prefixes.stream()
        .filter(prefix -> source.startsWith(prefix.from))
        .max(Comparator.comparingInt(prefix -> prefix.from.length()))
        .map(prefix -> prefix.to + source.substring(prefix.from.length()))
        .filter(this::matches);
  }

  /** Whether a parameter of the model is included. */
  boolean wants(String parameter) {
    boolean begins =
        prefixes.isEmpty() || prefixes.stream().anyMatch(each -> parameter.startsWith(each.to));
    return begins && matches(parameter);
  }

  private boolean matches(String name) {
    return only.isEmpty() || only.stream().anyMatch(pattern -> pattern.matches(name));
  }

  /** A prefix or pattern that matches no name, for an error; empty if all match. */
  Optional<String> useless(List<String> source, List<String> model) {
    Stream<String> from =
        prefixes.stream()
            .filter(each -> source.stream().noneMatch(name -> name.startsWith(each.from)))
            .map(each -> "no tensor of the source has a name that begins with '" + each.from + "'");
    Stream<String> to =
        prefixes.stream()
            .filter(each -> model.stream().noneMatch(name -> name.startsWith(each.to)))
            .map(each -> "no parameter of the model has a name that begins with '" + each.to + "'");
    Stream<String> patterns =
        only.stream()
            .filter(pattern -> model.stream().noneMatch(pattern::matches))
            .map(pattern -> "no parameter of the model has a name like " + pattern);
    return Stream.of(from, to, patterns).flatMap(each -> each).findFirst();
  }

  @Override
  public String toString() {
    StringBuilder text = new StringBuilder(strict ? "strict" : "lenient");
    prefixes.forEach(each -> text.append(", '" + each.from + "' to '" + each.to + "'"));
    return text.append(only.isEmpty() ? "" : ", only " + only).toString();
  }
}
