package dev.cotangent.cli;

import java.io.FileInputStream;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Detects that classes fail to load because the process has too many open files, as with a low
 * {@code ulimit -n}, rather than because they are missing. Uses no class of another jar, which
 * might fail to load in turn.
 */
final class OpenFiles {

  /** Files that may have been closed again since the class failed to load. */
  private static final int SPARE = 8;

  private OpenFiles() {}

  /** Loads this class early, while files can still be opened. */
  static void load() {
    // the call is enough
  }

  /** The error message; empty if the failure has another cause. */
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

  /** Why {@code left} more files cannot be opened; empty if they can. */
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
