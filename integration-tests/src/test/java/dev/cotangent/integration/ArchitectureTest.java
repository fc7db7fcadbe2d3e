package dev.cotangent.integration;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.AccessTarget;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaCall;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.library.dependencies.SliceAssignment;
import com.tngtech.archunit.library.dependencies.SliceIdentifier;
import dev.cotangent.core.graph.Tensor;
import dev.cotangent.training.data.Dataset;
import java.io.PrintStream;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Checks the architecture rules on the compiled classes. */
class ArchitectureTest {

  private static final String LIBRARIES = "dev.cotangent.";

  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages("dev.cotangent");

  /** Which modules each module's code may use, besides itself. */
  private static final Map<String, Set<String>> MAY_USE =
      Map.ofEntries(
          Map.entry("core", Set.of()),
          Map.entry("kernels", Set.of("core")),
          Map.entry("activations", Set.of("core")),
          Map.entry("layers", Set.of("core")),
          Map.entry("optim", Set.of("core")),
          Map.entry("commonsmath", Set.of("core")),
          Map.entry("parallel", Set.of("core")),
          Map.entry("training", Set.of("core", "optim", "parallel")),
          Map.entry("pictures", Set.of("core", "training")),
          Map.entry("testkit", Set.of("core", "layers")),
          Map.entry("micrometer", Set.of("core", "optim", "training")),
          Map.entry("guice", Set.of("core", "optim", "parallel", "training")));

  @Test
  void enoughClassesAreSeenForTheRulesToMean() {
    assertThat(CLASSES.size()).isGreaterThan(250);
  }

  @Test
  void modulesLookOnlyWhereTheTableAllows() {
    MAY_USE.forEach(
        (module, allowed) -> {
          String[] permitted =
              allowed.stream().map(other -> LIBRARIES + other + "..").toArray(String[]::new);
          noClasses()
              .that(resideInAPackage(LIBRARIES + module + ".."))
              .should()
              .dependOnClassesThat(
                  resideInAPackage("dev.cotangent..")
                      .and(DescribedPredicate.not(resideInAnyPackage(permitted)))
                      .and(DescribedPredicate.not(resideInAPackage(LIBRARIES + module + ".."))))
              .check(CLASSES);
        });
  }

  /**
   * The one cycle is that of {@link Tensor} with the ops and plans that its methods are made of: it
   * is how users reach them. Nothing else in the graph's package knows an op or a plan.
   */
  @Test
  void packagesHaveNoCycleButThatOfTensor() {
    slices()
        .assignedFrom(packages("dev.cotangent"))
        .should()
        .beFreeOfCycles()
        .ignoreDependency(
            DescribedPredicate.describe("Tensor", type -> type.isEquivalentTo(Tensor.class)),
            DescribedPredicate.alwaysTrue())
        .check(CLASSES);
  }

  private static SliceAssignment packages(String root) {
    return new SliceAssignment() {
      @Override
      public SliceIdentifier getIdentifierOf(JavaClass type) {
        String name = type.getPackageName();
        boolean within = name.equals(root) || name.startsWith(root + ".");
        return within ? SliceIdentifier.of(name) : SliceIdentifier.ignore();
      }

      @Override
      public String getDescription() {
        return "packages of " + root;
      }
    };
  }

  @Test
  void librariesNeedNothingButTheLoggingInterface() {
    librariesNeedOnly(Set.of("guice", "commonsmath", "micrometer", "testkit", "training"));
  }

  @Test
  void trainingNeedsFastCsvBesides() {
    Set<String> others = new HashSet<>(MAY_USE.keySet());
    others.remove("training");
    librariesNeedOnly(others, "de.siegmar.fastcsv..");
  }

  private static void librariesNeedOnly(Set<String> except, String... besides) {
    String[] modules =
        MAY_USE.keySet().stream()
            .filter(module -> !except.contains(module))
            .map(module -> LIBRARIES + module + "..")
            .toArray(String[]::new);
    noClasses()
        .that(resideInAnyPackage(modules))
        .should()
        .dependOnClassesThat(
            DescribedPredicate.not(
                resideInAnyPackage(
                        "java..",
                        "jdk.incubator.vector..",
                        "jdk.jfr..",
                        "dev.cotangent..",
                        "org.slf4j..",
                        "org.jspecify..")
                    .or(resideInAnyPackage(besides))))
        .check(CLASSES);
  }

