package dev.cotangent.cli.faults;

import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.nio.channels.FileChannel;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.AccessMode;
import java.nio.file.CopyOption;
import java.nio.file.DirectoryStream;
import java.nio.file.FileStore;
import java.nio.file.FileSystem;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.FileAttributeView;
import java.nio.file.spi.FileSystemProvider;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Stands in for the default provider, as {@code -Djava.nio.file.spi.DefaultFileSystemProvider} has
 * it, and asks {@link Disk} at each call that changes something.
 */
public final class FaultyProvider extends FileSystemProvider {

  private final FileSystemProvider real;
  private final FaultyFileSystem files;

  /** Called by the JDK. */
  public FaultyProvider(FileSystemProvider real) {
    this.real = real;
    this.files = new FaultyFileSystem(real.getFileSystem(URI.create("file:///")), this);
  }

  @Override
  public String getScheme() {
    return real.getScheme();
  }

  @Override
  public FileSystem newFileSystem(URI uri, Map<String, ?> env) throws IOException {
    return real.newFileSystem(uri, env);
  }

  @Override
  public FileSystem getFileSystem(URI uri) {
    return files;
  }

  @Override
  public Path getPath(URI uri) {
    return new FaultyPath(real.getPath(uri));
  }

  @Override
  public SeekableByteChannel newByteChannel(
      Path path, Set<? extends OpenOption> options, FileAttribute<?>... attributes)
      throws IOException {
    return newFileChannel(path, options, attributes);
  }

  @Override
  public FileChannel newFileChannel(
      Path path, Set<? extends OpenOption> options, FileAttribute<?>... attributes)
      throws IOException {
    Path file = FaultyPath.real(path);
    boolean counted = options.contains(StandardOpenOption.WRITE) || Files.isDirectory(file);
    FileChannel[] opened = new FileChannel[1];
    Disk.Step open = () -> opened[0] = real.newFileChannel(file, options, attributes);
    if (counted) {
      Disk.ONLY.call(Call.Op.OPEN, file, open);
    } else {
      Disk.ONLY.look(file);
      open.run();
    }
    return new FaultyFile(file, opened[0], counted);
  }

  @Override
  public OutputStream newOutputStream(Path path, OpenOption... options) throws IOException {
    Path file = FaultyPath.real(path);
    OutputStream[] opened = new OutputStream[1];
    Disk.ONLY.call(Call.Op.OPEN, file, () -> opened[0] = real.newOutputStream(file, options));
    return new FaultyStream(file, opened[0]);
  }

  @Override
  public DirectoryStream<Path> newDirectoryStream(
      Path directory, DirectoryStream.Filter<? super Path> filter) throws IOException {
    Disk.ONLY.look(FaultyPath.real(directory));
    List<Path> all = new ArrayList<>();
    try (DirectoryStream<Path> entries =
        real.newDirectoryStream(
            FaultyPath.real(directory), entry -> filter.accept(new FaultyPath(entry)))) {
      entries.forEach(entry -> all.add(new FaultyPath(entry)));
    }
    return new DirectoryStream<>() {
      @Override
      public Iterator<Path> iterator() {
        return all.iterator();
      }

      @Override
      public void close() {}
    };
  }

  @Override
  public void createDirectory(Path path, FileAttribute<?>... attributes) throws IOException {
    Path folder = FaultyPath.real(path);
    Disk.ONLY.call(Call.Op.MAKE_DIRECTORY, folder, () -> real.createDirectory(folder, attributes));
  }

  @Override
  public void delete(Path path) throws IOException {
    Path file = FaultyPath.real(path);
    Disk.ONLY.call(Call.Op.DELETE, file, () -> real.delete(file));
  }

  @Override
  public void copy(Path from, Path to, CopyOption... options) throws IOException {
    Path target = FaultyPath.real(to);
    Disk.ONLY.call(Call.Op.WRITE, target, () -> real.copy(FaultyPath.real(from), target, options));
  }

  @Override
  public void move(Path from, Path to, CopyOption... options) throws IOException {
    Path source = FaultyPath.real(from);
    Path target = FaultyPath.real(to);
    Disk.ONLY.call(
        Call.Op.MOVE,
        target,
        () -> {
          real.move(source, target, options);
          Disk.ONLY.moved(source, target);
        });
  }

  @Override
  public boolean isSameFile(Path one, Path other) throws IOException {
    return real.isSameFile(FaultyPath.real(one), FaultyPath.real(other));
  }

  @Override
  public boolean isHidden(Path path) throws IOException {
    return real.isHidden(FaultyPath.real(path));
  }

  @Override
  public FileStore getFileStore(Path path) throws IOException {
    return real.getFileStore(FaultyPath.real(path));
  }

  @Override
  public void checkAccess(Path path, AccessMode... modes) throws IOException {
    real.checkAccess(FaultyPath.real(path), modes);
  }

  @Override
  public <V extends FileAttributeView> @Nullable V getFileAttributeView(
      Path path, Class<V> type, LinkOption... options) {
    return real.getFileAttributeView(FaultyPath.real(path), type, options);
  }

  @Override
  public <A extends BasicFileAttributes> A readAttributes(
      Path path, Class<A> type, LinkOption... options) throws IOException {
    return real.readAttributes(FaultyPath.real(path), type, options);
  }

  @Override
  public Map<String, Object> readAttributes(Path path, String names, LinkOption... options)
      throws IOException {
    return real.readAttributes(FaultyPath.real(path), names, options);
  }

  @Override
  public void setAttribute(Path path, String name, Object value, LinkOption... options)
      throws IOException {
    real.setAttribute(FaultyPath.real(path), name, value, options);
  }

  @Override
  public Path readSymbolicLink(Path link) throws IOException {
    return new FaultyPath(real.readSymbolicLink(FaultyPath.real(link)));
  }
}
