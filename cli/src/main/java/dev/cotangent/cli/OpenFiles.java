package dev.cotangent.cli;

import java.io.FileInputStream;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Tells a class that cannot be loaded because no file can be opened any more, as with a low {@code
 * ulimit -n}, from a class that is missing. Uses nothing that would have to be loaded from another
 * jar.
 */
final class OpenFiles {

  /** Those that were open when a class could not be loaded may be closed again. */
  private static final int SPARE = 8;

  private OpenFiles() {}

  /** Sees to it that this class is there when others cannot be loaded any more. */
  static void load() {
    // the call is enough
  }

  /** The message for the user; empty if the failure has another cause. */
  static String explain(Throwable failure) {
    String reason = concernsLoading(failure) ? reason(failure) : "";
    return reason.isEmpty()
        ? ""
        : "classes cannot be loaded: "
            + reason
            + "; allow the process more open files (ulimit -n 1024)";
  }

  private static boolean concernsLoading(Throwable failure) {
    for (@Nullable Throwable each = failure; each != null; each = each.getCause()) {
      if (each instanceof LinkageError
          || each instanceof ClassNotFoundException
          || each instanceof InternalError) {
        return true;
      }
    }
    return false;
  }

  private static String reason(Throwable failure) {
    for (@Nullable Throwable each = failure; each != null; each = each.getCause()) {
      if (each instanceof IOException && each.getMessage() != null) {
        return each.getMessage();
      }
    }
    String modules = Path.of(System.getProperty("java.home"), "lib", "modules").toString();
    return reason(SPARE, modules);
  }

  /** Why no {@value #SPARE} files can be open besides; empty if they can. */
  private static String reason(int left, String file) {
    if (left == 0) {
      return "";
    }
    try (FileInputStream in = new FileInputStream(file)) {
      return in.available() < 0 ? file : reason(left - 1, file);
    } catch (FileNotFoundException refused) {
      String message = String.valueOf(refused.getMessage());
      return message.substring(message.lastIndexOf('(') + 1).replace(")", "");
    } catch (IOException unreadable) {
      return "";
    }
  }
}