  /** A JVM may lack it: one package decides whether it is used. */
  @Test
  void onlyTheEventsNeedTheFlightRecorder() {
    noClasses()
        .that(DescribedPredicate.not(resideInAPackage("dev.cotangent.core.event..")))
        .should()
        .dependOnClassesThat(resideInAPackage("jdk.jfr.."))
        .check(CLASSES);
  }

  @Test
  void transcendentalFunctionsAreOurOwn() {
    Set<String> banned =
        Set.of(
            "exp", "log", "log10", "log1p", "expm1", "pow", "sin", "cos", "tan", "tanh", "sinh",
            "cosh", "cbrt");
    noClasses()
        .should()
        .callMethodWhere(calls("java.lang.Math", banned))
        .because("Math's are not the same bits everywhere; StrictMath's and Polynomials' are")
        .check(CLASSES);
  }

  @Test
  void vectorsAreNeverReducedInAnOrderOfTheMachines() {
    noClasses()
        .should()
        .accessTargetWhere(
            new DescribedPredicate<JavaAccess<?>>(
                "reduce lanes by ADD or MUL, or use a transcendental operator") {
              @Override
              public boolean test(JavaAccess<?> access) {
                AccessTarget target = access.getTarget();
                return target
                        .getOwner()
                        .getFullName()
                        .equals("jdk.incubator.vector.VectorOperators")
                    && Set.of(
                            "ADD", "MUL", "EXP", "LOG", "TANH", "SIN", "COS", "POW", "EXPM1",
                            "LOG1P", "SINH", "COSH", "TAN")
                        .contains(target.getName());
              }
            })
        .check(CLASSES);
  }

  @Test
  void randomNumbersComeFromTheCounterBasedGenerator() {
    noClasses()
        .should()
        .dependOnClassesThat()
        .haveNameMatching(
            "java\\.util\\.(Random|SplittableRandom|concurrent\\.ThreadLocalRandom|random\\..*)|java\\.security\\.SecureRandom")
        .check(CLASSES);
    noClasses().should().callMethodWhere(calls("java.lang.Math", Set.of("random"))).check(CLASSES);
  }

  @Test
  void nothingRunsInAParallelStream() {
    noClasses()
        .should()
        .callMethodWhere(named(Set.of("parallel", "parallelStream", "parallelSort")))
        .check(CLASSES);
  }

  @Test
  void graphPlanAndStoreNeverIterateOverHashes() {
    DescribedPredicate<JavaCall<?>> iteration =
        new DescribedPredicate<>("iterate over a hash map or set") {
          @Override
          public boolean test(JavaCall<?> call) {
            String owner = call.getTargetOwner().getFullName();
            return Set.of(
                        "java.util.Map",
                        "java.util.HashMap",
                        "java.util.IdentityHashMap",
                        "java.util.HashSet",
                        "java.util.Set")
                    .contains(owner)
                && Set.of(
                        "entrySet",
                        "keySet",
                        "values",
                        "forEach",
                        "iterator",
                        "stream",
                        "replaceAll")
                    .contains(call.getName());
          }
        };
    noClasses()
        .that(
            resideInAnyPackage(
                "dev.cotangent.core",
                "dev.cotangent.core.graph..",
                "dev.cotangent.core.op..",
                "dev.cotangent.core.plan..",
                "dev.cotangent.core.parameter.."))
        .should(com.tngtech.archunit.lang.conditions.ArchConditions.callMethodWhere(iteration))
        .check(CLASSES);
  }

  /** A data set finds the evaluator of its own module, which stands above it. */
  @Test
  void onlyTheRegistryLooksForPlugins() {
    noClasses()
        .that(DescribedPredicate.not(resideInAPackage("dev.cotangent.core.registry..")))
        .and()
        .doNotBelongToAnyOf(Dataset.class)
        .should()
        .dependOnClassesThat()
        .haveFullyQualifiedName("java.util.ServiceLoader")
        .check(CLASSES);
  }

