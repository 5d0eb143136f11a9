package io.github.spwf04.cli.doctor;

import io.github.spwf04.catalog.EventKind;
import io.github.spwf04.catalog.Fields;
import io.github.spwf04.catalog.Wind;
import io.github.spwf04.codec.ModulePacketCodec;
import io.github.spwf04.transport.SpiBus;
import io.netty.buffer.ByteBuf;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The steps of the doctor on the bare pins: reset, interrupt, sync, boot, strap, release. */
final class PinCheck {
  /** The steps after the reset. */
  private static final List<String> AFTER_RESET =
      List.of("interrupt", "sync", "boot", "strap", "release");

  /** How long a line that is low for nothing is given to rise. */
  private static final Duration MOMENT = Duration.ofMillis(200);

  /** A module that has said so much more is not stuck. */
  private static final int TALKATIVE = 1000;

  private static final int STRAP_MISMATCH = 10;

  /**
   * A WIND as it came.
   *
   * @param number of Table 14
   * @param payload its variables
   */
  record Told(int number, ByteBuf payload) {
    boolean is(Wind wind) {
      return wind.number() == number;
    }

    @Override
    public String toString() {
      Wind wind = Wind.byNumber(number);
      String variables =
          payload.toString(java.nio.charset.StandardCharsets.ISO_8859_1).stripTrailing();
      return number
          + (wind == null ? "" : " " + wind.text())
          + (variables.isEmpty() ? "" : " " + variables);
    }
  }

  private final SpiBus bus;
  private final Doctor.Request request;
  private final Consumer<Finding> findings;
  private final PinReader reader;
  private final List<Told> boot = new ArrayList<>();

  PinCheck(SpiBus bus, Doctor.Request request, Consumer<Finding> findings) {
    this.bus = bus;
    this.request = request;
    this.findings = findings;
    this.reader = new PinReader(bus);
  }

  /** The WINDs of the boot. */
  List<Told> boot() {
    return boot;
  }

  /** Takes the steps; whether commands can be sent. */
  boolean check() throws InterruptedException {
    String step = "reset";
    try {
      if (!request.reset()) {
        return notReset("as asked: --no-reset");
      }
      boolean before = bus.irqAsserted();
      try {
        bus.reset();
      } catch (IOException e) {
        findings.accept(
            Finding.warning(
                step,
                String.valueOf(e.getMessage()),
                "without it a module that hangs needs its power cut; wire it as in"
                    + " docs/raspberry-pi.md"));
        AFTER_RESET.forEach(
            skipped -> findings.accept(Finding.skipped(skipped, "needs the reset line")));
        return true;
      }
      long start = System.nanoTime();
      findings.accept(Finding.ok(step, "the line was pulled low and let go"));
      step = "interrupt";
      if (!interrupt(before, start)) {
        return false;
      }
      step = "sync";
      ByteBuf first = first(start);
      if (first == null) {
        return false;
      }
      step = "boot";
      if (!boot(first, start)) {
        return false;
      }
      strap();
      step = "release";
      return release();
    } catch (IOException e) {
      findings.accept(
          Finding.failed(
              step,
              "the device failed: " + e.getMessage(),
              "check that it is still there, its supply and its wiring"));
      return false;
    }
  }

  private boolean notReset(String why) {
    findings.accept(Finding.skipped("reset", why));
    AFTER_RESET.forEach(step -> findings.accept(Finding.skipped(step, "needs a reset")));
    return true;
  }

  private boolean interrupt(boolean before, long start) throws IOException, InterruptedException {
    String level = before ? "low" : "high";
    if (bus.awaitIrq(true, request.patience())) {
      findings.accept(
          Finding.ok(
              "interrupt", level + " before the reset, low " + millis(start) + " after its end"));
      return true;
    }
    findings.accept(
        Finding.failed(
            "interrupt",
            "the line stayed high for " + request.patience().toMillis() + " ms after the reset",
            "no power, no reset, a wire that is off, or the module is on its UART: check the supply,"
                + " irq=, reset=, and that GPIO9 of the module is pulled up to 3.3 V"));
    return false;
  }

  private @Nullable ByteBuf first(long start) throws IOException, InterruptedException {
    ByteBuf packet = next(start);
    if (packet == null) {
      findings.accept(
          Finding.failed(
              "sync",
              "no 0x02 among " + reader.junk() + " bytes: " + reader.firstJunk() + " ...",
              switch (reader.onlyJunk()) {
                case 0xFF -> "MISO is always high: it is not connected, or goes to another pin";
                case 0x00 ->
                    "MISO is always low: the module does not drive it, or chip select or the clock"
                        + " does not reach it; a shorted IRQ line looks the same";
                default ->
                    "bytes come and make no sense: SPI mode 0, a lower clock, shorter wires, and no"
                        + " other device on the bus";
              }));
    } else if (reader.junk() == 0) {
      findings.accept(Finding.ok("sync", "0x02 came first"));
    } else {
      findings.accept(
          Finding.ok(
              "sync",
              "0x02 came behind "
                  + reader.junk()
                  + " other bytes ("
                  + reader.firstJunk()
                  + "), which are passed over"));
    }
    return packet;
  }

