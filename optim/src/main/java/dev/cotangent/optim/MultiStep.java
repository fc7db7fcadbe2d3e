package dev.cotangent.optim;

import dev.cotangent.core.CotangentException;
import dev.cotangent.core.optimizer.Schedule;
import dev.cotangent.core.spi.Attributes;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/**
 * Multiplies the learning rate by gamma at each milestone: base · gamma^n after n milestones, as in
 * PyTorch's {@code MultiStepLR}.
 *
 * <p>Immutable and thread-safe.
 *
 * @param milestones steps at which the learning rate changes, in ascending order, from 1; none by
 *     default. As an attribute, text separated by slashes, as in {@code 300/800}
 * @param gamma factor by which the learning rate is multiplied, &gt; 0; 0.1 by default
 */
public record MultiStep(List<Long> milestones, double gamma) implements Schedule {

  private static final String ID = "multi_step";
  private static final String SEPARATOR = "/";

  /**
   * Validates the attributes.
   *
   * @throws CotangentException if the milestones are not ascending or a value is out of range or
   *     NaN
   */
  public MultiStep {
    milestones = List.copyOf(milestones);
    Checks.positive(ID, "gamma", gamma);
    for (int i = 0; i < milestones.size(); i++) {
      if (milestones.get(i) < (i == 0 ? 1 : milestones.get(i - 1))) {
        throw new CotangentException(
            ID + ": milestones are " + milestones + ", expected ascending steps of at least 1");
      }
    }
  }

  /** Uses the default attributes. */
  public MultiStep() {
    this(List.of(), 0.1);
  }

  /** Multiplies the learning rate by {@code gamma} at each of the steps, in ascending order. */
  public static MultiStep of(double gamma, long... milestones) {
    return new MultiStep(LongStream.of(milestones).boxed().toList(), gamma);
  }

  @Override
  public String id() {
    return ID;
  }

  @Override
  public Attributes attributes() {
    String text = milestones.stream().map(String::valueOf).collect(Collectors.joining(SEPARATOR));
    return Attributes.none().with("milestones", text).with("gamma", gamma);
  }

  @Override
  public MultiStep with(Attributes given) {
    Checks.known(given, attributes());
    List<Long> steps = given.has("milestones") ? parse(given) : milestones;
    return new MultiStep(steps, given.number("gamma", gamma));
  }

  /** Parses the milestones; a single one may have been read as an integer. */
  private static List<Long> parse(Attributes given) {
    String text = String.valueOf(given.find("milestones").orElse(""));
    if (text.isEmpty()) {
      return List.of();
    }
    if (!text.matches("\\d{1,18}(/\\d{1,18})*")) {
      throw new CotangentException(
          ID + ": milestones is '" + text + "', expected steps as in 300/800");
    }
    return Stream.of(text.split(SEPARATOR, -1)).map(Long::valueOf).toList();
  }

  @Override
  public double learningRate(double base, long step) {
    int passed = 0;
    while (passed < milestones.size() && milestones.get(passed) <= step) {
      passed++;
    }
    return base * Powers.power(gamma, (long) passed);
  }
}
