package dev.cotangent.cli.faults;

import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The one disk of the JVM: counts the calls below a folder, and fails at one of them. Paths are
 * those of the real file system. Thread-safe.
 */
final class Disk {

  static final Disk ONLY = new Disk();

  private final List<Call> calls = new ArrayList<>();
  private final List<Closeable> open = new ArrayList<>();
  private final Unforced unforced = new Unforced();
  private Optional<Path> root = Optional.empty();
  private Fault fault = Fault.KILL;
  private int failing = -1;
  private boolean dead;

  /** One step of a call. */
  @FunctionalInterface
  interface Step {
    void run() throws IOException;
  }

  private Disk() {}

  /**
   * Counts from here on what happens below a folder.
   *
   * @param number of the call that fails, from 0; -1: none
   */
  synchronized void begin(Path folder, int number, Fault what) {
    root = Optional.of(folder);
    calls.clear();
    unforced.clear();
    failing = number;
    fault = what;
    dead = false;
  }

  /** Ends the counting and returns the calls; after a power failure the disk has what it kept. */
  synchronized List<Call> end() throws IOException {
    List<Call> made = List.copyOf(calls);
    root = Optional.empty();
    for (Closeable file : open) {
      file.close();
    }
    open.clear();
    if (dead && fault == Fault.POWER) {
      unforced.lose();
    }
    return made;
  }

  /** A call that may fail before it does anything. */
  synchronized void call(Call.Op op, Path path, Step step) throws IOException {
    call(op, path, () -> {}, step);
  }

  /**
   * A call that may fail.
   *
   * @param half what it does if it fails
   */
  synchronized void call(Call.Op op, Path path, Step half, Step step) throws IOException {
    if (!isCounted(path)) {
      step.run();
      return;
    }
    checkAlive();
    calls.add(new Call(op, path));
    if (calls.size() - 1 == failing) {
      note(op, path);
      half.run();
      if (fault.isError()) {
        throw fault.exception(op, path);
      }
      dead = true;
      checkAlive();
    }
    note(op, path);
    step.run();
  }

  private void note(Call.Op op, Path path) throws IOException {
    if (calls.size() - 1 == failing && op != Call.Op.WRITE) {
      return; // it does not happen
    }
    switch (op) {
      case WRITE -> unforced.written(path);
      case FORCE -> unforced.forced(path);
      case OPEN, MAKE_DIRECTORY, MOVE, DELETE -> unforced.changes(path);
      case CLOSE -> {}
    }
  }

  /** A move takes what was written with it. */
  synchronized void moved(Path from, Path to) {
    unforced.moved(from, to);
  }

  /** Reading is counted as nothing, but the dead do not read. */
  synchronized void look(Path path) {
    if (isCounted(path)) {
      checkAlive();
    }
  }

  synchronized void opened(Closeable file) {
    open.add(file);
  }

  synchronized void closed(Closeable file) {
    open.remove(file);
  }

  private boolean isCounted(Path path) {
    return root.isPresent() && path.toAbsolutePath().startsWith(root.get());
  }

  private void checkAlive() {
    if (dead) {
      throw new Killed();
    }
  }

  /** Changes that a power failure undoes. */
  private static final class Unforced {

    private final List<Path> written = new ArrayList<>();
    private final List<Before> changed = new ArrayList<>();

    /** A name before it was changed: the content of its file, or nothing. */
    private record Before(Path path, Optional<byte[]> content) {}

    void clear() {
      written.clear();
      changed.clear();
    }

    void written(Path path) {
      written.add(path);
    }

    void forced(Path path) {
      written.removeIf(path::equals);
      changed.removeIf(before -> path.equals(before.path().getParent()));
    }

    void changes(Path path) throws IOException {
      if (!Files.isDirectory(path)) {
        changed.add(
            new Before(
                path,
                Files.exists(path) ? Optional.of(Files.readAllBytes(path)) : Optional.empty()));
      }
    }

    void moved(Path from, Path to) {
      written.replaceAll(path -> path.equals(from) ? to : path);
    }

    void lose() throws IOException {
      for (Path path : written) {
        if (Files.isRegularFile(path)) {
          byte[] all = Files.readAllBytes(path);
          Files.write(path, java.util.Arrays.copyOf(all, all.length / 2));
        }
      }
      for (int i = changed.size() - 1; i >= 0; i--) {
        Before before = changed.get(i);
        delete(before.path());
        if (before.content().isPresent()) {
          Files.write(before.path(), before.content().get());
        }
      }
    }

    private static void delete(Path path) throws IOException {
      if (Files.isDirectory(path)) {
        try (var files = Files.list(path)) {
          for (Path file : files.toList()) {
            delete(file);
          }
        } catch (UncheckedIOException failure) {
          throw failure.getCause();
        }
      }
      Files.deleteIfExists(path);
    }
  }
}
