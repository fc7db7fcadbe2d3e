package dev.cotangent.integration;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Constructor;
import java.lang.reflect.Executable;
import java.lang.reflect.Field;
import java.lang.reflect.Member;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Type;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Compares the public API of each module with a file in {@code docs/api}, so that every change of
 * it is seen in a diff: the public types of packages that are exported to all, and their public and
 * protected members. {@code -Dtest.jvm=-Dcotangent.pages=write} writes the files.
 */
class PublicApiTest {

  private static final Path FOLDER =
      Path.of(System.getProperty("cotangent.repo")).resolve("docs/api");

  @Test
  void isThatOfTheFiles() throws IOException {
    Map<String, List<String>> modules = modules();
    assertThat(modules).hasSizeGreaterThanOrEqualTo(9).containsKey("dev.cotangent.core");
    for (Map.Entry<String, List<String>> module : modules.entrySet()) {
      Path file = FOLDER.resolve(module.getKey() + ".txt");
      if (System.getProperty("cotangent.pages", "").equals("write")) {
        Files.createDirectories(FOLDER);
        Files.write(file, module.getValue());
      }
      assertThat(module.getValue())
          .as("%s; if the change is meant, write it: -Dtest.jvm=-Dcotangent.pages=write", file)
          .isEqualTo(Files.readAllLines(file));
    }
    try (Stream<Path> files = Files.list(FOLDER)) {
      assertThat(files.map(file -> file.getFileName().toString().replaceFirst("\\.txt$", "")))
          .as("files of modules that are")
          .containsExactlyInAnyOrderElementsOf(modules.keySet());
    }
  }

  /** The lines of each module that exports something to all. */
  static Map<String, List<String>> modules() throws IOException {
    Map<String, List<String>> modules = new TreeMap<>();
    PublicTypes.byModule()
        .forEach(
            (module, types) ->
                modules.put(module, types.stream().flatMap(type -> lines(type).stream()).toList()));
    return modules;
  }

  private static List<String> lines(Class<?> type) {
    List<String> lines = new ArrayList<>();
    lines.add(kind(type) + " " + type.getName() + supertypes(type));
    Stream.of(type.getDeclaredFields(), type.getDeclaredConstructors(), type.getDeclaredMethods())
        .flatMap(Arrays::stream)
        .filter(PublicApiTest::isVisible)
        .map(member -> "  " + line(member))
        .sorted()
        .forEach(lines::add);
    return lines;
  }

  private static boolean isVisible(Object member) {
    int modifiers = ((Member) member).getModifiers();
    return (Modifier.isPublic(modifiers) || Modifier.isProtected(modifiers))
        && !((Member) member).isSynthetic();
  }

  private static String kind(Class<?> type) {
    String kind =
        type.isAnnotation()
            ? "annotation"
            : type.isInterface()
                ? "interface"
                : type.isEnum() ? "enum" : type.isRecord() ? "record" : "class";
    boolean open = kind.equals("class") && !Modifier.isFinal(type.getModifiers());
    return (open ? "open " : "") + (type.isSealed() ? "sealed " : "") + kind;
  }

  private static String supertypes(Class<?> type) {
    List<Type> types = new ArrayList<>();
    if (type.getGenericSuperclass() != null && !type.isRecord() && !type.isEnum()) {
      types.add(type.getGenericSuperclass());
    }
    types.addAll(Arrays.asList(type.getGenericInterfaces()));
    types.remove(Object.class);
    return types.isEmpty() ? "" : " : " + names(types.toArray(Type[]::new));
  }

  private static String line(Object member) {
    boolean deprecated = ((AnnotatedElement) member).isAnnotationPresent(Deprecated.class);
    return (deprecated ? "deprecated " : "")
        + (Modifier.isProtected(((Member) member).getModifiers()) ? "protected " : "")
        + (Modifier.isStatic(((Member) member).getModifiers()) ? "static " : "")
        + signature(member);
  }

  private static String signature(Object member) {
    if (member instanceof Field field) {
      return field.getName() + ": " + field.getGenericType().getTypeName();
    }
    if (member instanceof Constructor<?> constructor) {
      return "new" + parameters(constructor);
    }
    Method method = (Method) member;
    boolean required = Modifier.isAbstract(method.getModifiers());
    return (required ? "abstract " : "")
        + method.getName()
        + parameters(method)
        + ": "
        + method.getGenericReturnType().getTypeName();
  }

  private static String parameters(Executable executable) {
    String thrown = names(executable.getGenericExceptionTypes());
    return "("
        + names(executable.getGenericParameterTypes())
        + ")"
        + (thrown.isEmpty() ? "" : " throws " + thrown);
  }

  private static String names(Type[] types) {
    return Arrays.stream(types).map(Type::getTypeName).collect(Collectors.joining(", "));
  }
}