  /** The next packet, or null when none comes in time. */
  private @Nullable ByteBuf next(long start) throws IOException, InterruptedException {
    while (left(start).isPositive()) {
      if (bus.awaitIrq(true, left(start))) {
        ByteBuf packet = reader.read();
        if (packet != null) {
          return packet;
        }
        // A line that is low for nothing: the module may not be up yet.
        bus.awaitIrq(false, MOMENT.compareTo(left(start)) < 0 ? MOMENT : left(start));
      }
    }
    return null;
  }

  private boolean boot(ByteBuf first, long start) throws IOException, InterruptedException {
    for (ByteBuf packet = first; packet != null; packet = next(start)) {
      if (take(packet).is(Wind.CONSOLE_ACTIVE)) {
        return booted(start);
      }
    }
    findings.accept(
        Finding.failed(
            "boot",
            "WIND 0, Console active, did not come within "
                + request.patience().toMillis()
                + " ms; came: "
                + told(),
            boot.stream().anyMatch(wind -> wind.is(Wind.CONFIGURATION_FAILURE))
                ? "WIND 7 tells why in its reason; restore the factory configuration with GPIO0"
                    + " high at power-up"
                : "check the supply, which must stand the peaks of the radio; restore the factory"
                    + " configuration with GPIO0 high at power-up"));
    return false;
  }

  private boolean booted(long start) {
    String seen = told() + " in " + millis(start);
    for (Told wind : boot) {
      if (wind.is(Wind.WIFI_HARDWARE_FAILURE) || wind.is(Wind.RADIO_STARTUP_FAILURE)) {
        findings.accept(
            Finding.failed("boot", seen, "the radio did not start: the module is broken"));
        return false;
      }
      if (wind.is(Wind.FACTORY_RESET)) {
        findings.accept(
            Finding.warning(
                "boot",
                seen,
                "the factory configuration was restored: reason 1 is power that was cut within a"
                    + " second after a start; configure it again"));
        return true;
      }
    }
    findings.accept(Finding.ok("boot", seen));
    return true;
  }

  private void strap() {
    for (Told wind : boot) {
      Fields fields =
          wind.is(Wind.CONFIGURATION_FAILURE)
              ? Wind.CONFIGURATION_FAILURE.parse(wind.payload())
              : null;
      if (fields != null && fields.number("reason") == STRAP_MISMATCH) {
        findings.accept(
            Finding.warning(
                "strap",
                "WIND 7, reason 10: the strap says SPI, console_enabled says UART",
                "harmless, the strap wins; AT+S.SCFG=console_enabled,0 and AT+S.WCFG end it"));
        return;
      }
    }
    findings.accept(Finding.ok("strap", "GPIO9 and console_enabled both say SPI"));
  }

  /** Once all is read the line must be high: if not, every wait of the library ends at once. */
  private boolean release() throws IOException, InterruptedException {
    int late = 0;
    boolean empty = false;
    while (bus.irqAsserted() && late < TALKATIVE) {
      ByteBuf packet = reader.read();
      if (packet != null) {
        take(packet);
        late++;
        empty = false;
      } else if (empty) {
        findings.accept(
            Finding.failed(
                "release",
                "the interrupt line is low and nothing is left to read",
                "it is shorted to ground, driven by something else, or irq= names another line"));
        return false;
      } else {
        empty = !bus.awaitIrq(false, MOMENT);
      }
    }
    findings.accept(
        Finding.ok(
            "release",
            "the interrupt line is high once all is read"
                + (late == 0 ? "" : ", " + late + " more WINDs came first")));
    return true;
  }

  private Told take(ByteBuf packet) {
    Told told =
        new Told(
            ModulePacketCodec.kind(packet, 0) == EventKind.WIND.number()
                ? ModulePacketCodec.indication(packet, 0)
                : -1,
            packet.slice(
                ModulePacketCodec.HEADER_LENGTH,
                packet.readableBytes() - ModulePacketCodec.HEADER_LENGTH));
    if (told.number() >= 0) {
      boot.add(told);
    }
    return told;
  }

  private String told() {
    return boot.isEmpty()
        ? "no WIND"
        : boot.stream().map(Told::toString).collect(Collectors.joining("; ", "WIND ", ""));
  }

  private Duration left(long start) {
    return request.patience().minusNanos(System.nanoTime() - start);
  }

  private static String millis(long start) {
    return String.format(Locale.ROOT, "%.1f ms", (System.nanoTime() - start) / 1e6);
  }
}
