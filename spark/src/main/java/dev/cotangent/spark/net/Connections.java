package dev.cotangent.spark.net;

import io.netty.channel.EventLoop;
import io.netty.util.concurrent.Promise;
import io.netty.util.concurrent.PromiseCombiner;
import java.util.function.Consumer;

/** The connections to all other members, which the event loop adds as they come about. */
final class Connections {

  private static final long LINGER_MILLIS = 1_000;

  private final EventLoop loop;
  private final Connection[] all;

  Connections(EventLoop loop, int members) {
    this.loop = loop;
    this.all = new Connection[members];
  }

  void add(int peer, Connection connection) {
    all[peer] = connection;
  }

  /** The connection to a member, once all have been added. */
  Connection to(int peer) {
    return all[peer];
  }

  /** Tells all others why this member cannot go on. */
  void tell(String fact) {
    loop.execute(() -> each(connection -> connection.sayFailed(fact)));
  }

  /** Says goodbye and waits, not for long, until all others have heard it. */
  void leave() {
    Promise<Void> left = loop.newPromise();
    loop.execute(() -> leave(left));
    left.awaitUninterruptibly(LINGER_MILLIS);
  }

  private void leave(Promise<Void> left) {
    PromiseCombiner closing = new PromiseCombiner(loop);
    each(
        connection -> {
          connection.leave();
          closing.add(connection.channel().closeFuture());
        });
    closing.finish(left);
  }

  /** Gives back all memory, once the event loop has ended. */
  void release() {
    each(Connection::release);
  }

  private void each(Consumer<Connection> action) {
    for (Connection connection : all) {
      if (connection != null) {
        action.accept(connection);
      }
    }
  }
}
