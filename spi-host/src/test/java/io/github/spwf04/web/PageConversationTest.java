package io.github.spwf04.web;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.spwf04.Spwf04;
import io.github.spwf04.error.SpwfException;
import io.github.spwf04.event.Subscription;
import io.github.spwf04.event.WebServerEvent;
import io.github.spwf04.event.WebServerEvent.InputRequested;
import io.github.spwf04.file.ModuleFile;
import io.github.spwf04.virtual.VirtualModule;
import io.github.spwf04.virtual.air.AccessPoint;
import io.github.spwf04.virtual.bus.LoopbackBus;
import io.github.spwf04.virtual.options.ModuleOptions;
import io.github.spwf04.virtual.options.ServerOptions;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Pages of the module's own web server, with what the host puts in and what browsers send. */
@Timeout(60)
class PageConversationTest {
  private static final Duration LONG = Duration.ofSeconds(10);
  private static final String SSID = "a network";

  private final VirtualModule module =
      new VirtualModule(
          ModuleOptions.builder()
              .accessPoint(AccessPoint.open(SSID))
              .servers(ServerOptions.DEFAULT.withInputWait(LONG))
              .build());
  private final Spwf04 spwf = Spwf04.open(LoopbackBus.to(module));

  @BeforeEach
  void servePages() throws Exception {
    spwf.boot(LONG);
    spwf.wifi().join(SSID, null, LONG);
    spwf.files()
        .write(
            ModuleFile.ram("in.html"),
            "<b><!--[06|Input|1|--></b><i><!--[06|Input|0|--></i>".getBytes(UTF_8));
  }

  @AfterEach
  void close() {
    spwf.close();
    module.close();
  }

  /** A request of a browser, with a form if there is one. */
  private String browse(String path, @Nullable String form) throws Exception {
    int port = Objects.requireNonNull(module.httpAddress()).getPort();
    HttpURLConnection connection =
        (HttpURLConnection) URI.create("http://127.0.0.1:" + port + path).toURL().openConnection();
    connection.setReadTimeout((int) LONG.toMillis());
    if (form != null) {
      connection.setDoOutput(true);
      try (OutputStream out = connection.getOutputStream()) {
        out.write(form.getBytes(UTF_8));
      }
    }
    try (InputStream body = connection.getInputStream()) {
      return new String(body.readAllBytes(), UTF_8);
    } finally {
      connection.disconnect();
    }
  }

  @Test
  void aPageShowsWhatTheHostPutsIn() throws Exception {
    spwf.http().ssiInput(List.of("-5 degrees", "world"));
    assertThat(browse("/in.html", null)).isEqualTo("<b>world</b><i>-5 degrees</i>");
    spwf.http().ssiInput(List.of("", "b"));
    assertThat(browse("/in.html", null)).isEqualTo("<b>b</b><i></i>");
    spwf.http().ssiInput(List.of("a", "", "c"));
    assertThat(browse("/in.html", null)).isEqualTo("<b></b><i>a</i>");
    spwf.http().ssiInput("#good#day".getBytes(UTF_8));
    assertThat(browse("/in.html", null)).isEqualTo("<b>day</b><i>good</i>");
    SpwfException.Rejected refusal =
        catchThrowableOfType(
            SpwfException.Rejected.class, () -> spwf.http().ssiInput(new byte[1025]));
    assertThat(refusal.error().id()).isEqualTo(91);
  }

  @Test
  void aPageWaitsForTheHost() throws Exception {
    spwf.http().ssiInput(List.of());
    try (Subscription<InputRequested> asked = spwf.events(InputRequested.class)) {
      FutureTask<String> page = new FutureTask<>(() -> browse("/in.html", null));
      Thread.ofVirtual().start(page);
      assertThat(asked.next(LONG)).isEqualTo(new InputRequested(0));
      assertThat(asked.next(LONG)).isEqualTo(new InputRequested(1));
      spwf.http().ssiInput(List.of("hello", "world"));
      assertThat(page.get(LONG.toMillis(), TimeUnit.MILLISECONDS))
          .isEqualTo("<b>world</b><i>hello</i>");
    }
  }

  @Test
  void aFormComesToTheHost() throws Exception {
    try (Subscription<WebServerEvent> events = spwf.events(WebServerEvent.class)) {
      browse("/output.cgi", "name=a+b");
      assertThat(events.next(LONG)).isEqualTo(new WebServerEvent.OutputReceived(8, "name=a b"));
      browse("/firstset.cgi", "Key=" + spwf.config().get("user_desc") + "&blink_led=1");
      assertThat(events.next(LONG))
          .isEqualTo(new WebServerEvent.RemoteConfiguration("blink_led", "1"));
      assertThat(spwf.config().get("blink_led")).isEqualTo("1");
    }
  }
}
