package dev.cotangent.core.kernel;

import java.io.IOException;
import java.io.InputStream;
import java.lang.invoke.MethodHandles;

/**
 * The loops of each class of functions. Where the VM cannot define a class at run time, all share
 * one, and HotSpot calls the functions instead of inlining them.
 */
final class FunctionLoops {

  private static final FunctionLoop SHARED = new OwnLoop();

  /** Held by the functions' classes, so that it keeps none of them from being unloaded. */
  private static final ClassValue<FunctionLoop> LOOPS =
      new ClassValue<>() {
        @Override
        protected FunctionLoop computeValue(Class<?> type) {
          return define();
        }
      };

  private FunctionLoops() {}

  /** The loops for that function's class. */
  static FunctionLoop of(Object function) {
    return LOOPS.get(function.getClass());
  }

  /** Defines a copy of {@link OwnLoop}, which begins with an empty type profile. */
  private static FunctionLoop define() {
    try (InputStream template = FunctionLoops.class.getResourceAsStream("OwnLoop.class")) {
      if (template == null) {
        return SHARED;
      }
      MethodHandles.Lookup own =
          MethodHandles.lookup().defineHiddenClass(template.readAllBytes(), true);
      return (FunctionLoop) own.lookupClass().getDeclaredConstructor().newInstance();
    } catch (IOException
        | ReflectiveOperationException
        | LinkageError
        | UnsupportedOperationException e) {
      return SHARED;
    }
  }
}
