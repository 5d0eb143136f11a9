package io.github.spwf04.virtual.message;

import static io.github.spwf04.catalog.ParameterName.HOSTNAME;
import static io.github.spwf04.catalog.ParameterName.KEEP_ALIVE;
import static io.github.spwf04.catalog.ParameterName.LAST_WILL_MESSAGE;
import static io.github.spwf04.catalog.ParameterName.LAST_WILL_QOS;
import static io.github.spwf04.catalog.ParameterName.LAST_WILL_TOPIC;
import static io.github.spwf04.catalog.ParameterName.PASSWD;
import static io.github.spwf04.catalog.ParameterName.PATH;
import static io.github.spwf04.catalog.ParameterName.PORT;
import static io.github.spwf04.catalog.ParameterName.QOS;
import static io.github.spwf04.catalog.ParameterName.RETAINED_FLAG;
import static io.github.spwf04.catalog.ParameterName.RETRY;
import static io.github.spwf04.catalog.ParameterName.TLS;
import static io.github.spwf04.catalog.ParameterName.TOPIC;
import static io.github.spwf04.catalog.ParameterName.USERNAME;
import static io.github.spwf04.catalog.ParameterName.USER_ID;

import io.github.spwf04.catalog.Line;
import io.github.spwf04.catalog.ParameterName;
import io.github.spwf04.catalog.Wind;
import io.github.spwf04.catalog.WindReason;
import io.github.spwf04.error.ModuleError;
import io.github.spwf04.time.Futures;
import io.github.spwf04.virtual.net.Network;
import io.github.spwf04.virtual.runtime.Call;
import io.github.spwf04.virtual.runtime.Core;
import io.github.spwf04.virtual.security.Tls;
import io.github.spwf04.virtual.security.TlsPeer;
import io.github.spwf04.virtual.socket.WebSocketFailure;
import io.github.spwf04.virtual.socket.WebSockets;
import io.github.spwf04.virtual.web.HttpClients;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** The one connection to an MQTT broker (6.56 to 6.60); it takes the place of a web socket. */
public final class Mqtt {
  /** The only client id. */
  private static final int ID = 0;

  private final Core core;
  private final Network network;
  private final Tls tls;
  private final WebSockets webSockets;
  private @Nullable MqttLink link;
  private boolean overTls;

  /** How long the broker may take to acknowledge, from the parameter retry. */
  private Duration patience = Duration.ZERO;

  public Mqtt(Core core, Network network, Tls tls, WebSockets webSockets) {
    this.core = core;
    this.network = network;
    this.tls = tls;
    this.webSockets = webSockets;
    tls.counts(this::secured);
  }

  private int secured() {
    return link != null && overTls ? 1 : 0;
  }

  /** Whether it takes the place of a web socket. */
  boolean open() {
    return link != null;
  }

  public void connect(Call call) {
    if (!core.online()) {
      call.error(ModuleError.CONNECTION_NOT_UP);
    } else if (open() || webSockets.full()) {
      call.error(ModuleError.TOO_MANY_SOCKETS);
    } else if (call.number(PORT) == 0) {
      call.error(ModuleError.INVALID_VALUE);
    } else {
      try {
        start(call);
      } catch (IllegalArgumentException _) {
        // A topic with a pattern, or a text that MQTT does not allow.
        call.error(ModuleError.INVALID_VALUE);
      }
    }
  }

  private void start(Call call) {
    String host = call.text(HOSTNAME);
    int port = (int) call.number(PORT);
    int security = (int) call.number(TLS);
    patience = Duration.ofSeconds(Math.clamp(call.number(RETRY), 1, 600));
    MqttLink.Session session =
        new MqttLink.Session(
            call.has(USER_ID) ? utf8(call, USER_ID) : core.settings().get("nv_model"),
            call.has(USERNAME) ? utf8(call, USERNAME) : null,
            call.has(PASSWD) ? call.bytes(PASSWD) : null,
            (int) call.number(KEEP_ALIVE),
            call.has(LAST_WILL_TOPIC)
                ? new Message(
                    utf8(call, LAST_WILL_TOPIC),
                    call.bytes(LAST_WILL_MESSAGE),
                    (int) call.number(LAST_WILL_QOS),
                    false,
                    false)
                : null);
    MqttLink.Options options = new MqttLink.Options(call.text(PATH), patience);
    if (security != 0 && tls.refuses(call, secured())) {
      return;
    }
    TlsPeer peer = security == 0 ? null : tls.client(host);
    core.spawn(
        () -> {
          try {
            InetSocketAddress address = WebSockets.address(network, host, port);
            connect(
                call,
                new MqttLink.Target(host, address),
                session,
                options,
                peer,
                security == HttpClients.DETECT);
          } catch (MqttLink.Refused _) {
            core.post(() -> call.error(ModuleError.REQUEST_FAILED));
          } catch (WebSocketFailure failure) {
            core.post(() -> WebSockets.failed(call, peer, failure));
          }
        });
  }

