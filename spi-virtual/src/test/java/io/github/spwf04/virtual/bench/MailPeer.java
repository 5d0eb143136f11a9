package io.github.spwf04.virtual.bench;

import io.github.spwf04.test.Installed;
import java.nio.file.Path;

/**
 * An SMTP server of aiosmtpd on this machine. Its user is {@code me} with the password {@code
 * secret}; nobody@example.org has no mailbox there.
 */
public final class MailPeer implements AutoCloseable {
  private final PeerProcess process;
  private final String port;

  /**
   * Starts it and waits for its port.
   *
   * @param folder with {@code server.pem} and {@code server.key} for one with TLS
   * @param mode {@code plain}, {@code starttls} or {@code tls}
   */
  public MailPeer(Path folder, String mode) throws Exception {
    Installed.program("aiosmtpd");
    process =
        PeerProcess.start(
            folder,
            // That of the system, which has the package.
            Installed.file("/usr/bin/python3").toString(),
            PeerProcess.resource(folder, "mail-peer.py").toString(),
            mode,
            "server.pem",
            "server.key");
    try {
      port = process.await("^port ([0-9]+)").group(1);
    } catch (AssertionError | InterruptedException e) {
      process.close();
      throw e;
    }
  }

  public String port() {
    return port;
  }

  /** Waits for a mail, which is a line of JSON. */
  public String mail() throws InterruptedException {
    return process.await("^mail (.*)").group(1);
  }

  @Override
  public void close() {
    process.close();
  }
}
