package dev.cotangent.bed;

import dev.cotangent.bed.tomcat.TomcatHost;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** The folder of a web application as a server unpacks it: the program and all libraries. */
final class WebApplication {

  private static final String PACKAGE = TomcatHost.class.getPackageName() + ".app";

  private final Path content;

  private WebApplication(Path content) {
    this.content = content;
  }

  /**
   * Writes an application.
   *
   * @param listener the class that is told when the application starts and ends
   */
  static Path with(String listener) throws IOException {
    WebApplication application = new WebApplication(Path.of(Place.folder(), "WEB-INF"));
    application.libraries();
    TestClasses.copy(PACKAGE, application.content.resolve("classes"));
    application.write(
        "classes/logback.xml", "<configuration><root level=\"WARN\"/></configuration>");
    application.write(
        "web.xml",
        """
        <web-app xmlns="https://jakarta.ee/xml/ns/jakartaee" version="6.0">
          <listener><listener-class>%s</listener-class></listener>
          <servlet>
            <servlet-name>bed</servlet-name>
            <servlet-class>%s</servlet-class>
          </servlet>
          <servlet-mapping>
            <servlet-name>bed</servlet-name>
            <url-pattern>/run</url-pattern>
            <url-pattern>/brief</url-pattern>
          </servlet-mapping>
        </web-app>
        """
            .formatted(PACKAGE + "." + listener, PACKAGE + ".BedServlet"));
    return Objects.requireNonNull(application.content.getParent());
  }

  private void libraries() throws IOException {
    List<Path> jars = new ArrayList<>(Jars.all());
    jars.add(Jars.of("logback", "logback-classic"));
    jars.add(Jars.of("logback", "logback-core"));
    Path folder = Files.createDirectories(content.resolve("lib"));
    for (Path jar : jars) {
      Files.copy(jar, folder.resolve(jar.getFileName()));
    }
  }

  private void write(String name, String text) throws IOException {
    Files.writeString(content.resolve(name), text);
  }
}
