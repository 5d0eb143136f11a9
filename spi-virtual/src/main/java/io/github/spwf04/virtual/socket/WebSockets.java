package io.github.spwf04.virtual.socket;

import static io.github.spwf04.catalog.ParameterName.BINARY;
import static io.github.spwf04.catalog.ParameterName.EXTENSIONS;
import static io.github.spwf04.catalog.ParameterName.HOSTNAME;
import static io.github.spwf04.catalog.ParameterName.ID;
import static io.github.spwf04.catalog.ParameterName.LAST_FRAG;
import static io.github.spwf04.catalog.ParameterName.LAST_FRAME;
import static io.github.spwf04.catalog.ParameterName.LEN;
import static io.github.spwf04.catalog.ParameterName.ORIGIN;
import static io.github.spwf04.catalog.ParameterName.PASSWD;
import static io.github.spwf04.catalog.ParameterName.PATH;
import static io.github.spwf04.catalog.ParameterName.PORT;
import static io.github.spwf04.catalog.ParameterName.PROTOCOLS;
import static io.github.spwf04.catalog.ParameterName.STATUS;
import static io.github.spwf04.catalog.ParameterName.TLS;
import static io.github.spwf04.catalog.ParameterName.USERNAME;

import io.github.spwf04.catalog.Limits;
import io.github.spwf04.catalog.Line;
import io.github.spwf04.error.ModuleError;
import io.github.spwf04.virtual.net.NettyLoop;
import io.github.spwf04.virtual.net.Network;
import io.github.spwf04.virtual.net.RequestPath;
import io.github.spwf04.virtual.runtime.Call;
import io.github.spwf04.virtual.runtime.Core;
import io.github.spwf04.virtual.runtime.EventLoop;
import io.github.spwf04.virtual.security.Tls;
import io.github.spwf04.virtual.security.TlsPeer;
import io.github.spwf04.virtual.web.HttpClients;
import io.netty.handler.codec.http.DefaultHttpHeaders;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.websocketx.WebSocketCloseStatus;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import javax.net.ssl.SSLEngine;
import org.jspecify.annotations.Nullable;

/** The two web sockets (6.61 to 6.66), one of them when MQTT has the other. */
public final class WebSockets {
  static final int CLIENTS = Limits.WEB_SOCKETS;

  /** Statuses below this are counted from it: 0 is 1000 (6.63). */
  private static final int FIRST_STATUS = 1000;

  /** RFC 6455 has no greater ones (7.4.2). */
  private static final int LAST_STATUS = 4999;

  private final Core core;
  private final Network network;
  private final Tls tls;
  private final @Nullable WebSocketClient[] clients = new @Nullable WebSocketClient[CLIENTS];
  private @Nullable InetSocketAddress broker;

  public WebSockets(Core core, Network network, Tls tls) {
    this.core = core;
    this.network = network;
    this.tls = tls;
    tls.counts(this::secured);
  }

  /**
   * MQTT takes the place of a web socket.
   *
   * @param server that it is connected to; null when it gives the place back
   */
  public void broker(@Nullable InetSocketAddress server) {
    broker = server;
  }

  public void open(Call call) {
    int port = (int) call.number(PORT);
    if (!core.online()) {
      call.error(ModuleError.CONNECTION_NOT_UP);
    } else if (full()) {
      call.error(ModuleError.TOO_MANY_SOCKETS);
    } else if (port == 0) {
      call.error(ModuleError.INVALID_VALUE);
    } else {
      try {
        connect(call, port);
      } catch (IllegalArgumentException _) {
        // A header field with a line end, say.
        call.error(ModuleError.INVALID_VALUE);
      }
    }
  }

  private void connect(Call call, int port) {
    String host = call.text(HOSTNAME);
    int security = (int) call.number(TLS);
    String path = RequestPath.of(call.text(PATH));
    HttpHeaders headers = headers(call);
    String protocols = call.has(PROTOCOLS) ? call.text(PROTOCOLS) : null;
    List<InetSocketAddress> taken = servers();
    if (security != 0 && tls.refuses(call, secured())) {
      return;
    }
    TlsPeer peer = security == 0 ? null : tls.client(host);
    core.spawn(
        () -> {
          try {
            InetSocketAddress address = address(network, host, port);
            if (taken.contains(address)) {
              core.post(() -> call.error(ModuleError.PORT_ALREADY_OPENED));
              return;
            }
            URI uri = uri(host, port, path, peer != null);
            WebSocketLink.Target target =
                new WebSocketLink.Target(address, uri, protocols, headers);
            connect(call, target, peer, security == HttpClients.DETECT);
          } catch (WebSocketFailure failure) {
            core.post(() -> failed(call, peer, failure));
          }
        });
  }

