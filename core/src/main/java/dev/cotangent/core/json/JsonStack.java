package dev.cotangent.core.json;

/** A stack of objects that grows without copying its elements. */
final class JsonStack {

  private static final int CHUNK = 256;

  private Object[][] chunks = {};
  private int size;

  int size() {
    return size;
  }

  void push(Object item) {
    int chunk = size / CHUNK;
    if (chunk == chunks.length) {
      Object[][] more = new Object[Math.max(4, 2 * chunk)][];
      System.arraycopy(chunks, 0, more, 0, chunk);
      chunks = more;
    }
    if (chunks[chunk] == null) {
      chunks[chunk] = new Object[CHUNK];
    }
    chunks[chunk][size++ % CHUNK] = item;
  }

  Object get(int index) {
    return chunks[index / CHUNK][index % CHUNK];
  }

  /** Pops all elements from an index on into an array of that length. */
  <T> T[] pop(int from, T[] into) {
    for (int i = from; i < size; ) {
      int length = Math.min(CHUNK - i % CHUNK, size - i);
      System.arraycopy(chunks[i / CHUNK], i % CHUNK, into, i - from, length);
      i += length;
    }
    drop(from);
    return into;
  }

  /** Drops all elements from an index on. */
  void drop(int from) {
    size = from;
  }
}
