package dev.cotangent.conformance;

import dev.cotangent.core.json.Json;
import dev.cotangent.core.json.JsonArray;
import dev.cotangent.core.json.JsonObject;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;

/**
 * Reference vectors computed by PyTorch from one seed: a file of cases per family, such as {@code
 * ops} or {@code losses}.
 *
 * <p>The project contains those of seeds 1 to {@value #SEEDS}, compressed. The system property
 * {@code conformance.dir} replaces them by a folder of {@code FAMILY.json} files, or a folder of
 * such folders.
 */
public final class VectorSet {

  private static final int SEEDS = 5;

  private final String name;
  private final Source source;

  private interface Source {
    InputStream open(String family) throws IOException;
  }

  private VectorSet(String name, Source source) {
    this.name = name;
    this.source = source;
  }

  /** All sets in use, by seed. */
  public static List<VectorSet> all() {
    String folder = System.getProperty("conformance.dir");
    return folder == null
        ? IntStream.rangeClosed(1, SEEDS).mapToObj(VectorSet::own).toList()
        : in(Path.of(folder));
  }

  private static VectorSet own(int seed) {
    return new VectorSet(
        "seed " + seed,
        family -> {
          String resource = seed + "/" + family + ".json.gz";
          InputStream in = VectorSet.class.getResourceAsStream(resource);
          if (in == null) {
            throw new IOException("there is no resource " + resource + " with vectors");
          }
          return new GZIPInputStream(in);
        });
  }

  private static List<VectorSet> in(Path folder) {
    if (Files.exists(folder.resolve("ops.json"))) {
      return List.of(folder(folder));
    }
    try (Stream<Path> children = Files.list(folder)) {
      List<VectorSet> sets =
          children
              .filter(child -> Files.exists(child.resolve("ops.json")))
              .sorted(Comparator.comparing((Path p) -> p.toString().length()).thenComparing(p -> p))
              .map(VectorSet::folder)
              .toList();
      if (sets.isEmpty()) {
        throw new IOException(
            "conformance.dir: neither " + folder + " nor a folder in it has an ops.json");
      }
      return sets;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static VectorSet folder(Path folder) {
    return new VectorSet(
        folder.toString(), family -> Files.newInputStream(folder.resolve(family + ".json")));
  }

  /** Whether it is the first set; slow tests may run on that one only. */
  public boolean isFirst() {
    return toString().equals(all().get(0).toString());
  }

  /** The cases of a family in all sets, in order. */
  public static Stream<JsonObject> allCases(String family) {
    return all().stream().flatMap(set -> set.cases(family).stream());
  }

  /** The cases of a family. */
  public List<JsonObject> cases(String family) {
    try (InputStream in = source.open(family)) {
      String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      return ((JsonArray) Json.parse(text)).objects();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The seed or the folder. */
  @Override
  public String toString() {
    return name;
  }
}