  private void connect(
      Call call, WebSocketLink.Target target, @Nullable TlsPeer peer, boolean detect)
      throws WebSocketFailure {
    WebSocketLink link;
    TlsPeer secured = peer;
    try {
      link = link(target, peer);
    } catch (WebSocketFailure failure) {
      if (!speaksNoTls(failure, peer, detect)) {
        throw failure;
      }
      secured = null;
      link = link(target, null);
    }
    WebSocketLink opened = link;
    TlsPeer reported = secured;
    if (!core.postAnyway(() -> opened(call, opened, target.address(), reported))) {
      opened.abort();
    }
  }

  /** Whether to try again without TLS: it was a try, and no certificate has failed. */
  public static boolean speaksNoTls(
      WebSocketFailure failure, @Nullable TlsPeer peer, boolean detect) {
    return peer != null
        && detect
        && failure.error().equals(ModuleError.WEB_SOCKET_TLS)
        && peer.trustManager().error(failure) == null;
  }

  private WebSocketLink link(WebSocketLink.Target target, @Nullable TlsPeer peer)
      throws WebSocketFailure {
    SSLEngine engine = peer == null ? null : engine(peer, target);
    try {
      return WebSocketLink.connect(NettyLoop.start(core, network), target, engine, core.options());
    } catch (WebSocketFailure e) {
      throw e;
    } catch (IOException e) {
      throw new WebSocketFailure(ModuleError.WEB_SOCKET_TCP, e);
    }
  }

  private static SSLEngine engine(TlsPeer peer, WebSocketLink.Target target)
      throws WebSocketFailure {
    try {
      return peer.engine(target.uri().getHost(), target.address().getPort());
    } catch (IOException e) {
      throw new WebSocketFailure(ModuleError.WEB_SOCKET_TLS, e);
    }
  }

  public static InetSocketAddress address(Network network, String host, int port)
      throws WebSocketFailure {
    try {
      return network.peer(host, port);
    } catch (UnknownHostException e) {
      throw new WebSocketFailure(ModuleError.WEB_SOCKET_RESOLVE, e);
    } catch (IOException e) {
      throw new WebSocketFailure(ModuleError.WEB_SOCKET_TCP, e);
    }
  }

  public static URI uri(String host, int port, String path, boolean secure)
      throws WebSocketFailure {
    try {
      String authority = (host.indexOf(':') < 0 ? host : "[" + host + "]") + ":" + port;
      URI uri = new URI((secure ? "wss://" : "ws://") + authority + path).parseServerAuthority();
      return uri;
    } catch (URISyntaxException e) {
      throw new WebSocketFailure(ModuleError.WEB_SOCKET_HTTP, e);
    }
  }

  private static HttpHeaders headers(Call call) {
    HttpHeaders headers = new DefaultHttpHeaders();
    if (call.has(USERNAME)) {
      byte[] credentials =
          (call.text(USERNAME) + ':' + call.text(PASSWD)).getBytes(StandardCharsets.ISO_8859_1);
      headers.set(
          HttpHeaderNames.AUTHORIZATION,
          "Basic " + Base64.getEncoder().encodeToString(credentials));
    }
    if (call.has(ORIGIN)) {
      headers.set(HttpHeaderNames.ORIGIN, call.text(ORIGIN));
    }
    if (call.has(EXTENSIONS)) {
      headers.set(HttpHeaderNames.SEC_WEBSOCKET_EXTENSIONS, call.text(EXTENSIONS));
    }
    return headers;
  }

  private void opened(
      Call call, WebSocketLink link, InetSocketAddress server, @Nullable TlsPeer peer) {
    int id = freeId();
    if (!core.alive() || !core.online() || id < 0) {
      link.abort();
      call.error(ModuleError.SOCKET_OPEN);
      return;
    }
    int capacity = Math.clamp(core.settings().number("ip_sock_memsize"), 1, 64) * 1500;
    WebSocketClient client = new WebSocketClient(core, id, link, server, peer != null, capacity);
    clients[id] = client;
    if (peer != null) {
      peer.report(call, null);
    }
    call.line(Line.ON, id);
    call.ok();
    // What arrives is announced behind the reply: this task has the loop.
    link.start(frames -> core.post(() -> client.received(frames)), () -> core.post(client::ended));
    client.fill();
  }

