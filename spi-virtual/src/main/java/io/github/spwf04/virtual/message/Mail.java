package io.github.spwf04.virtual.message;

import io.github.spwf04.error.ModuleError;
import io.github.spwf04.virtual.net.Network;
import io.github.spwf04.virtual.runtime.Call;
import io.github.spwf04.virtual.runtime.Core;
import io.github.spwf04.virtual.security.Tls;
import io.github.spwf04.virtual.security.TlsPeer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** SMTP (6.52). */
public final class Mail {
  // Positions of the parameters.
  private static final int PORT = 1;
  private static final int TLS = 2;
  private static final int USER = 3;
  private static final int PASSWORD = 4;
  private static final int ID = 5;
  private static final int SENDER = 6;
  private static final int RECIPIENTS = 7;
  private static final int SUBJECT = 10;

  private final Core core;
  private final Network network;
  private final Tls tls;

  public Mail(Core core, Network network, Tls tls) {
    this.core = core;
    this.network = network;
    this.tls = tls;
  }

  public void send(Call call) {
    if (!core.online()) {
      call.error(ModuleError.CONNECTION_NOT_UP);
      return;
    }
    List<String> recipients = recipients(call.text(RECIPIENTS));
    // A line end would add header fields or commands of its own.
    boolean clean =
        IntStream.rangeClosed(USER, SUBJECT)
            .allMatch(i -> call.text(i).chars().noneMatch(c -> c < ' '));
    if (recipients.isEmpty() || !clean) {
      call.error(ModuleError.INVALID_VALUE);
      return;
    }
    MailDelivery.Letter letter =
        new MailDelivery.Letter(
            call.text(SENDER),
            recipients,
            call.text(SUBJECT),
            new String(call.data(), StandardCharsets.ISO_8859_1));
    MailDelivery.Security security = MailDelivery.Security.of((int) call.number(TLS, 0));
    TlsPeer peer = security == MailDelivery.Security.NONE ? null : tls.client(call.text(0));
    MailDelivery delivery =
        new MailDelivery(
            core,
            network,
            new MailDelivery.Server(
                call.text(0),
                (int) call.number(PORT, 0),
                peer,
                call.has(USER) ? call.text(USER) : null,
                call.text(PASSWORD),
                call.has(ID) ? call.text(ID) : core.settings().get("nv_model")),
            letter);
    core.spawn(
        () -> {
          MailDelivery.Outcome outcome = delivery.run(security);
          core.post(() -> answer(call, peer, outcome));
        });
  }

  private static void answer(Call call, @Nullable TlsPeer peer, MailDelivery.Outcome outcome) {
    if (peer != null && (outcome.secured() || outcome.refusedPeer() != null)) {
      peer.report(call, outcome.refusedPeer());
    }
    call.end(outcome.error());
  }

  private static List<String> recipients(String list) {
    List<String> recipients = new ArrayList<>();
    for (String recipient : list.split(";")) {
      if (!recipient.isBlank()) {
        recipients.add(recipient.strip());
      }
    }
    return recipients;
  }
}
