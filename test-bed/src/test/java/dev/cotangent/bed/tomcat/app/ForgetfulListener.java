package dev.cotangent.bed.tomcat.app;

import jakarta.servlet.ServletContextEvent;
import jakarta.servlet.ServletContextListener;

/** Trains, whether or not the application is still deployed. */
public final class ForgetfulListener implements ServletContextListener {

  private static final int FEW_SECONDS = 400;

  @Override
  public void contextInitialized(ServletContextEvent event) {
    new LongTraining(FEW_SECONDS);
  }
}
