package dev.cotangent.bed.tomcat.app;

import jakarta.servlet.ServletContextEvent;
import jakarta.servlet.ServletContextListener;
import org.jspecify.annotations.Nullable;

/** Trains as long as the application is deployed, and ends that with it. */
public final class CarefulListener implements ServletContextListener {

  private @Nullable LongTraining training;

  @Override
  public void contextInitialized(ServletContextEvent event) {
    training = new LongTraining(1_000_000);
  }

  @Override
  public void contextDestroyed(ServletContextEvent event) {
    if (training != null) {
      training.end();
    }
  }
}
