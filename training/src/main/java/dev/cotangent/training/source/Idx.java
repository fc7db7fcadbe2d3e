package dev.cotangent.training.source;

import dev.cotangent.core.FileFormatException;
import dev.cotangent.core.Shape;
import dev.cotangent.training.data.DataException;
import dev.cotangent.training.data.Dataset;
import dev.cotangent.training.input.Names;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Reads images and their classes from IDX files, the format of MNIST, plain or gzipped: {@code
 * NAME-images-idx3-ubyte} and {@code NAME-labels-idx1-ubyte}, or with a dot before {@code idx},
 * with or without {@code .gz}, in upper or lower case.
 */
public final class Idx {

  private static final String IMAGES = "-images-idx3-ubyte";
  private static final String LABELS = "-labels-idx1-ubyte";
  private static final Pattern IMAGE_FILE = pattern("images[-.]idx3");
  private static final Pattern LABEL_FILE = pattern("labels[-.]idx1");
  private static final float WHITE = 255;

  private Idx() {}

  /**
   * Reads the only pair of files in a directory, or the pair with a given name in it, as in {@code
   * mnist/train}.
   *
   * @throws DataException if there is no such pair, or more than one
   * @throws FileFormatException if the content of a file does not match its name
   * @throws IOException if a file cannot be read
   */
  public static Dataset read(Path place) throws IOException {
    if (Files.isDirectory(place)) {
      return pair(place, onlyName(place));
    }
    Path directory = place.toAbsolutePath().getParent();
    Path name = place.getFileName();
    if (directory == null || name == null || !Files.isDirectory(directory)) {
      throw new DataException(
          "there is no directory "
              + place
              + " with IDX files, expected DIRECTORY or DIRECTORY/NAME");
    }
    return pair(directory, name.toString());
  }

  /**
   * Reads single-channel images with pixels from 0 to 1 and their class indices; the classes are
   * named 0, 1, … up to the largest.
   *
   * @return samples [1, height, width]
   * @throws DataException if the numbers of images and labels differ
   * @throws FileFormatException if a file is not a valid IDX file
   * @throws IOException if a file cannot be read
   */
  public static Dataset read(Path images, Path labels) throws IOException {
    IdxFile pixels = IdxFile.read(images, 3);
    IdxFile classes = IdxFile.read(labels, 1);
    if (pixels.length(0) != classes.length(0)) {
      throw new DataException(
          images
              + " has "
              + pixels.length(0)
              + " images, but "
              + labels
              + " has "
              + classes.length(0)
              + " labels");
    }
    float[] features = pixels.dividedBy(WHITE);
    int[] targets = classes.toIntegers();
    int count = 0;
    for (int target : targets) {
      count = Math.max(count, target + 1);
    }
    return Dataset.classification(
        Shape.of(1, pixels.length(1), pixels.length(2)), features, targets, count);
  }

  private static Pattern pattern(String middle) {
    return Pattern.compile("(.+)-" + middle + "-ubyte(\\.gz)?", Pattern.CASE_INSENSITIVE);
  }

  private static Dataset pair(Path directory, String name) throws IOException {
    return read(
        file(directory, name, IMAGE_FILE, IMAGES), file(directory, name, LABEL_FILE, LABELS));
  }

  /** The file with this name and kind; if there are several, the first in alphabetical order. */
  private static Path file(Path directory, String name, Pattern kind, String usual)
      throws IOException {
    return files(directory, kind).stream()
        .filter(file -> dataSet(file, kind).equals(name))
        .findFirst()
        .map(directory::resolve)
        .orElseThrow(
            () ->
                new DataException(
                    "there is no IDX file " + directory.resolve(name + usual) + ", plain or .gz"));
  }

  private static String onlyName(Path directory) throws IOException {
    List<String> names =
        files(directory, IMAGE_FILE).stream()
            .map(file -> dataSet(file, IMAGE_FILE))
            .distinct()
            .toList();
    if (names.size() != 1) {
      throw new DataException(
          names.isEmpty()
              ? directory + " has no IDX files, expected NAME" + IMAGES + " and NAME" + LABELS
              : directory + " has several data sets, expected one of " + paths(directory, names));
    }
    return names.get(0);
  }

  /** The names of the files of a kind, sorted. */
  private static List<String> files(Path directory, Pattern kind) throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      return files
          .filter(Files::isRegularFile)
          .map(file -> String.valueOf(file.getFileName()))
          .filter(name -> kind.matcher(name).matches())
          .sorted()
          .toList();
    }
  }

  /**
   * The name of the data set that a file belongs to: {@code train} for {@code
   * train-images-idx3-ubyte.gz}.
   */
  private static String dataSet(String file, Pattern kind) {
    Matcher matcher = kind.matcher(file);
    return matcher.matches() ? matcher.group(1) : "";
  }

  private static String paths(Path directory, List<String> names) {
    return Names.list(names.stream().map(name -> directory.resolve(name).toString()).toList());
  }
}
