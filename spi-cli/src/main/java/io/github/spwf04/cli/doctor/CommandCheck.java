package io.github.spwf04.cli.doctor;

import io.github.spwf04.Spwf04;
import io.github.spwf04.Spwf04.Statistics;
import io.github.spwf04.Spwf04Options;
import io.github.spwf04.command.CommandReply;
import io.github.spwf04.error.SpwfException;
import io.github.spwf04.error.SpwfException.LinkLost;
import io.github.spwf04.recovery.Ladder;
import io.github.spwf04.transport.TraceBus;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;

/** The steps of the doctor that talk to the module: firmware, data, commands, transfers. */
final class CommandCheck {
  /** Below it firmware 1.1.0 may hang when the radio is switched off, seen at 4 MHz. */
  private static final int TOO_SLOW_FOR_1_1_0 = 4_000_000;

  /** On the RAM disk, so that no flash is worn and nothing is left. */
  private static final String FILE = "2:/spwf-doctor.bin";

  /** More than a length byte counts, every value of a byte, and what looks like a sync. */
  private static final int DATA = 1024;

  /** After so many commands that failed there is nothing more to learn. */
  private static final int ENOUGH_FAILURES = 5;

  /** A transfer that takes this much longer than its bytes is worth a word. */
  private static final Duration SLOW = Duration.ofMillis(2);

  private final TraceBus bus;
  private final Doctor.Request request;
  private final Consumer<Finding> findings;
  private final Doctor.Progress progress;
  private final boolean booted;

  CommandCheck(
      TraceBus bus,
      Doctor.Request request,
      List<PinCheck.Told> boot,
      Consumer<Finding> findings,
      Doctor.Progress progress) {
    this.bus = bus;
    this.request = request;
    this.booted = !boot.isEmpty();
    this.findings = findings;
    this.progress = progress;
  }

  /** Takes the steps, and closes the bus. */
  void check() throws InterruptedException {
    Duration bound = request.patience();
    Spwf04Options options =
        Spwf04Options.defaults()
            .withCommandTimeout(bound)
            .withLadder(Ladder.probesOnly(bound).withSilence(Duration.ZERO));
    try (Spwf04 spwf = Spwf04.open(bus, options)) {
      if (firmware(spwf) && data(spwf) && commands(spwf)) {
        transfers();
      }
    }
  }

  private boolean firmware(Spwf04 spwf) throws InterruptedException {
    String version;
    try {
      version = spwf.system().status("fw_version");
    } catch (SpwfException e) {
      findings.accept(
          Finding.failed(
              "firmware",
              message(e),
              booted
                  ? "it boots and takes no commands: MOSI does not reach it, or the clock is too"
                      + " fast for the wires"
                  : "reset it: leave --no-reset out and give reset="));
      return false;
    }
    int hertz = bus.info().clockHz();
    if (version.equals("1.1.0") && hertz > 0 && hertz <= TOO_SLOW_FOR_1_1_0) {
      findings.accept(
          Finding.failed(
              "firmware",
              version + " at " + Doctor.megahertz(hertz),
              "at 4 MHz and below this firmware hangs when the radio is switched off: speed=8000000,"
                  + " or mask WIND 49 with console_wind_off_medium"));
    } else if (version.equals("1.1.0")) {
      findings.accept(Finding.ok("firmware", version));
    } else if (version.equals("1.0.0")) {
      findings.accept(
          Finding.warning(
              "firmware",
              version,
              "it needs a pause between a command and its data, and TLS is better in 1.1.0: update"
                  + " with AT+S.FWUPDATE"));
    } else {
      findings.accept(
          Finding.warning(
              "firmware", version, "only 1.0.0 and 1.1.0 are known; replies may differ"));
    }
    return true;
  }

  private boolean data(Spwf04 spwf) throws InterruptedException {
    byte[] sent = new byte[DATA];
    for (int i = 0; i < sent.length; i++) {
      sent[i] = (byte) (i % 3 == 0 ? 0x02 : i * 7);
    }
    try {
      CommandReply read;
      try {
        spwf.execute("AT+S.FSC=" + FILE + "," + sent.length, Unpooled.wrappedBuffer(sent));
        read = spwf.execute("AT+S.FSP=" + FILE, null);
      } finally {
        delete(spwf);
      }
      findings.accept(compare(sent, read.data()));
      return true;
    } catch (LinkLost e) {
      findings.accept(Finding.failed("data", message(e), lostData()));
      return false;
    } catch (SpwfException e) {
      findings.accept(Finding.failed("data", message(e), lostData()));
      return true;
    }
  }

