package dev.cotangent.bed;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cotangent.core.registry.Registry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.TimeZone;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Other default locales, with digits and cases of their own, character sets and time zones. */
class LocalesTest {

  /** Languages whose letters, digits, calendars or signs differ, with time zones of odd offsets. */
  private static final List<String> DEFAULTS =
      List.of(
          "tr-TR Europe/Istanbul",
          "ar-SA-u-nu-arab Asia/Riyadh",
          "hi-IN-u-nu-deva Asia/Kathmandu",
          "th-TH-u-ca-buddhist-nu-thai Pacific/Chatham",
          "fa-IR Asia/Tehran",
          "de-CH America/St_Johns");

  private static final List<String> ENCODINGS =
      List.of("ISO-8859-1", "COMPAT", "UTF-16", "US-ASCII", "IBM1047");

  /** The program with other defaults, set in code as an application would. */
  static final class Main {

    private Main() {}

    /** Sets a locale and a time zone, runs, and prints a summary, which holds numbers. */
    public static void main(String[] args) throws IOException {
      Locale.setDefault(Locale.forLanguageTag(args[0]));
      TimeZone.setDefault(TimeZone.getTimeZone(args[1]));
      System.out.println(BedProgram.run(Path.of(args[2])));
      System.out.println(BedProgram.model(Registry.standard()).summary());
    }
  }

  private static List<Arguments> ofAll(List<String> values) throws IOException {
    List<Arguments> all = new ArrayList<>();
    for (Jdk jdk : Jdk.all()) {
      values.forEach(value -> all.add(Arguments.of(jdk, value)));
    }
    return all;
  }

  static List<Arguments> defaultsOfAll() throws IOException {
    return ofAll(DEFAULTS);
  }

  static List<Arguments> encodingsOfAll() throws IOException {
    return ofAll(ENCODINGS);
  }

  @ParameterizedTest
  @MethodSource("defaultsOfAll")
  void sameHashFilesAndText(Jdk jdk, String defaults) throws IOException, InterruptedException {
    String plain = summary(run(jdk, "en-US UTC", Place.folder()));
    String folder = Place.folder();
    Fork.Ended ended = Place.assertSameHash(run(jdk, defaults, folder));
    assertThat(summary(ended)).isEqualTo(plain).matches("\\p{ASCII}*");
  }

  private static Fork.Ended run(Jdk jdk, String defaults, String folder)
      throws IOException, InterruptedException {
    List<String> each = List.of(defaults.split(" "));
    return Place.tests(jdk).run(Main.class.getName(), each.get(0), each.get(1), folder);
  }

  private static String summary(Fork.Ended ended) {
    return ended.out().substring(ended.out().indexOf('\n'));
  }

  @ParameterizedTest
  @MethodSource("encodingsOfAll")
  void sameFileInOtherEncodings(Jdk jdk, String encoding) throws IOException, InterruptedException {
    Path plain = Path.of(Place.folder());
    Place.plain(jdk).run(Place.PROGRAM, plain.toString());
    Path other = Path.of(Place.folder());
    Fork.Ended ended =
        Place.plain(jdk)
            .with("-Dfile.encoding=" + encoding, "-Dstdout.encoding=UTF-8")
            .run(Place.PROGRAM, other.toString());
    assertThat(ended.code()).as(ended.toString()).isZero();
    assertThat(Files.mismatch(plain.resolve("bed.safetensors"), other.resolve("bed.safetensors")))
        .isEqualTo(-1);
  }
}
