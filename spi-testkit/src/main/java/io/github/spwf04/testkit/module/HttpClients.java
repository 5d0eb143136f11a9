package io.github.spwf04.testkit.module;

import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * HTTPGET and HTTPPOST (6.53, 6.54). In practice the seventh parameter names the file that takes
 * the response, the eighth the one that holds the body or the whole request (field-facts C.7).
 */
final class HttpClients {
  // Positions of the parameters.
  private static final int PATH = 1;
  private static final int PORT = 2;
  private static final int TLS = 3;
  private static final int USER = 4;
  private static final int PASSWORD = 5;
  private static final int RESPONSE_FILE = 6;
  private static final int REQUEST_FILE = 7;

  /** Value of the parameter TLS: found out by trying. */
  static final int DETECT = 1;

  private final Firmware firmware;

  HttpClients(Firmware firmware) {
    this.firmware = firmware;
  }

  void get(Call call) {
    request(call, "GET");
  }

  void post(Call call) {
    request(call, "POST");
  }

  private void request(Call call, String method) {
    if (!firmware.radio().up()) {
      call.error(Errors.CONNECTION_NOT_UP);
      return;
    }
    byte[] content = null;
    if (call.has(REQUEST_FILE)) {
      try {
        content = firmware.volumes().read(call.text(REQUEST_FILE));
      } catch (VolumeException _) {
        failed(call, null, new HttpFailure(HttpFailure.FILE_OPEN));
        return;
      }
    }
    int security = (int) call.number(TLS, 0);
    String host = call.text(0);
    TlsPeer peer = security == 0 ? null : firmware.tls().client(host);
    HttpExchange exchange =
        new HttpExchange(
            firmware,
            new HttpExchange.Target(
                host, (int) call.number(PORT, peer == null ? 80 : 443), peer, security == DETECT),
            new HttpExchange.Request(
                method,
                call.has(PATH) ? call.text(PATH) : "/index.html",
                call.has(USER) ? credentials(call) : null,
                content,
                call.text(REQUEST_FILE)));
    firmware
        .module()
        .spawn(
            () -> {
              try {
                HttpExchange.Answer answer = exchange.run();
                firmware.post(() -> answered(call, answer));
              } catch (HttpFailure failure) {
                firmware.post(() -> failed(call, peer, failure));
              }
            });
  }

  private static byte[] credentials(Call call) {
    return (call.text(USER) + ':' + call.text(PASSWORD)).getBytes(StandardCharsets.ISO_8859_1);
  }

  private void answered(Call call, HttpExchange.Answer answer) {
    TlsPeer peer = answer.secured();
    if (peer != null) {
      peer.report(call, null);
    }
    call.line(call.format("Http Server Status Code"), answer.status());
    if (call.has(RESPONSE_FILE)) {
      try {
        firmware.volumes().replace(call.text(RESPONSE_FILE), answer.body());
      } catch (VolumeException _) {
        failed(call, null, new HttpFailure(HttpFailure.FILE_WRITE));
        return;
      }
    } else {
      call.data(answer.body());
    }
    call.ok();
  }

  private static void failed(Call call, @Nullable TlsPeer peer, HttpFailure failure) {
    if (peer != null && failure.error() == HttpFailure.TLS) {
      peer.report(call, failure);
    }
    if (failure.error() == HttpFailure.TOO_LONG) {
      call.error(Errors.LOW_MEMORY);
      return;
    }
    call.line(call.format("Http Client Error"), failure.error());
    call.error(Errors.REQUEST_FAILED);
  }
}
