package dev.cotangent.cli;

import com.google.inject.AbstractModule;

/** The Guice bindings of the commands and their console. */
final class CliModule extends AbstractModule {

  private final Console console;

  CliModule(Console console) {
    this.console = console;
  }

  @Override
  protected void configure() {
    binder().requireExplicitBindings();
    bind(Console.class).toInstance(console);
    bind(CotangentCommand.class);
    bind(TrainCommand.class);
    bind(EvaluateCommand.class);
    bind(PredictCommand.class);
    bind(SummaryCommand.class);
    bind(PluginsCommand.class);
    bind(GradcheckCommand.class);
    bind(GraphCommand.class);
    bind(Version.class);
  }
}
