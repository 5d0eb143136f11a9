package io.github.spwf04.virtual.message;

import static io.github.spwf04.catalog.ParameterName.ADDRESS;
import static io.github.spwf04.catalog.ParameterName.HELO_ID;
import static io.github.spwf04.catalog.ParameterName.HOSTNAME;
import static io.github.spwf04.catalog.ParameterName.PASSWD;
import static io.github.spwf04.catalog.ParameterName.PORT;
import static io.github.spwf04.catalog.ParameterName.SUBJECT;
import static io.github.spwf04.catalog.ParameterName.TLS;
import static io.github.spwf04.catalog.ParameterName.TO;
import static io.github.spwf04.catalog.ParameterName.USERNAME;

import io.github.spwf04.error.ModuleError;
import io.github.spwf04.virtual.net.Network;
import io.github.spwf04.virtual.runtime.Call;
import io.github.spwf04.virtual.runtime.Core;
import io.github.spwf04.virtual.security.Tls;
import io.github.spwf04.virtual.security.TlsPeer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** SMTP (6.52). */
public final class Mail {
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
    List<String> recipients = recipients(call.text(TO));
    // A line end would add header fields or commands of its own.
    boolean clean =
        Stream.of(USERNAME, PASSWD, HELO_ID, ADDRESS, TO, SUBJECT)
            .allMatch(name -> call.text(name).chars().noneMatch(c -> c < ' '));
    if (recipients.isEmpty() || !clean) {
      call.error(ModuleError.INVALID_VALUE);
      return;
    }
    MailDelivery.Letter letter =
        new MailDelivery.Letter(
            call.text(ADDRESS),
            recipients,
            call.text(SUBJECT),
            new String(call.data(), StandardCharsets.ISO_8859_1));
    MailDelivery.Security security = MailDelivery.Security.of((int) call.number(TLS));
    if (security != MailDelivery.Security.NONE && tls.refuses(call, 0)) {
      return;
    }
    TlsPeer peer = security == MailDelivery.Security.NONE ? null : tls.client(call.text(HOSTNAME));
    MailDelivery delivery =
        new MailDelivery(
            core,
            network,
            new MailDelivery.Server(
                call.text(HOSTNAME),
                (int) call.number(PORT, 0),
                peer,
                call.has(USERNAME) ? call.text(USERNAME) : null,
                call.text(PASSWD),
                call.has(HELO_ID) ? call.text(HELO_ID) : core.settings().get("nv_model")),
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
