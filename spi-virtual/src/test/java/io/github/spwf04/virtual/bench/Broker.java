package io.github.spwf04.virtual.bench;

import io.github.spwf04.test.Installed;
import java.nio.file.Files;
import java.nio.file.Path;

/** An MQTT broker, mosquitto, on loopback, which takes web sockets as the module opens them. */
public final class Broker implements AutoCloseable {
  private final int port;
  private final PeerProcess process;

  /** Starts it in a folder and waits until it listens. */
  public Broker(Path folder) throws Exception {
    port = PeerProcess.freePort();
    // Some releases do not start with a listener for web sockets alone.
    Files.writeString(
        folder.resolve("broker.conf"),
        """
        listener %d 127.0.0.1
        listener %d 127.0.0.1
        protocol websockets
        allow_anonymous true
        user root
        """
            .formatted(PeerProcess.freePort(), port));
    process =
        PeerProcess.start(
            folder, Installed.program("mosquitto").toString(), "-v", "-c", "broker.conf");
    try {
      process.await("mosquitto version .* running");
    } catch (AssertionError | InterruptedException e) {
      process.close();
      throw e;
    }
  }

  public int port() {
    return port;
  }

  /** Waits for a line of its log that has this in it. */
  public void await(String regex) throws InterruptedException {
    process.await(regex);
  }

  @Override
  public void close() {
    process.close();
  }
}
