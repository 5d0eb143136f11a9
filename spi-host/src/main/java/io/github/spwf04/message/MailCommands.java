package io.github.spwf04.message;

import io.github.spwf04.catalog.Command;
import io.github.spwf04.command.Arguments;
import io.github.spwf04.command.ModuleCalls;
import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;

/** Mail by SMTP (manual 6.52). */
public final class MailCommands {
  private final ModuleCalls calls;

  /** These commands over the calls of a connection. */
  public MailCommands(ModuleCalls calls) {
    this.calls = calls;
  }

  /**
   * Sends a mail (6.52), within the connect timeout of the options.
   *
   * @throws io.github.spwf04.error.SpwfException.InvalidInput when the body is empty, see {@link
   *     Mail}
   * @throws io.github.spwf04.error.SpwfException.Rejected with error 44 while the module has no
   *     address, 65 when the server's name does not resolve, or the error of the step that failed;
   *     its causes tell what is wrong with the server's certificate (Table 13)
   */
  public void send(MailServer server, Mail mail) throws InterruptedException {
    byte[] body = mail.body().getBytes(StandardCharsets.UTF_8);
    calls.call(
        Command.SMTP,
        Arguments.of(
            server.host(),
            server.port(),
            server.security().parameter(),
            server.username(),
            server.password(),
            server.helo(),
            mail.from(),
            String.join(";", mail.to()),
            null,
            null,
            mail.subject(),
            null,
            body.length),
        Unpooled.wrappedBuffer(body),
        calls.options().connectTimeout(),
        reply -> true);
  }
}