  @Test
  void nothingIsSerializedOrNative() {
    noClasses()
        .should()
        .dependOnClassesThat()
        .haveNameMatching(
            "java\\.io\\.Object(In|Out)putStream|sun\\.misc\\.Unsafe|java\\.lang\\.foreign\\..*")
        .check(CLASSES);
    ArchRule noNative =
        com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noMethods()
            .should()
            .haveModifier(JavaModifier.NATIVE);
    noNative.check(CLASSES);
  }

  @Test
  void librariesKeepNoGlobalMutableState() {
    com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields()
        .that()
        .areStatic()
        .and(
            DescribedPredicate.describe(
                "are not synthetic",
                field -> !field.getModifiers().contains(JavaModifier.SYNTHETIC)))
        .should()
        .beFinal()
        .check(CLASSES);
  }

  @Test
  void librariesDoNotPrint() {
    Set<String> libraries =
        MAY_USE.keySet().stream()
            .map(module -> LIBRARIES + module + "..")
            .collect(Collectors.toSet());
    noClasses()
        .that(resideInAnyPackage(libraries.toArray(String[]::new)))
        .should()
        .accessField(System.class, "out")
        .orShould()
        .accessField(System.class, "err")
        .check(CLASSES);
  }

  @Test
  void decimalsAreWrittenByOneAlgorithm() {
    noClasses()
        .that(DescribedPredicate.not(resideInAPackage("dev.cotangent.examples..")))
        .should()
        .callMethod(Double.class, "toString", double.class)
        .orShould()
        .callMethod(Float.class, "toString", float.class)
        .orShould()
        .callMethod(Double.class, "toString")
        .orShould()
        .callMethod(Float.class, "toString")
        .orShould()
        .callMethod(String.class, "valueOf", double.class)
        .orShould()
        .callMethod(String.class, "valueOf", float.class)
        .orShould()
        .callMethod(StringBuilder.class, "append", double.class)
        .orShould()
        .callMethod(StringBuilder.class, "append", float.class)
        .because("the JDK's digits changed in 19; core.text.Decimals writes the same on each")
        .check(CLASSES);
  }

  @Test
  void textIsWrittenInNoLocaleOfTheMachine() {
    noClasses()
        .that(DescribedPredicate.not(resideInAPackage("dev.cotangent.examples..")))
        .should()
        .callMethod(String.class, "format", String.class, Object[].class)
        .orShould()
        .callMethod(String.class, "formatted", Object[].class)
        .orShould()
        .callMethod(String.class, "toLowerCase")
        .orShould()
        .callMethod(String.class, "toUpperCase")
        .orShould()
        .callMethod(PrintStream.class, "printf", String.class, Object[].class)
        .orShould()
        .callMethod(PrintStream.class, "format", String.class, Object[].class)
        .because("digits and letters would differ from machine to machine; use Locale.ROOT")
        .check(CLASSES);
  }

  @Test
  void pluginsAreFinalOrRecords() {
    classes()
        .that()
        .implement("dev.cotangent.core.spi.Activation")
        .or()
        .implement("dev.cotangent.core.spi.LayerSpec")
        .or()
        .implement("dev.cotangent.core.optimizer.Optimizer")
        .should()
        .haveModifier(JavaModifier.FINAL)
        .check(CLASSES);
  }

  private static DescribedPredicate<JavaCall<?>> calls(String owner, Set<String> methods) {
    return new DescribedPredicate<>("call one of " + methods + " of " + owner) {
      @Override
      public boolean test(JavaCall<?> call) {
        return call.getTargetOwner().getFullName().equals(owner)
            && methods.contains(call.getName());
      }
    };
  }

  private static DescribedPredicate<JavaCall<?>> named(Set<String> methods) {
    return new DescribedPredicate<>("call one of " + methods) {
      @Override
      public boolean test(JavaCall<?> call) {
        return call.getTargetOwner().getFullName().startsWith("java.util")
            && methods.contains(call.getName());
      }
    };
  }
}
