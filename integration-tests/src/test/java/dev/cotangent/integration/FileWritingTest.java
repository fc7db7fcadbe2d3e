package dev.cotangent.integration;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.AccessTarget.CodeUnitCallTarget;
import com.tngtech.archunit.core.domain.JavaCall;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaConstructorCall;
import com.tngtech.archunit.core.domain.JavaMethodCall;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/**
 * Files are written, moved and removed only by {@code core.file}, whose failures WriteFaultsTest
 * injects.
 */
class FileWritingTest {

  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages("dev.cotangent");

  private static final Set<String> STREAMS =
      Set.of(
          "java.io.FileOutputStream",
          "java.io.FileWriter",
          "java.io.PrintStream",
          "java.io.PrintWriter",
          "java.io.RandomAccessFile");

  private static final Pattern CHANGES =
      Pattern.compile("(write|create|copy|move|delete|set|newOutput|newBufferedWriter).*");

  private static final Pattern OF_FILE =
      Pattern.compile("(delete|mkdir|mkdirs|renameTo|createNewFile|set).*");

  private static final DescribedPredicate<JavaClass> TEMPORARY_ONLY =
      resideInAnyPackage("dev.cotangent.testkit..", "dev.cotangent.examples..");

  @Test
  void streamsToFilesAreOpenedInOnePlace() {
    noClasses()
        .that(not(resideInAnyPackage("dev.cotangent.core.file..")))
        .should()
        .callConstructorWhere(opensAFile())
        .check(CLASSES);
  }

  @Test
  void filesAreChangedInOnePlace() {
    noClasses()
        .that(not(resideInAnyPackage("dev.cotangent.core.file..")))
        .and(not(TEMPORARY_ONLY))
        .should()
        .callMethodWhere(changesAFile())
        .check(CLASSES);
  }

  /** The lock file has no content, so it is opened directly. */
  @Test
  void channelsAreOpenedInOnePlaceAndForTheLock() {
    noClasses()
        .that(not(resideInAnyPackage("dev.cotangent.core.file..")))
        .and()
        .doNotHaveFullyQualifiedName("dev.cotangent.cli.RunLock")
        .should()
        .callMethodWhere(
            is("open a channel", call -> isOf(call, "java.nio.channels.FileChannel", "open")))
        .check(CLASSES);
  }

  private static DescribedPredicate<JavaConstructorCall> opensAFile() {
    return new DescribedPredicate<>("open a file for writing") {
      @Override
      public boolean test(JavaConstructorCall call) {
        List<JavaClass> parameters = call.getTarget().getRawParameterTypes();
        return STREAMS.contains(call.getTargetOwner().getName())
            && Set.of("java.io.File", "java.lang.String").contains(parameters.get(0).getName());
      }
    };
  }

  private static DescribedPredicate<JavaMethodCall> changesAFile() {
    return is(
        "change a file",
        call ->
            matches(call, "java.nio.file.Files", CHANGES)
                || matches(call, "java.io.File", OF_FILE));
  }

  private static DescribedPredicate<JavaMethodCall> is(
      String description, java.util.function.Predicate<JavaMethodCall> test) {
    return new DescribedPredicate<>(description) {
      @Override
      public boolean test(JavaMethodCall call) {
        return test.test(call);
      }
    };
  }

  private static boolean matches(JavaCall<?> call, String owner, Pattern name) {
    CodeUnitCallTarget target = call.getTarget();
    return call.getTargetOwner().getName().equals(owner)
        && name.matcher(target.getName()).matches();
  }

  private static boolean isOf(JavaCall<?> call, String owner, String name) {
    return call.getTargetOwner().getName().equals(owner) && call.getTarget().getName().equals(name);
  }
}
