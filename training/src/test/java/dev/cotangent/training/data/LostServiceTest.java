package dev.cotangent.training.data;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cotangent.core.CotangentException;
import dev.cotangent.core.Shape;
import dev.cotangent.core.loss.MeanSquaredError;
import dev.cotangent.core.model.Model;
import java.io.File;
import java.io.IOException;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.Collections;
import java.util.Enumeration;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** An application whose packaging has lost the service of evaluations. */
class LostServiceTest {

  private static final String LOST = "META-INF/services/" + DatasetEvaluator.class.getName();

  /** The class path of this test, without the service's file. */
  private static final class Naive extends URLClassLoader {

    Naive() {
      super(
          Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
              .map(Naive::url)
              .toArray(URL[]::new),
          ClassLoader.getPlatformClassLoader());
    }

    private static URL url(String entry) {
      try {
        return Path.of(entry).toUri().toURL();
      } catch (MalformedURLException e) {
        throw new IllegalStateException(e);
      }
    }

    @Override
    public Enumeration<URL> getResources(String name) throws IOException {
      return name.equals(LOST) ? Collections.emptyEnumeration() : super.getResources(name);
    }
  }

  /** Creates a data set, which works, and evaluates; returns the message of the error. */
  public static final class Program implements Supplier<String> {

    @Override
    public String get() {
      Dataset data =
          Dataset.regression(Shape.of(1), new float[] {1, 2}, Shape.of(1), new float[] {2, 4});
      Model model = Model.build(new Normalize(Normalize.Kind.ZSCORE), Shape.of(1), 7);
      try {
        model.evaluate(data, new MeanSquaredError());
        return "no error";
      } catch (CotangentException e) {
        return String.valueOf(e.getMessage());
      }
    }
  }

  @Test
  @SuppressWarnings("unchecked") // the supplier is the program above
  void anEvaluationNamesTheCureAndDataSetsWork() throws Exception {
    try (Naive loader = new Naive()) {
      Supplier<String> program =
          (Supplier<String>)
              loader.loadClass(Program.class.getName()).getDeclaredConstructor().newInstance();
      assertThat(program.get())
          .startsWith("evaluate: no " + LOST + " was found")
          .endsWith("merge the files of META-INF/services");
    }
  }
}
