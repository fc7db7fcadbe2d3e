package dev.cotangent.spark.job;

import java.io.Serializable;
import java.util.Iterator;
import java.util.List;
import org.apache.spark.BarrierTaskContext;
import scala.jdk.javaapi.CollectionConverters;
import scala.runtime.AbstractFunction1;

/**
 * The function that Spark calls for each partition of the barrier stage.
 *
 * @param <S> what a member reads before it meets the others
 */
final class MemberTask<S>
    extends AbstractFunction1<scala.collection.Iterator<byte[]>, scala.collection.Iterator<byte[]>>
    implements Serializable {

  private static final long serialVersionUID = 1L;

  @SuppressWarnings("serial") // programs are serializable
  private final MemberProgram<S> program;

  private final Meeting meeting;

  MemberTask(MemberProgram<S> program, Meeting meeting) {
    this.program = program;
    this.meeting = meeting;
  }

  @Override
  public scala.collection.Iterator<byte[]> apply(scala.collection.Iterator<byte[]> rows) {
    BarrierTaskContext context = BarrierTaskContext.get();
    Iterator<byte[]> own = CollectionConverters.asJava(rows);
    byte[] outcome;
    try (TaskEnd end = TaskEnd.watch(context)) {
      outcome = new MemberRun<>(program, meeting, context, end).run(own);
    }
    return CollectionConverters.asScala(List.of(outcome)).iterator();
  }
}
