package dev.cotangent.bed.tomcat;

import dev.cotangent.bed.heap.HeapClasses;
import dev.cotangent.bed.heap.Loaders;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.catalina.Context;
import org.apache.catalina.LifecycleException;
import org.apache.catalina.startup.Tomcat;

/** Deploys an application again and again, and prints what is left of it. */
public final class TomcatHost {

  private final Tomcat tomcat = new Tomcat();
  private final Loaders loaders = new Loaders();

  private TomcatHost(Path folder) throws LifecycleException {
    tomcat.setBaseDir(folder.toString());
    tomcat.setPort(0);
    tomcat.setAddDefaultWebXmlToWebapp(false);
    tomcat.getConnector();
    tomcat.getHost();
    // a thread of the server's own that visits the application would be reported as one of it
    tomcat.getEngine().setBackgroundProcessorDelay(-1);
    tomcat.start();
  }

  /**
   * Prints the answer of each deployment, then the loaders, classes and warnings that are left.
   *
   * @param args a folder, the folder of the application, the number of deployments, and the seconds
   *     to wait until nothing is left
   */
  public static void main(String[] args) {
    try {
      run(args);
      System.exit(0);
    } catch (Throwable failure) {
      failure.printStackTrace();
      System.exit(1); // threads of the server would keep the JVM alive
    }
  }

  private static void run(String[] args) throws Exception {
    Path folder = Path.of(args[0]);
    Warnings warnings = Warnings.collect();
    TomcatHost host = new TomcatHost(Files.createDirectories(folder.resolve("server")));
    int last = Integer.parseInt(args[2]) - 1;
    for (int i = 0; i <= last; i++) {
      System.out.println(host.deploy(args[1], i == 0 || i == last ? "/bed/run" : "/bed/brief"));
    }
    System.out.println("loaders left: " + host.loaders.left(Integer.parseInt(args[3])));
    System.out.println("classes left: " + HeapClasses.left(folder, TomcatHost.class));
    warnings.lines().forEach(line -> System.out.println("warning: " + line));
  }

  private String deploy(String application, String path) throws IOException, InterruptedException {
    Context context = tomcat.addWebapp("/bed", application);
    loaders.add(context.getLoader().getClassLoader());
    String answer = get(path);
    tomcat.getHost().removeChild(context);
    return answer;
  }

  private String get(String path) throws IOException, InterruptedException {
    URI address = URI.create("http://localhost:" + tomcat.getConnector().getLocalPort() + path);
    return HttpClient.newHttpClient()
        .send(HttpRequest.newBuilder(address).build(), BodyHandlers.ofString())
        .body();
  }
}
