package dev.cotangent.integration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cotangent.core.loss.Loss;
import dev.cotangent.core.metric.Metric;
import dev.cotangent.core.optimizer.Optimizer;
import dev.cotangent.core.optimizer.Schedule;
import dev.cotangent.core.parameter.Initializer;
import dev.cotangent.core.registry.Registry;
import dev.cotangent.core.spi.Activation;
import dev.cotangent.core.spi.LayerSpec;
import java.io.IOException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

/** Holds the public API to the grammar in CONTRIBUTING.md. */
class ApiGrammarTest {

  /** The one class with a public constructor: Guice modules are made by {@code new} everywhere. */
  private static final List<String> CONSTRUCTED = List.of("CotangentModule");

  /** The interfaces of configured plugins and initializers. */
  private static final List<Class<?>> CONFIGURED =
      List.of(
          Activation.class,
          LayerSpec.class,
          Loss.class,
          Metric.class,
          Optimizer.class,
          Schedule.class,
          Initializer.class);

  private static Stream<Class<?>> types() throws IOException {
    List<Class<?>> types = PublicTypes.all();
    assertThat(types).hasSizeGreaterThan(250);
    return types.stream();
  }

  private static Stream<Method> publicMethods(Class<?> type) {
    return Arrays.stream(type.getDeclaredMethods())
        .filter(method -> Modifier.isPublic(method.getModifiers()) && !method.isSynthetic());
  }

  @Test
  void onlyRecordsAndThrowablesHavePublicConstructors() throws IOException {
    assertThat(
            types()
                .filter(type -> !type.isRecord() && !Throwable.class.isAssignableFrom(type))
                .filter(type -> !CONSTRUCTED.contains(type.getSimpleName()))
                .filter(type -> type.getConstructors().length > 0)
                .map(Class::getName))
        .isEmpty();
  }

  @Test
  void whatHasValuesIsMadeByAFactoryOrACopy() throws IOException {
    assertThat(
            types()
                .filter(Class::isRecord)
                .filter(type -> CONFIGURED.stream().anyMatch(kind -> kind.isAssignableFrom(type)))
                .filter(type -> type.getRecordComponents().length > 0)
                .filter(type -> publicMethods(type).noneMatch(each -> makes(each, type)))
                .map(Class::getName))
        .isEmpty();
  }

  private static boolean makes(Method method, Class<?> type) {
    boolean factory = Modifier.isStatic(method.getModifiers());
    return method.getReturnType() == type && (factory || method.getName().matches("with[A-Z].*"));
  }

  @Test
  void aWitherReturnsACopyOfItsOwnType() throws IOException {
    assertThat(
            types()
                .flatMap(ApiGrammarTest::publicMethods)
                .filter(method -> method.getName().matches("with([A-Z].*)?"))
                .filter(method -> !Modifier.isStatic(method.getModifiers()))
                .filter(
                    method ->
                        !method.getDeclaringClass().isAssignableFrom(method.getReturnType())
                            && !method
                                .getReturnType()
                                .isAssignableFrom(method.getDeclaringClass())))
        .isEmpty();
  }

  @Test
  void noTwoPublicTypesShareASimpleName() throws IOException {
    Map<String, List<String>> named =
        types()
            .collect(
                Collectors.groupingBy(
                    Class::getSimpleName,
                    TreeMap::new,
                    Collectors.mapping(Class::getName, Collectors.toList())));
    named.values().removeIf(names -> names.size() == 1);
    assertThat(named).isEmpty();
  }

  @Test
  void anUnknownIdSuggestsTheNearest() {
    Registry registry = Registry.standard();
    Map<String, ThrowingCallable> mistyped =
        Map.of(
            "relu", () -> registry.activation("rleu"),
            "dense", () -> registry.layer("desne"),
            "huber", () -> registry.loss("hubre"),
            "accuracy", () -> registry.metric("acuracy"),
            "adam", () -> registry.optimizer("adamm"),
            "warmup_cosine", () -> registry.schedule("warm_up_cosine"),
            "portable", () -> registry.kernels("portabel"));
    mistyped.forEach(
        (meant, lookup) ->
            assertThatThrownBy(lookup).hasMessageContaining("; did you mean '" + meant + "'?"));
  }
}
