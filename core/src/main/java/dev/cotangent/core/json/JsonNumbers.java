package dev.cotangent.core.json;

/** Parses numbers, nearly always without allocating more than the result. */
abstract class JsonNumbers extends JsonScanner {

  /** Powers of ten that are exact doubles. */
  private static final double[] POWERS = {
    1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16,
    1e17, 1e18, 1e19, 1e20, 1e21, 1e22
  };

  private static final long EXACT = 1L << 53;
  private static final int MAX_DIGITS = 18;
  private static final int NUMBER = 24;

  /** Bytes that the JDK allocates to parse a double, in addition to three for each digit. */
  private static final int JDK = 500;

  JsonNumbers(JsonSource source, long spare) {
    super(source, spare);
  }

  final Json number() {
    int start = at;
    boolean negative = accept('-');
    int first = at;
    if (!accept('0')) {
      digits(negative ? "a digit" : "a value");
    }
    int end = at;
    if (accept('.')) {
      digits("a digit");
    }
    int mantissaEnd = at;
    if (accept('e') || accept('E')) {
      if (!accept('+')) {
        accept('-');
      }
      digits("a digit");
    }
    boolean zero = end == first + 1 && source.unit(first) == '0';
    // A negative zero is not an integer: its sign would be lost.
    if (at == end && !(negative && zero)) {
      return integer(start, first, end);
    }
    spend(NUMBER);
    double value = real(start, first, mantissaEnd, negative);
    if (Double.isInfinite(value)) {
      throw new JsonException("the number overflows, expected one in the range of doubles", start);
    }
    return new Json.Real(value);
  }

  private Json integer(int start, int first, int end) {
    long value = 0; // negative: the range reaches one further
    for (int i = first; i < end; i++) {
      int digit = source.unit(i) - '0';
      if (value < (Long.MIN_VALUE + digit) / 10) {
        throw new JsonException("an integer of more than 64 bits", start);
      }
      value = 10 * value - digit;
    }
    if (first == start && value == Long.MIN_VALUE) {
      throw new JsonException("an integer of more than 64 bits", start);
    }
    long signed = first == start ? -value : value;
    spend(Json.Int.isShared(signed) ? 0 : NUMBER);
    return Json.of(signed);
  }

  /**
   * Uses a few exact double operations, which suffice for most numbers, or else the JDK's parser.
   */
  private double real(int start, int first, int mantissaEnd, boolean negative) {
    long mantissa = 0;
    int digits = 0;
    int decimals = 0;
    boolean point = false;
    for (int i = first; i < mantissaEnd && digits <= MAX_DIGITS; i++) {
      int c = source.unit(i);
      if (c == '.') {
        point = true;
      } else {
        mantissa = 10 * mantissa + (c - '0');
        digits += mantissa == 0 ? 0 : 1;
        decimals += point ? 1 : 0;
      }
    }
    long power = exponent(mantissaEnd) - decimals;
    if (digits > MAX_DIGITS || mantissa > EXACT || Math.abs(power) >= POWERS.length) {
      return slow(start);
    }
    int index = (int) Math.abs(power);
    double value = power < 0 ? mantissa / POWERS[index] : mantissa * POWERS[index];
    return negative ? -value : value;
  }

  /** The exponent that begins with its letter at an offset; 0 if there is none. */
  private long exponent(int from) {
    long exponent = 0;
    boolean negative = false;
    for (int i = from + 1; i < at && exponent < Integer.MAX_VALUE; i++) {
      int c = source.unit(i);
      if (c == '-' || c == '+') {
        negative = c == '-';
      } else {
        exponent = 10 * exponent + (c - '0');
      }
    }
    return negative ? -exponent : exponent;
  }

  private double slow(int start) {
    spend(JDK + 4L * (at - start));
    return Double.parseDouble(source.latin(start, at));
  }
}