  private static Finding compare(byte[] sent, ByteBuf data) {
    byte[] back = ByteBufUtil.getBytes(data);
    int at = java.util.Arrays.mismatch(sent, back);
    if (at < 0) {
      return Finding.ok(
          "data", sent.length + " bytes to a file on the RAM disk and back, the same");
    }
    return Finding.failed(
        "data",
        at < back.length && at < sent.length
            ? "of %d bytes byte %d came back as 0x%02X for 0x%02X"
                .formatted(sent.length, at, back[at], sent[at])
            : "of " + sent.length + " bytes " + back.length + " came back",
        lostData());
  }

  private static String lostData() {
    return "bytes are lost or changed in the data phase: a lower clock, shorter wires, a better"
        + " ground; firmware 1.0.0 needs a pause there";
  }

  /** The file of an earlier examination that was cut short is gone then, too. */
  private static void delete(Spwf04 spwf) throws InterruptedException {
    try {
      spwf.execute("AT+S.FSD=" + FILE, null);
    } catch (SpwfException _) {
      // It may never have come to be, and the failure under way says more.
    }
  }

  private boolean commands(Spwf04 spwf) throws InterruptedException {
    Statistics before = spwf.statistics();
    long start = System.nanoTime();
    int sent = 0;
    int failures = 0;
    String last = "";
    while (sent < request.commands() && failures < ENOUGH_FAILURES) {
      progress.at("commands", sent, request.commands());
      sent++;
      try {
        spwf.system().check();
      } catch (SpwfException e) {
        failures++;
        last = message(e);
      }
    }
    progress.at("commands", sent, sent);
    double millis = (System.nanoTime() - start) / 1e6;
    Statistics after = spwf.statistics();
    long junk = after.junkBytes() - before.junkBytes();
    long stray = after.strayReplies() - before.strayReplies();
    long recoveries = after.recoveries() - before.recoveries();
    String seen =
        String.format(
            Locale.ROOT,
            "%d AT commands in %.0f ms: %d errors, %d recoveries, %d collisions, %d junk bytes,"
                + " %d stray replies",
            sent,
            millis,
            failures,
            recoveries,
            after.collisions() - before.collisions(),
            junk,
            stray);
    if (failures > 0 || recoveries > 0) {
      findings.accept(
          Finding.failed(
              "commands",
              last.isEmpty() ? seen : seen + "; the last error: " + last,
              "the link is not reliable: a lower clock, shorter wires, a better ground, and a supply"
                  + " that stands the peaks of the radio"));
    } else if (junk > 0 || stray > 0) {
      findings.accept(
          Finding.warning(
              "commands",
              seen,
              "the link passes over junk; if it grows, shorten the wires or lower the clock"));
    } else {
      findings.accept(Finding.ok("commands", seen));
    }
    return failures < ENOUGH_FAILURES;
  }

  private void transfers() {
    double micros = bus.time().toNanos() / 1e3 / Math.max(1, bus.transfers());
    double bytes = (double) bus.bytes() / Math.max(1, bus.transfers());
    int hertz = bus.info().clockHz();
    double wire = hertz == 0 ? 0 : bytes * 8 * 1e6 / hertz;
    String seen =
        String.format(
            Locale.ROOT,
            "%d transfers, %.1f bytes and %.1f us each on average%s",
            bus.transfers(),
            bytes,
            micros,
            hertz == 0
                ? ""
                : String.format(Locale.ROOT, ", of which the clock takes %.1f us", wire));
    if (bus.failures() > 0) {
      findings.accept(
          Finding.failed(
              "transfers",
              seen + "; " + bus.failures() + " failed",
              "the device itself reports errors: see the kernel's log with dmesg"));
    } else if (micros - wire > SLOW.toNanos() / 1e3) {
      findings.accept(
          Finding.warning(
              "transfers",
              seen,
              "slow: something else keeps the processor or the bus busy, or the driver polls"));
    } else {
      findings.accept(Finding.ok("transfers", seen));
    }
  }

  private static String message(SpwfException e) {
    return String.valueOf(e.getMessage()).strip().replaceAll("\\s*\\R\\s*", " ");
  }
}
