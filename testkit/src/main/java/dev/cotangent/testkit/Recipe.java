package dev.cotangent.testkit;

import dev.cotangent.core.Shape;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The Java code that creates a contract, so that a failure can end with a line that repeats it.
 * Values that have no literal become variables, explained in a comment. Immutable.
 *
 * @param code an expression that creates the contract
 * @param variables the variables in the code
 */
record Recipe(String code, List<Variable> variables) {

  /**
   * A variable in the code.
   *
   * @param name its name
   * @param value its value
   */
  record Variable(String name, Object value) {}

  /** The recipe of a class's contract. */
  static Recipe of(String contract, Class<?> type) {
    return new Recipe(contract + ".of(" + name(type) + ".class)", List.of());
  }

  /** The recipe of an instance's contract. */
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

  /** Appends a call with a shape. */
  Recipe then(String method, Shape shape) {
    return new Recipe(code + "." + method + "(" + code(shape) + ")", variables);
  }

  /** Appends a call with a variable. */
  Recipe then(String method, String name, Object value) {
    List<Variable> more = new ArrayList<>(variables);
    more.add(new Variable(name, value));
    return new Recipe(code + "." + method + "(" + name + ")", List.copyOf(more));
  }

  /** The statement that repeats one check. */
  String line(Conditions conditions, String check) {
    return code + conditions.calls() + ".report(\"" + check + "\").assertPassed();";
  }
}