  private void connect(
      Call call,
      MqttLink.Target target,
      MqttLink.Session session,
      MqttLink.Options options,
      @Nullable TlsPeer peer,
      boolean detect)
      throws WebSocketFailure, MqttLink.Refused {
    MqttLink opened;
    TlsPeer secured = peer;
    try {
      opened = MqttLink.connect(core, network, target, session, options, peer);
    } catch (WebSocketFailure failure) {
      if (!WebSockets.speaksNoTls(failure, peer, detect)) {
        throw failure;
      }
      secured = null;
      opened = MqttLink.connect(core, network, target, session, options, null);
    }
    MqttLink connected = opened;
    TlsPeer reported = secured;
    core.post(() -> opened(call, connected, reported));
  }

  private void opened(Call call, MqttLink connected, @Nullable TlsPeer peer) {
    if (!core.online() || open() || webSockets.full()) {
      connected.abort();
      call.error(ModuleError.SOCKET_OPEN);
      return;
    }
    link = connected;
    overTls = peer != null;
    webSockets.broker(connected.broker());
    if (peer != null) {
      peer.report(call, null);
    }
    call.line(Line.BROKER_ON, ID, connected.sessionPresent() ? 1 : 0);
    call.ok();
    // What arrives is announced behind the reply: this task has the loop.
    connected.start(
        (messages, more) ->
            core.post(
                () -> {
                  messages.forEach(message -> arrived(connected, message));
                  more.run();
                }),
        reason -> core.post(() -> closed(connected, reason)));
  }

  /** WIND 86, in parts when the message is long. */
  private void arrived(MqttLink from, Message message) {
    if (from != link) {
      return;
    }
    byte[] topic = shown(message.topic());
    byte[] payload = message.payload();
    int most = core.options().replies().maxDataPacket();
    int at = 0;
    do {
      byte[] part = Arrays.copyOfRange(payload, at, Math.min(payload.length, at + most));
      at += part.length;
      core.wind(
          Wind.MQTT_PUBLISHED,
          ID,
          topic,
          message.qos(),
          message.retained() ? 1 : 0,
          message.duplicate() ? 1 : 0,
          part.length,
          payload.length,
          part);
    } while (at < payload.length);
  }

  private byte[] shown(String topic) {
    byte[] bytes = topic.getBytes(StandardCharsets.UTF_8);
    if (!core.profile().doublesTopic() || bytes.length == 0) {
      return bytes;
    }
    byte[] doubled = Arrays.copyOf(bytes, bytes.length + 1);
    doubled[bytes.length] = bytes[bytes.length - 1];
    return doubled;
  }

  private void closed(MqttLink which, WindReason.MqttClosure reason) {
    if (which == link) {
      link = null;
      webSockets.broker(null);
      core.wind(Wind.MQTT_CLOSED, reason, ID);
    }
  }

  public void networkLost() {
    MqttLink connected = link;
    if (connected != null) {
      connected.abort();
    }
  }

  public void publish(Call call) {
    MqttLink connected = connected(call);
    if (connected != null) {
      try {
        Message message =
            new Message(
                utf8(call, TOPIC),
                call.data(),
                (int) call.number(QOS),
                call.number(RETAINED_FLAG) == 1,
                false);
        answer(call, connected.publish(message));
      } catch (IllegalArgumentException _) {
        call.error(ModuleError.INVALID_VALUE);
      }
    }
  }

  public void subscribe(Call call) {
    MqttLink connected = connected(call);
    String filter = filter(call);
    if (connected != null && filter != null) {
      answer(call, connected.subscribe(filter, (int) call.number(QOS)));
    }
  }

  public void unsubscribe(Call call) {
    MqttLink connected = connected(call);
    String filter = filter(call);
    if (connected != null && filter != null) {
      answer(call, connected.unsubscribe(filter));
    }
  }

  private static @Nullable String filter(Call call) {
    try {
      return Topics.checkFilter(utf8(call, TOPIC));
    } catch (IllegalArgumentException _) {
      call.error(ModuleError.INVALID_VALUE);
      return null;
    }
  }

  public void disconnect(Call call) {
    MqttLink connected = connected(call);
    if (connected != null) {
      link = null;
      webSockets.broker(null);
      answer(call, connected.disconnect());
    }
  }

  /** Answers when the broker has acknowledged; error 111 when it refuses, or takes too long. */
  private void answer(Call call, CompletableFuture<?> acknowledged) {
    Duration limit = patience;
    core.spawn(
        () -> {
          boolean done = succeeds(acknowledged, limit);
          core.post(
              () -> {
                if (done) {
                  call.ok();
                } else {
                  call.error(ModuleError.REQUEST_FAILED);
                }
              });
        });
  }

  private boolean succeeds(CompletableFuture<?> acknowledged, Duration limit) {
    try {
      Futures.get(acknowledged, limit, core.options().timing().peerTime());
      return true;
    } catch (InterruptedException | ExecutionException | TimeoutException _) {
      return false;
    }
  }

  private @Nullable MqttLink connected(Call call) {
    MqttLink connected = link;
    if (connected == null) {
      call.error(ModuleError.NOT_CONNECTED);
    }
    return connected;
  }

  private static String utf8(Call call, ParameterName name) {
    return new String(call.bytes(name), StandardCharsets.UTF_8);
  }
}
