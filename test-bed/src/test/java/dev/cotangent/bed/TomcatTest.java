package dev.cotangent.bed;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cotangent.bed.heap.Loaders;
import dev.cotangent.bed.tomcat.TomcatHost;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Tomcat, which deploys an application again and again, and reports what it leaves behind. */
class TomcatTest {

  private static final int DEPLOYMENTS = Integer.getInteger("bed.deployments", 50);

  /** As in Tomcat's own start script; without them it cannot look for leaks. */
  private static final String[] OPENED = {
    "--add-opens=java.base/java.lang=ALL-UNNAMED",
    "--add-opens=java.base/java.lang.reflect=ALL-UNNAMED",
    "--add-opens=java.base/java.io=ALL-UNNAMED",
    "--add-opens=java.base/java.util=ALL-UNNAMED",
    "--add-opens=java.base/java.util.concurrent=ALL-UNNAMED",
    "--add-opens=java.rmi/sun.rmi.transport=ALL-UNNAMED"
  };

  /** A training runs in each of them until it is undeployed. */
  @ParameterizedTest
  @MethodSource("dev.cotangent.bed.Jdk#all")
  void fiftyDeploymentsLeaveNothing(Jdk jdk) throws IOException, InterruptedException {
    Fork.Ended ended = Place.assertSameHash(host(jdk, "CarefulListener", DEPLOYMENTS, 10));
    String hash = Place.expected();
    assertThat(ended.out().lines().filter(line -> line.matches(hash + "|brief")))
        .hasSize(DEPLOYMENTS);
    assertThat(ended.out().lines().filter(hash::equals)).hasSize(2);
    nothingIsLeft(ended);
    assertThat(warnings(ended)).isEmpty();
  }

  /** Tomcat names the threads, and nothing is left once the training has ended. */
  @ParameterizedTest
  @MethodSource("dev.cotangent.bed.Jdk#all")
  void aForgottenTrainingIsNamed(Jdk jdk) throws IOException, InterruptedException {
    Fork.Ended ended = Place.assertSameHash(host(jdk, "ForgetfulListener", 2, 100));
    nothingIsLeft(ended);
    assertThat(warnings(ended))
        .isNotEmpty()
        .allMatch(line -> line.contains("appears to have started a thread named"))
        .allMatch(line -> line.matches(".*\\[(application-training|cotangent-[a-z0-9-]+)\\].*"));
  }

  private static Fork.Ended host(Jdk jdk, String listener, int deployments, int seconds)
      throws IOException, InterruptedException {
    Path application = WebApplication.with(listener);
    return Fork.of(jdk)
        .with(Place.VECTOR)
        .with(OPENED)
        .with("-Xmx512m")
        // from JDK 19 on, the JDK itself keeps classes of records, by soft references
        .with("-XX:SoftRefLRUPolicyMSPerMB=0")
        .classPath(
            List.of(
                TestClasses.of(TomcatHost.class, Loaders.class),
                Jars.onClassPath("tomcat-embed-core"),
                Jars.onClassPath("tomcat-annotations-api")))
        .within(Duration.ofMinutes(10))
        .run(
            TomcatHost.class.getName(),
            Place.folder(),
            application.toString(),
            "" + deployments,
            "" + seconds);
  }

  private static void nothingIsLeft(Fork.Ended ended) {
    assertThat(ended.out().lines()).as(ended.out()).contains("loaders left: 0", "classes left: []");
  }

  /** Warnings about the application, without those about a slow machine. */
  private static Stream<String> warnings(Fork.Ended ended) {
    return ended.out().lines().filter(line -> line.startsWith("warning: The web application"));
  }
}
