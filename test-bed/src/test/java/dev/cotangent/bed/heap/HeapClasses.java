package dev.cotangent.bed.heap;

import com.sun.management.HotSpotDiagnosticMXBean;
import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** The names of the loaded classes, from a dump of the live heap. */
public final class HeapClasses {

  private static final int TEXT = 1;
  private static final int CLASS = 2;

  private final Map<Long, String> texts = new HashMap<>();
  private final List<Long> names = new ArrayList<>();

  private HeapClasses() {}

  /**
   * Dumps the heap and lists the classes of the library, its program and plugins.
   *
   * @param folder the folder of the dump
   * @param host the main class; those of its package stay
   */
  public static List<String> left(Path folder, Class<?> host) throws IOException {
    String stays = Pattern.quote(host.getPackageName());
    return dumped(folder).stream()
        .filter(name -> name.startsWith("dev.cotangent."))
        .filter(name -> !name.matches(stays + "\\.[^.]*"))
        .filter(name -> !name.startsWith(HeapClasses.class.getPackageName() + "."))
        .toList();
  }

  /** Dumps the heap into a folder and lists the classes in the dump. */
  private static List<String> dumped(Path folder) throws IOException {
    Path file = folder.resolve("heap.hprof");
    ManagementFactory.getPlatformMXBean(HotSpotDiagnosticMXBean.class)
        .dumpHeap(file.toString(), true);
    try (DataInputStream in =
        new DataInputStream(new BufferedInputStream(Files.newInputStream(file)))) {
      HeapClasses classes = new HeapClasses();
      classes.read(in);
      return classes.names.stream().map(classes.texts::get).toList();
    } finally {
      Files.delete(file);
    }
  }

  /** Reads the records that name classes: JDK's "HPROF binary format", version 1.0.2. */
  private void read(DataInputStream in) throws IOException {
    while (in.readByte() != 0) {
      // the name of the format
    }
    if (in.readInt() != Long.BYTES) {
      throw new IOException("expected ids of 8 bytes");
    }
    in.readLong(); // time
    for (int tag = in.read(); tag >= 0; tag = in.read()) {
      in.readInt(); // time
      record(in, tag, Integer.toUnsignedLong(in.readInt()));
    }
  }

  private void record(DataInputStream in, int tag, long length) throws IOException {
    if (tag == TEXT) {
      long id = in.readLong();
      byte[] text = in.readNBytes((int) length - Long.BYTES);
      texts.put(id, new String(text, StandardCharsets.UTF_8).replace('/', '.'));
    } else if (tag == CLASS) {
      in.skipNBytes(Integer.BYTES + Long.BYTES + Integer.BYTES);
      names.add(in.readLong());
    } else {
      in.skipNBytes(length);
    }
  }
}
