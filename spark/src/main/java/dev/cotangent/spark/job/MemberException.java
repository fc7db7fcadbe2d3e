package dev.cotangent.spark.job;

import dev.cotangent.core.CotangentException;
import dev.cotangent.core.ShapeException;
import dev.cotangent.training.cluster.ExchangeException;
import dev.cotangent.training.data.DataException;
import dev.cotangent.training.failure.NonFiniteException;
import dev.cotangent.training.failure.ResumeException;
import dev.cotangent.training.failure.TrainingException;
import java.util.List;
import java.util.Set;

/**
 * The error of a member as it was in its task: the message is the stack trace there. It is the
 * cause of the exception that the driver gets, which has the type of the original if Cotangent
 * threw that.
 */
public final class MemberException extends CotangentException {

  private static final long serialVersionUID = 1L;

  private MemberException(String stack) {
    super(stack);
  }

  /** The exception that a driver throws for a member's error. */
  static CotangentException of(Failure failure) {
    CotangentException error = typed(failure);
    if (error.getCause() == null) {
      error.initCause(new MemberException(failure.stack()));
    }
    return error;
  }

  private static CotangentException typed(Failure failure) {
    String message = failure.member() + ": " + failure.message();
    String type = failure.type();
    if (type.equals(NonFiniteException.class.getName())) {
      return new NonFiniteException(message, failure.step(), failure.quantity());
    }
    if (type.equals(ResumeException.class.getName())) {
      return new ResumeException(message, List.of(failure.message()), Set.of());
    }
    if (type.equals(DataException.class.getName())) {
      return new DataException(message);
    }
    if (type.equals(ShapeException.class.getName())) {
      return new ShapeException(message);
    }
    if (failure.follows() || type.equals(ExchangeException.class.getName())) {
      return new ExchangeException(message);
    }
    return general(failure, message);
  }

  private static CotangentException general(Failure failure, String message) {
    if (failure.step() >= 0) {
      return new TrainingException(message, failure.step());
    }
    boolean own = failure.type().startsWith("dev.cotangent.");
    return new CotangentException(
        own ? message : failure.member() + ": " + failure.type() + ": " + failure.message());
  }
}
