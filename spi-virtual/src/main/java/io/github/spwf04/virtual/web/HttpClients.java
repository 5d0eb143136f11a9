package io.github.spwf04.virtual.web;

import static io.github.spwf04.catalog.ParameterName.HOSTNAME;
import static io.github.spwf04.catalog.ParameterName.IN_FILENAME;
import static io.github.spwf04.catalog.ParameterName.OUT_FILENAME;
import static io.github.spwf04.catalog.ParameterName.PASSWD;
import static io.github.spwf04.catalog.ParameterName.PATH_AND_QUERY;
import static io.github.spwf04.catalog.ParameterName.PORT;
import static io.github.spwf04.catalog.ParameterName.TLS;
import static io.github.spwf04.catalog.ParameterName.USERNAME;

import io.github.spwf04.catalog.Line;
import io.github.spwf04.error.ModuleError;
import io.github.spwf04.virtual.file.VolumeException;
import io.github.spwf04.virtual.file.Volumes;
import io.github.spwf04.virtual.net.Network;
import io.github.spwf04.virtual.net.RequestPath;
import io.github.spwf04.virtual.runtime.Call;
import io.github.spwf04.virtual.runtime.Core;
import io.github.spwf04.virtual.security.Tls;
import io.github.spwf04.virtual.security.TlsPeer;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * HTTPGET and HTTPPOST (6.53, 6.54). In practice the seventh parameter names the file that takes
 * the response, the eighth the one that holds the body, or the whole request of a GET (field-facts
 * C.7).
 */
public final class HttpClients {
  /** Value of the parameter TLS: found out by trying. */
  public static final int DETECT = 1;

  private static final int OK = 200;

  private final Core core;
  private final Network network;
  private final Tls tls;
  private final Volumes volumes;

  public HttpClients(Core core, Network network, Tls tls, Volumes volumes) {
    this.core = core;
    this.network = network;
    this.tls = tls;
    this.volumes = volumes;
  }

  public void get(Call call) {
    request(call, "GET");
  }

  public void post(Call call) {
    request(call, "POST");
  }

  private void request(Call call, String method) {
    if (!core.online()) {
      call.error(ModuleError.CONNECTION_NOT_UP);
      return;
    }
    byte[] content = null;
    if (call.has(OUT_FILENAME)) {
      try {
        content = volumes.read(call.text(OUT_FILENAME));
      } catch (VolumeException _) {
        failed(call, null, new HttpFailure(ModuleError.HTTP_FILE_OPEN));
        return;
      }
    }
    byte[] body = content;
    run(
        call,
        new HttpExchange.Request(
            method,
            RequestPath.of(call.text(PATH_AND_QUERY)),
            credentials(call),
            body,
            call.text(OUT_FILENAME)),
        null,
        answer -> answered(call, answer));
  }

  /**
   * Downloads a document for FSUPDATE or FWUPDATE, with a line now and then that says how far it
   * is.
   *
   * @param done takes what came, on the event loop; an error has ended the call without it
   */
  public void download(Call call, Consumer<HttpExchange.Answer> done) {
    if (!core.online()) {
      call.error(ModuleError.CONNECTION_NOT_UP);
      return;
    }
    run(
        call,
        new HttpExchange.Request(
            "GET", RequestPath.of(call.text(PATH_AND_QUERY)), credentials(call), null, ""),
        new DownloadProgress(core, call),
        answer -> {
          report(call, answer);
          if (answer.status() != OK) {
            call.line(Line.STATUS_CODE, answer.status());
          }
          done.accept(answer);
        });
  }

  private void run(
      Call call,
      HttpExchange.Request request,
      HttpExchange.@Nullable Progress progress,
      Consumer<HttpExchange.Answer> done) {
    int security = (int) call.number(TLS);
    String host = call.text(HOSTNAME);
    if (security != 0 && tls.refuses(call, 0)) {
      return;
    }
    TlsPeer peer = security == 0 ? null : tls.client(host);
    HttpExchange exchange =
        new HttpExchange(
            core,
            network,
            new HttpExchange.Target(host, (int) call.number(PORT), peer, security == DETECT),
            request,
            progress);
    core.spawn(
        () -> {
          try {
            HttpExchange.Answer answer = exchange.run();
            core.post(() -> done.accept(answer));
          } catch (HttpFailure failure) {
            core.post(() -> failed(call, peer, failure));
          }
        });
  }

  private static byte @Nullable [] credentials(Call call) {
    return call.has(USERNAME)
        ? (call.text(USERNAME) + ':' + call.text(PASSWD)).getBytes(StandardCharsets.ISO_8859_1)
        : null;
  }

  private static void report(Call call, HttpExchange.Answer answer) {
    TlsPeer peer = answer.secured();
    if (peer != null) {
      peer.report(call, null);
    }
  }

  private void answered(Call call, HttpExchange.Answer answer) {
    report(call, answer);
    call.line(Line.STATUS_CODE, answer.status());
    if (call.has(IN_FILENAME)) {
      try {
        volumes.replace(call.text(IN_FILENAME), answer.body());
      } catch (VolumeException _) {
        failed(call, null, new HttpFailure(ModuleError.HTTP_FILE_WRITE));
        return;
      }
    } else {
      call.data(answer.body());
    }
    call.ok();
  }

  private static void failed(Call call, @Nullable TlsPeer peer, HttpFailure failure) {
    if (peer != null && failure.error().equals(ModuleError.HTTP_TLS)) {
      peer.report(call, failure);
    }
    if (failure.error().table() == ModuleError.Table.COMMAND) {
      call.error(failure.error());
      return;
    }
    call.because(failure.error());
    call.error(ModuleError.REQUEST_FAILED);
  }
}