  public static void failed(Call call, @Nullable TlsPeer peer, WebSocketFailure failure) {
    if (peer != null && failure.error().equals(ModuleError.WEB_SOCKET_TLS)) {
      peer.report(call, failure);
    }
    call.because(failure.error());
    call.error(ModuleError.SOCKET_OPEN);
  }

  /** Those over TLS, until WSOCKC takes them away. */
  private int secured() {
    int count = 0;
    for (WebSocketClient client : clients) {
      count += client != null && client.secured() ? 1 : 0;
    }
    return count;
  }

  public void query(Call call) {
    WebSocketClient client = find(call);
    if (client != null) {
      call.line(Line.QUERY, client.pending());
      call.ok();
    }
  }

  public void close(Call call) {
    WebSocketClient client = find(call);
    if (client == null) {
      return;
    }
    long given = call.number(STATUS);
    int status = (int) (given < FIRST_STATUS ? given + FIRST_STATUS : given);
    if (client.pending() > 0) {
      call.error(ModuleError.PENDING_DATA);
    } else if (status > LAST_STATUS || !WebSocketCloseStatus.isValidStatusCode(status)) {
      call.error(ModuleError.INVALID_VALUE);
    } else {
      clients[idOf(call)] = null;
      client.close(status);
      call.ok();
    }
  }

  public void write(Call call) {
    WebSocketClient client = find(call);
    if (client == null) {
      return;
    }
    if (!client.open()) {
      call.error(core.online() ? ModuleError.CLOSED_SOCKET : ModuleError.NOT_CONNECTED);
      return;
    }
    boolean last = call.number(LAST_FRAME) == 1 && call.number(LAST_FRAG) == 1;
    boolean binary = call.number(BINARY) == 1;
    EventLoop.Timer timeout =
        core.after(core.options().timing().writeTimeout(), client.link()::abort);
    client
        .link()
        .write(
            call.data(),
            binary,
            last,
            // Netty keeps what a listener throws to itself.
            sent -> call.work(() -> core.post(() -> written(call, timeout, sent))));
  }

  private static void written(Call call, EventLoop.Timer timeout, boolean sent) {
    timeout.cancel();
    if (sent) {
      call.ok();
    } else {
      call.error(ModuleError.WRITE_FAILED);
    }
  }

  public void read(Call call) {
    WebSocketClient client = find(call);
    if (client == null) {
      return;
    }
    int pending = client.pending();
    long asked = call.number(LEN);
    int length = (int) (asked == 0 ? pending : Math.min(asked, pending));
    call.maskableLine(Line.READING, length, pending);
    call.data(client.take(length));
    call.ok();
    client.fill();
  }

  public void list(Call call) {
    for (int id = 0; id < CLIENTS; id++) {
      WebSocketClient client = clients[id];
      if (client != null) {
        call.line(
            Line.WEB_SOCKET,
            id,
            client.open() ? 1 : 0,
            client.pending(),
            client.link().localPort());
      }
    }
    call.ok();
  }

  public void networkLost() {
    for (WebSocketClient client : clients) {
      if (client != null) {
        client.networkLost();
      }
    }
  }

  /** Whether neither a web socket nor MQTT can be opened. */
  public boolean full() {
    int used = broker == null ? 0 : 1;
    for (WebSocketClient client : clients) {
      used += client == null ? 0 : 1;
    }
    return used >= CLIENTS;
  }

  /** The servers that are connected to by web socket: none of them twice (6.61). */
  private List<InetSocketAddress> servers() {
    List<InetSocketAddress> servers = new ArrayList<>();
    for (WebSocketClient client : clients) {
      if (client != null) {
        servers.add(client.server());
      }
    }
    InetSocketAddress connected = broker;
    if (connected != null) {
      servers.add(connected);
    }
    return servers;
  }

  private static int idOf(Call call) {
    return (int) call.number(ID);
  }

  private @Nullable WebSocketClient find(Call call) {
    int id = idOf(call);
    WebSocketClient client = id >= 0 && id < CLIENTS ? clients[id] : null;
    if (client == null) {
      call.error(ModuleError.ILLEGAL_SOCKET);
    }
    return client;
  }

  private int freeId() {
    for (int i = 0; i < CLIENTS; i++) {
      if (clients[i] == null) {
        return i;
      }
    }
    return -1;
  }
}
