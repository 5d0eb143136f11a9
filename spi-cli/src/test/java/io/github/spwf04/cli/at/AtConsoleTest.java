package io.github.spwf04.cli.at;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.spwf04.Spwf04;
import io.github.spwf04.catalog.Wind;
import io.github.spwf04.event.EventSubscription;
import io.github.spwf04.virtual.VirtualModule;
import io.github.spwf04.virtual.bus.LoopbackBus;
import io.github.spwf04.virtual.options.ModuleOptions;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.regex.Pattern;
import org.jline.terminal.Size;
import org.jline.terminal.impl.LineDisciplineTerminal;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A person at a terminal: keys go in, and what the screen is told comes out. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class AtConsoleTest {
  private static final Pattern CONTROL = Pattern.compile("\u001B\\[[0-9;?]*[A-Za-z]|\u001B[=>]");

  /** What the terminal was told, and a wait for it. */
  private static final class Screen extends OutputStream {
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition more = lock.newCondition();
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private int seen;

    @Override
    public void write(int b) {
      write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] from, int offset, int length) {
      lock.lock();
      try {
        bytes.write(from, offset, length);
        more.signalAll();
      } finally {
        lock.unlock();
      }
    }

    private String text() {
      String all = bytes.toString(StandardCharsets.UTF_8).replace('\u00A0', ' ');
      return CONTROL.matcher(all).replaceAll("");
    }

    /** Waits for a text behind what was waited for before. */
    void await(String text) throws InterruptedException {
      long left = Duration.ofSeconds(20).toNanos();
      lock.lock();
      try {
        int at = text().indexOf(text, seen);
        while (at < 0) {
          assertThat(left).as("'%s' in: %s", text, text().substring(seen)).isPositive();
          left = more.awaitNanos(left);
          at = text().indexOf(text, seen);
        }
        seen = at + text.length();
      } finally {
        lock.unlock();
      }
    }
  }

  /** A console on a terminal of that type, left when it is closed. */
  private static final class Person implements AutoCloseable {
    final VirtualModule module =
        new VirtualModule(
            ModuleOptions.builder()
                .variable("wifi_mode", "0")
                .variable("console_enabled", "0")
                .build());
    final Spwf04 spwf = Spwf04.open(LoopbackBus.to(module));
    final Screen screen = new Screen();
    private final LineDisciplineTerminal terminal;
    private final Thread thread;

    Person(String type, @Nullable Path history) throws Exception {
      this(type, ',', history);
    }

    Person(String type, char delimiter, @Nullable Path history) throws Exception {
      terminal = new LineDisciplineTerminal("test", type, screen, StandardCharsets.UTF_8);
      terminal.setSize(Size.of(100, 40));
      try (EventSubscription events = spwf.events()) {
        spwf.boot(Duration.ofSeconds(10));
        // The radio starts behind the console, and refuses to stop before.
        assertThat(events.await(Wind.WIFI_HARDWARE_STARTED, Duration.ofSeconds(10))).isNotNull();
      }
      thread =
          Thread.ofPlatform()
              .start(
                  () -> {
                    try (AtConsole console =
                        new AtConsole(spwf, terminal, delimiter, false, history)) {
                      console.showWinds();
                      console.run("a test");
                    } catch (IOException e) {
                      throw new java.io.UncheckedIOException(e);
                    }
                  });
      screen.await("Connected to a test");
      screen.await("spwf> ");
    }

    void type(String keys) throws IOException {
      terminal.processInputBytes(keys.getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public void close() throws IOException {
      type("\u0004");
      assertThat(joined(thread)).as("the console has ended").isTrue();
      terminal.close();
      spwf.close();
      module.close();
    }

    private static boolean joined(Thread thread) {
      try {
        return thread.join(Duration.ofSeconds(10));
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return false;
      }
    }
  }

  @Test
  void linesAreAnsweredAndTheHistoryKeepsNoSecret(@TempDir Path folder) throws Exception {
    Path history = folder.resolve("history");
    try (Person person = new Person("xterm", history)) {
      person.type("at+s.sts=fw_version\r");
      person.screen.await("AT-S.Var:fw_version=1.1.0");
      person.screen.await("AT-S.OK");
      person.type("AT+S.STS=nothing\r");
      person.screen.await("AT-S.ERROR:4:Variable not found");
      person.type("AT+S.STTS\r");
      person.screen.await("did you mean AT+S.STS?");
      person.type("AT+S.SCFG=wifi_wpa_psk_text,sesame-street\r");
      person.screen.await("AT-S.OK");
      person.screen.await("spwf> ");
    }
    assertThat(Files.readString(history))
        .contains("AT+S.STS=fw_version", "AT+S.SCFG=wifi_wpa_psk_text,")
        .doesNotContain("sesame");
  }

  @Test
  void aFieldHoldsACommaBehindAnotherDelimiter(@TempDir Path folder) throws Exception {
    Path history = folder.resolve("history");
    try (Person person = new Person("xterm", ';', history)) {
      person.type("AT+S.SSIDTXT=kitchen, left\r");
      person.screen.await("AT-S.OK");
      person.type("AT+S.SSIDTXT\r");
      person.screen.await("AT-S.Network:kitchen, left");
      person.type("AT+S.SCFG=wifi_wpa_psk_text;sesame,street\r");
      person.screen.await("AT-S.OK");
      person.screen.await("spwf> ");
    }
    assertThat(Files.readString(history))
        .contains("AT+S.SSIDTXT=kitchen, left", "AT+S.SCFG=wifi_wpa_psk_text;")
        .doesNotContain("sesame", "street");
  }

  @Test
  void aWindIsShownAboveTheLineBeingTyped() throws Exception {
    try (Person person = new Person("xterm", null)) {
      person.type("AT+S.STS=");
      person.screen.await("Status variable; all by default");
      person.module.raise(Wind.GPIO_INTERRUPT, 3, 1);
      person.screen.await("+WIND:52:GPIO Interrupt:3:1");
      person.screen.await("spwf> AT+S.STS=");
      person.type("fw_version\r");
      person.screen.await("AT-S.Var:fw_version=1.1.0");
    }
  }

  @Test
  void tabCompletesAndHintsSayWhatComesNext() throws Exception {
    try (Person person = new Person("xterm", null)) {
      person.type("at+s.wif\t");
      person.screen.await("<action>  0 off, 1 on");
      person.type("0\r");
      person.screen.await("+WIND:38:WiFi Powered Down");
    }
  }

  @Test
  void theDataOfACommandIsAskedFor(@TempDir Path folder) throws Exception {
    Path file = Files.writeString(folder.resolve("data.txt"), "hello");
    try (Person person = new Person("xterm", null)) {
      // No network: what is shown is that the bytes were asked for, counted and sent.
      person.type("AT+S.SOCKW=0,5\r");
      person.screen.await("data, 5 bytes> ");
      person.type("he\r");
      person.screen.await("data, 2 bytes> ");
      person.type("lo\r");
      person.screen.await("AT-S.ERROR:76:Illegal Socket ID");
      person.type("AT+S.SOCKW=0,\r");
      person.screen.await("data> ");
      person.type("@" + file + "\r");
      person.screen.await("AT-S.ERROR:76:Illegal Socket ID");
      person.type("AT+S.SOCKW=0,3\r");
      person.screen.await("data, 3 bytes> ");
      person.type("four\r");
      person.screen.await("4 bytes were given and AT+S.SOCKW announces 3; nothing was sent");
    }
  }

  @Test
  void controlCGivesACommandUp() throws Exception {
    try (Person person = new Person("xterm", null)) {
      person.module.dropNextReply();
      long taken = person.module.pins().counters().commands();
      person.type("AT+S.RANDOM\r");
      long end = System.nanoTime() + Duration.ofSeconds(20).toNanos();
      while (person.module.pins().counters().commands() == taken) {
        assertThat(System.nanoTime()).as("time for the command").isLessThan(end);
        Thread.onSpinWait();
      }
      person.type("\u0003");
      person.screen.await("given up; what the module still answers is dropped");
      person.screen.await("spwf> ");
      person.type("exit\r");
    }
  }

  @Test
  void aTerminalThatCanDoNothingWillDo() throws Exception {
    try (Person person = new Person("dumb", null)) {
      person.type("AT+S.STS=fw_version\r");
      person.screen.await("AT-S.Var:fw_version=1.1.0");
    }
  }
}
