package dev.cotangent.testkit;

import dev.cotangent.core.Shape;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/**
 * How a contract was set up, in Java, so that a failure ends with a line that repeats it. What
 * cannot be written down is a variable, and a comment says what it was. Immutable.
 *
 * @param code makes the contract
 * @param variables what the code leaves open
 */
record Recipe(String code, List<Variable> variables) {

  /**
   * A name in the code.
   *
   * @param value what it stands for
   */
  record Variable(String name, Object value) {}

  /** A contract of a class. */
  static Recipe of(String contract, Class<?> type) {
    return new Recipe(contract + ".of(" + name(type) + ".class)", List.of());
  }

  /** A contract of a plugin that was made by whoever checks it. */
  static Recipe of(String contract, String name, Object plugin, Shape... shapes) {
    String more =
        Arrays.stream(shapes).map(shape -> ", " + code(shape)).collect(Collectors.joining());
    return new Recipe(contract + ".of(" + name + more + ")", List.of(new Variable(name, plugin)));
  }

  private static String name(Class<?> type) {
    String canonical = type.getCanonicalName();
    return canonical == null ? type.getName() : canonical;
  }

  private static String code(Shape shape) {
    String dims = shape.toString();
    return "Shape.of(" + dims.substring(1, dims.length() - 1) + ")";
  }

  /** And a call with a shape. */
  Recipe then(String method, Shape shape) {
    return new Recipe(code + "." + method + "(" + code(shape) + ")", variables);
  }

  /** And a call with something that has no name in Java. */
  Recipe then(String method, String name, Object value) {
    List<Variable> more = new ArrayList<>(variables);
    more.add(new Variable(name, value));
    return new Recipe(code + "." + method + "(" + name + ")", List.copyOf(more));
  }

  /** The statement that runs one check again. */
  String line(Conditions conditions, String check) {
    return code + conditions.calls() + ".report(\"" + check + "\").assertPassed();";
  }
}
