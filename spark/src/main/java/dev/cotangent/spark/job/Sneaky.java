package dev.cotangent.spark.job;

/** Throws the exceptions that Scala's methods throw without declaring them. */
final class Sneaky {

  private Sneaky() {}

  @SuppressWarnings({"unchecked", "DoNotCallSuggester"})
  static <T extends Throwable> void raise(Throwable error) throws T {
    throw (T) error;
  }
}
