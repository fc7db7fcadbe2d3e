package dev.cotangent.core.file;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.FileSystemLoopException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Describes failed reads and writes by file and reason in plain words. The JDK's exceptions may
 * name a temporary file instead, and give the reason sometimes by type and sometimes by message.
 */
public final class FileErrors {

  /** The reason at the end of a {@link FileNotFoundException}'s message. */
  private static final Pattern IN_PARENTHESES = Pattern.compile(".* \\(([^()]+)\\)");

  private FileErrors() {}

  /**
   * The reason for a failure, without the file name: {@code permission denied}, {@code No space
   * left on device}.
   */
  public static String reason(IOException failure) {
    if (failure instanceof AccessDeniedException) {
      return "permission denied";
    }
    if (failure instanceof NoSuchFileException) {
      return "no such file or folder";
    }
    if (failure instanceof FileAlreadyExistsException) {
      return "a file of that name exists already";
    }
    if (failure instanceof FileSystemLoopException) {
      return "its symbolic links form a cycle";
    }
    if (failure instanceof FileSystemException error && error.getReason() != null) {
      return error.getReason();
    }
    if (failure instanceof FileSystemException error) {
      return byType(error);
    }
    String message =
        failure.getMessage() == null ? "the system gives no reason" : messageOf(failure);
    Matcher matcher = IN_PARENTHESES.matcher(message);
    return failure instanceof FileNotFoundException && matcher.matches()
        ? matcher.group(1)
        : message;
  }

  /** The reason by exception type, for exceptions whose message is only a file name. */
  private static String byType(FileSystemException failure) {
    if (failure instanceof FileAlreadyExistsException) {
      return "it exists already";
    }
    if (failure instanceof NotDirectoryException) {
      return "it is a file, expected a folder";
    }
    return failure instanceof DirectoryNotEmptyException
        ? "it is a folder that is not empty"
        : "the file system gives no reason";
  }

  private static String messageOf(IOException failure) {
    return Optional.ofNullable(failure.getMessage()).orElse("");
  }

  /**
   * The same failure, reported about the target instead of the temporary file next to it.
   *
   * @param target the file as the caller names it
   * @param file the file that the target resolves to
   */
  static IOException of(Path target, Path file, IOException failure) {
    if (failure instanceof FileSystemException error && isOfAnother(file, error)) {
      return failure;
    }
    FileSystemException named =
        new FileSystemException(target.toString(), null, reason(file, failure));
    named.initCause(failure);
    return named;
  }

  private static boolean isOfAnother(Path file, FileSystemException error) {
    return error.getFile() != null
        && !Objects.equals(file.resolveSibling(error.getFile()).getParent(), file.getParent());
  }

  private static String reason(Path file, IOException failure) {
    Path folder = file.getParent();
    if (folder != null && !Files.isDirectory(folder)) {
      return "there is no folder " + folder;
    }
    if (failure instanceof AtomicMoveNotSupportedException) {
      return "the file system cannot move files in one step: " + reason(failure);
    }
    return reason(failure);
  }
}
