package dev.cotangent.core.spi;

import dev.cotangent.core.CotangentException;
import dev.cotangent.core.argument.Given;
import dev.cotangent.core.text.Brief;
import dev.cotangent.core.text.Nearest;
import java.util.ArrayList;
import java.util.List;

/**
 * Values by name, in the order in which they were added. Immutable.
 *
 * @param kind the kind of value, for messages
 */
record Named<T>(String kind, List<String> names, List<T> values) {

  Named {
    names = List.copyOf(names);
    values = List.copyOf(values);
  }

  static <T> Named<T> none(String kind) {
    return new Named<>(kind, List.of(), List.of());
  }

  Named<T> and(String name, T value) {
    if (name == null || value == null) { // no text is made for good arguments
      Given.of("the name of a " + kind, name);
      Given.of(kind + " '" + name + "'", value);
    }
    if (names.contains(name)) {
      throw new CotangentException(
          "two " + kind + "s have the name " + Brief.quoted(name) + ", expected unique names");
    }
    List<String> moreNames = new ArrayList<>(names);
    List<T> moreValues = new ArrayList<>(values);
    moreNames.add(name);
    moreValues.add(value);
    return new Named<>(kind, moreNames, moreValues);
  }

  int size() {
    return names.size();
  }

  int index(String name) {
    int index = names.indexOf(name);
    if (index < 0) {
      throw new CotangentException(
          "no "
              + kind
              + " "
              + Brief.quoted(name)
              + ", expected one of "
              + Brief.list(names)
              + Nearest.hint(name, names));
    }
    return index;
  }

  T get(String name) {
    return values.get(index(name));
  }

  T only() {
    if (size() != 1) {
      throw new CotangentException(kind + "s " + Brief.list(names) + ", expected one " + kind);
    }
    return values.get(0);
  }
}
