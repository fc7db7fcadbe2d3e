package dev.cotangent.spark.net;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Forwards the bytes of connections to an address until it is told to do something worse. */
final class Proxy implements AutoCloseable {

  enum Mode {
    FORWARD,
    /** Reads and forgets, like a network that loses everything. */
    SWALLOW,
    /** Reads no more, like a process that was stopped. */
    STOP
  }

  private final ServerSocket server;
  private final String target;
  private final List<Socket> sockets = new CopyOnWriteArrayList<>();
  private volatile Mode mode = Mode.FORWARD;

  Proxy(String target) throws IOException {
    this.target = target;
    this.server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    start(this::accept);
  }

  private interface Task {
    void run() throws IOException, InterruptedException;
  }

  private static void start(Task task) {
    Thread thread =
        new Thread(
            () -> {
              try {
                task.run();
              } catch (IOException | InterruptedException e) {
                // The end of the proxy or of a connection.
              }
            },
            "proxy");
    thread.setDaemon(true);
    thread.start();
  }

  String address() {
    return Party.HOST + ":" + server.getLocalPort();
  }

  void mode(Mode newMode) {
    mode = newMode;
  }

  private void accept() throws IOException {
    while (true) {
      Socket client = server.accept();
      int colon = target.indexOf(':');
      Socket behind =
          new Socket(
              InetAddress.getLoopbackAddress(), Integer.parseInt(target.substring(colon + 1)));
      sockets.addAll(List.of(client, behind));
      start(() -> forward(client, behind));
      start(() -> forward(behind, client));
    }
  }

  private void forward(Socket from, Socket to) throws IOException, InterruptedException {
    InputStream in = from.getInputStream();
    OutputStream out = to.getOutputStream();
    byte[] bytes = new byte[50_000];
    while (true) {
      while (mode == Mode.STOP) {
        Thread.sleep(20);
      }
      int count = in.read(bytes);
      if (count < 0) {
        to.shutdownOutput();
        return;
      }
      if (mode == Mode.FORWARD) {
        out.write(bytes, 0, count);
      }
    }
  }

  /** Cuts all connections. */
  void cut() throws IOException {
    for (Socket socket : sockets) {
      socket.close();
    }
  }

  @Override
  public void close() throws IOException {
    server.close();
    cut();
  }
}
