package io.github.spwf04.virtual.bench;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.spwf04.catalog.Command;
import io.github.spwf04.time.ManualClock;
import io.github.spwf04.virtual.VirtualModule;
import io.github.spwf04.virtual.air.AccessPoint;
import io.github.spwf04.virtual.options.ModuleOptions;
import io.github.spwf04.virtual.options.Strap;
import io.github.spwf04.virtual.pins.Uart;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Objects;
import java.util.function.UnaryOperator;

/** A terminal on the UART of a module; a character is a byte. */
public final class Terminal implements AutoCloseable {
  final ManualClock clock = new ManualClock();
  public final VirtualModule module;
  public final Uart.Line line;

  public Terminal(UnaryOperator<ModuleOptions.Builder> options) {
    module =
        new VirtualModule(
            options.apply(ModuleOptions.builder().clock(clock).strap(Strap.UART)).build());
    line = Objects.requireNonNull(module.uart().connect());
  }

  /** A terminal without echo on a module that has booted, its radio idle and its WINDs read. */
  public static Terminal booted(UnaryOperator<ModuleOptions.Builder> options) throws Exception {
    Terminal terminal =
        new Terminal(
            o -> options.apply(o.variable("wifi_mode", "0").variable("console_echo", "0")));
    terminal.turn(Duration.ofMillis(50));
    terminal.read();
    return terminal;
  }

  /** A terminal without echo on a module that has joined an open network. */
  public static Terminal online(UnaryOperator<ModuleOptions.Builder> options) throws Exception {
    Terminal terminal =
        new Terminal(
            o ->
                options.apply(
                    o.variable("console_echo", "0")
                        .variable("wifi_ssid", "68:6F:6D:65")
                        .variable("wifi_ssid_len", "4")
                        .accessPoint(AccessPoint.open("home"))));
    terminal.turn(Duration.ofMillis(100));
    assertThat(terminal.read()).contains("+WIND:24:WiFi Up:0:192.168.0.50\r\n");
    return terminal;
  }

  /** Turns the clock and waits until the firmware has done what became due. */
  public void turn(Duration by) throws InterruptedException {
    settle();
    clock.advance(by);
    settle();
  }

  private void settle() throws InterruptedException {
    assertThat(module.awaitIdle(Bench.LIMIT)).as("firmware idle").isTrue();
    assertThat(module.fault()).isNull();
  }

  /** Sends bytes, and returns what the module says to them. */
  public String type(String text) throws InterruptedException {
    send(text);
    settle();
    return read();
  }

  public void send(String text) throws InterruptedException {
    byte[] bytes = text.getBytes(StandardCharsets.ISO_8859_1);
    assertThat(line.write(bytes, 0, bytes.length)).isTrue();
    Command command = Command.byAtName(text.split("[=\r]", 2)[0]);
    if (command != null) {
      UsageCheck.sent(command);
    }
  }

  /** What the module has said up to now. */
  public String read() throws InterruptedException {
    StringBuilder said = new StringBuilder();
    byte[] piece = new byte[4096];
    for (int n; (n = line.read(piece, Duration.ZERO)) > 0; ) {
      said.append(new String(piece, 0, n, StandardCharsets.ISO_8859_1));
    }
    return said.toString();
  }

  /** Waits until the module has said something that ends like this. */
  public String readTo(String end) throws InterruptedException {
    StringBuilder said = new StringBuilder();
    byte[] piece = new byte[4096];
    while (!said.toString().endsWith(end)) {
      int n = line.read(piece, Bench.LIMIT);
      assertThat(n).as("bytes behind '%s'", said).isPositive();
      said.append(new String(piece, 0, n, StandardCharsets.ISO_8859_1));
    }
    return said.toString();
  }

  @Override
  public void close() {
    line.close();
    module.close();
    assertThat(module.fault()).isNull();
    assertThat(module.workers()).isZero();
  }
}
