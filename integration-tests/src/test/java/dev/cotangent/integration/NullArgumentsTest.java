package dev.cotangent.integration;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.reflect.Constructor;
import java.lang.reflect.Executable;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/**
 * Passes null to every public static method, constructor of a record and method {@code with…} that
 * takes one object: each fails at once, with a message that names what is null.
 */
class NullArgumentsTest {

  private static final int FEWEST = 150;

  @Test
  void nullIsRefusedByName() throws IOException {
    List<String> wrong = new ArrayList<>();
    int tried = 0;
    for (Class<?> type : PublicTypes.all()) {
      for (Executable code : takersOfOneObject(type)) {
        Optional<Object> owner = owner(type, code);
        if (owner.isPresent()) {
          tried++;
          check(code, owner.get()).ifPresent(wrong::add);
        }
      }
    }
    assertThat(wrong).isEmpty();
    assertThat(tried).isGreaterThan(FEWEST);
  }

  private static List<Executable> takersOfOneObject(Class<?> type) {
    List<Executable> all = new ArrayList<>(Arrays.asList(type.getDeclaredMethods()));
    if (type.isRecord()) {
      all.addAll(Arrays.asList(type.getConstructors()));
    }
    all.removeIf(
        code ->
            !Modifier.isPublic(code.getModifiers())
                || code.isSynthetic()
                || code.getParameterCount() != 1
                || code.getParameterTypes()[0].isPrimitive()
                || (code instanceof Method method && !isMaker(method)));
    return all;
  }

  private static boolean isMaker(Method method) {
    return Modifier.isStatic(method.getModifiers()) || method.getName().matches("with([A-Z].*)?");
  }

  /** The receiver of the call: an instance with defaults; the type itself for static code. */
  private static Optional<Object> owner(Class<?> type, Executable code) {
    if (!(code instanceof Method) || Modifier.isStatic(code.getModifiers())) {
      return Optional.of(type);
    }
    try {
      return Optional.of(type.getConstructor().newInstance());
    } catch (ReflectiveOperationException none) {
      return Optional.empty();
    }
  }

  private static Optional<String> check(Executable code, Object owner) {
    try {
      if (code instanceof Method method) {
        method.invoke(owner, new Object[1]);
      } else {
        ((Constructor<?>) code).newInstance(new Object[1]);
      }
    } catch (InvocationTargetException thrown) {
      Throwable failure = Objects.requireNonNull(thrown.getCause());
      String said = String.valueOf(failure.getMessage());
      boolean named = said.contains("null") && !said.contains("<local") && !said.equals("null");
      return named ? Optional.empty() : Optional.of(code + ": " + failure);
    } catch (ReflectiveOperationException e) {
      return Optional.of(code + ": " + e);
    }
    return Optional.of(code + " takes null");
  }
}
