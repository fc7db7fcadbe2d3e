package dev.cotangent.bed.heap;

import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.List;

/** Class loaders of applications that are gone, of which none may be left. */
public final class Loaders {

  private final List<WeakReference<ClassLoader>> loaders = new ArrayList<>();

  /** Watches a class loader without keeping it. */
  public void add(ClassLoader loader) {
    loaders.add(new WeakReference<>(loader));
  }

  /** The number of loaders that are left, after the time that they may take. */
  public long left(int seconds) throws InterruptedException {
    long end = System.nanoTime() + seconds * 1_000_000_000L;
    while (count() > 0 && System.nanoTime() < end) {
      System.gc();
      Thread.sleep(100);
    }
    return count();
  }

  private long count() {
    return loaders.stream().filter(loader -> loader.get() != null).count();
  }
}
