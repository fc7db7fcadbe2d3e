/** The {@code cotangent} command. */
module dev.cotangent.cli {
  requires ch.qos.logback.classic;
  requires com.google.guice;
  requires dev.cotangent.core;
  requires dev.cotangent.guice;
  requires dev.cotangent.layers;
  requires dev.cotangent.optim;
  requires dev.cotangent.parallel;
  requires dev.cotangent.pictures;
  requires dev.cotangent.testkit;
  requires dev.cotangent.training;
  requires info.picocli;
  requires jakarta.inject;
  requires java.management;
  requires org.slf4j;
  requires static org.jspecify;

  exports dev.cotangent.cli;
  exports dev.cotangent.cli.bench;

  opens dev.cotangent.cli to
      com.google.guice,
      info.picocli;
  opens dev.cotangent.cli.logging to
      ch.qos.logback.core;
}
