package dev.cotangent.bed;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.spi.ToolProvider;
import java.util.stream.Stream;

/** A language of the JVM, in which the same plugins are written in {@code src/test/languages}. */
enum Language {
  JAVA("", "-proc:none", "-classpath"),
  KOTLIN(
      "org.jetbrains.kotlin.cli.jvm.K2JVMCompiler",
      "-jvm-target",
      "17",
      "-no-stdlib",
      "-no-reflect",
      "-cp"),
  SCALA("dotty.tools.dotc.Main", "-classpath"),
  GROOVY("org.codehaus.groovy.tools.FileSystemCompiler", "-cp");

  private static final Path SOURCES =
      Path.of(System.getProperty("cotangent.repo"), "test-bed/src/test/languages");

  private final String compiler;

  @SuppressWarnings("ImmutableEnumChecker") // List.of
  private final List<String> options;

  /**
   * @param compiler the main class of the compiler; empty for the one of the JDK
   * @param options its options, of which the last takes the class path
   */
  Language(String compiler, String... options) {
    this.compiler = compiler;
    this.options = List.of(options);
  }

  /** The language's compiler and library, which the pom of the test bed copies. */
  List<Path> library() throws IOException {
    return this == JAVA ? List.of() : Jars.in(lowerCase());
  }

  /** Compiles the plugins and packs them with their services files. */
  Path plugins() throws IOException, InterruptedException {
    Path classes = Path.of(Place.folder());
    List<String> arguments = new ArrayList<>(options);
    List<Path> path = new ArrayList<>(Jars.libraries());
    path.addAll(library());
    arguments.addAll(List.of(Jars.path(path), "-d", classes.toString()));
    arguments.addAll(sources());
    compile(arguments);
    Path jar = classes.resolveSibling(classes.getFileName() + "-" + lowerCase() + ".jar");
    pack(jar, classes, SOURCES.resolve("services"));
    return jar;
  }

  private List<String> sources() throws IOException {
    try (Stream<Path> files = Files.walk(SOURCES.resolve(lowerCase()))) {
      return files.filter(Files::isRegularFile).map(Path::toString).sorted().toList();
    }
  }

  private void compile(List<String> arguments) throws IOException, InterruptedException {
    if (this == JAVA) {
      run("javac", arguments);
      return;
    }
    List<String> command = new ArrayList<>(List.of(compiler));
    command.addAll(arguments);
    Fork.Ended ended =
        Fork.of(Jdk.current()).classPath(library()).run(command.toArray(String[]::new));
    assertThat(ended.code()).as(this + " " + ended).isZero();
  }

  /** Packs the contents of folders in a jar. */
  static void pack(Path jar, Path... folders) {
    List<String> arguments = new ArrayList<>(List.of("--create", "--file", jar.toString()));
    for (Path folder : folders) {
      arguments.addAll(List.of("-C", folder.toString(), "."));
    }
    run("jar", arguments);
  }

  private static void run(String tool, List<String> arguments) {
    int code =
        ToolProvider.findFirst(tool)
            .orElseThrow()
            .run(System.out, System.err, arguments.toArray(String[]::new));
    assertThat(code).as(tool + " " + arguments).isZero();
  }

  private String lowerCase() {
    return name().toLowerCase(Locale.ROOT);
  }
}
