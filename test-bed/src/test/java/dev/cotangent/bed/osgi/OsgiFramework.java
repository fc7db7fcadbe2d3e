package dev.cotangent.bed.osgi;

import dev.cotangent.bed.heap.Loaders;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.concurrent.CountDownLatch;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleException;
import org.osgi.framework.Constants;
import org.osgi.framework.launch.Framework;
import org.osgi.framework.launch.FrameworkFactory;
import org.osgi.framework.wiring.BundleWiring;
import org.osgi.framework.wiring.FrameworkWiring;

/** A framework and the bundles that were installed last. */
final class OsgiFramework {

  private final Framework framework;
  private final Loaders loaders = new Loaders();
  private final List<Bundle> bundles = new ArrayList<>();

  /**
   * Starts a framework.
   *
   * @param packages packages of the class path that bundles may import
   */
  OsgiFramework(Path folder, String packages) throws BundleException {
    Map<String, String> settings = new HashMap<>();
    settings.put(Constants.FRAMEWORK_STORAGE, folder.resolve("bundles").toString());
    settings.put(Constants.FRAMEWORK_SYSTEMPACKAGES_EXTRA, packages);
    framework =
        ServiceLoader.load(FrameworkFactory.class).findFirst().orElseThrow().newFramework(settings);
    framework.start();
  }

  /** Installs bundles that stay, and starts them all. */
  List<Bundle> start(List<Path> jars) throws BundleException {
    List<Bundle> started = new ArrayList<>();
    for (Path jar : jars) {
      started.add(framework.getBundleContext().installBundle(jar.toUri().toString()));
    }
    for (Bundle bundle : started) {
      bundle.start();
    }
    return started;
  }

  /** Installs and starts bundles that are updated and uninstalled later. */
  void install(List<Path> jars) throws BundleException {
    bundles.addAll(start(jars));
    for (Bundle bundle : bundles) {
      loaders.add(bundle.adapt(BundleWiring.class).getClassLoader());
    }
  }

  /** Updates a bundle from its jar, as its next version would, and whatever is wired to it. */
  void update(String name, Path jar) throws BundleException, IOException, InterruptedException {
    Bundle bundle = bundle(name);
    try (InputStream in = Files.newInputStream(jar)) {
      bundle.update(in);
    }
    refresh(List.of(bundle));
    loaders.add(bundle.adapt(BundleWiring.class).getClassLoader());
  }

  /** Stops and uninstalls the bundles that were installed last. */
  void uninstall() throws BundleException, InterruptedException {
    for (Bundle bundle : bundles) {
      bundle.stop();
    }
    for (Bundle bundle : bundles) {
      bundle.uninstall();
    }
    refresh(bundles);
    bundles.clear();
  }

  private void refresh(List<Bundle> changed) throws InterruptedException {
    CountDownLatch done = new CountDownLatch(1);
    framework.adapt(FrameworkWiring.class).refreshBundles(changed, event -> done.countDown());
    done.await();
  }

  /** A class of a bundle. */
  Class<?> load(String bundle, String name) throws ClassNotFoundException {
    return bundle(bundle).loadClass(name);
  }

  /** The number of class loaders that are left when no bundle is. */
  long left(int seconds) throws InterruptedException {
    return loaders.left(seconds);
  }

  private Bundle bundle(String name) {
    return bundles.stream()
        .filter(bundle -> name.equals(bundle.getSymbolicName()))
        .findFirst()
        .orElseThrow();
  }
}
