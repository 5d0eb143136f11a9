package io.github.spwf04.cli.doctor;

import io.github.spwf04.cli.doctor.Finding.Verdict;
import io.github.spwf04.error.SpwfException;
import io.github.spwf04.transport.SpiBus;
import io.github.spwf04.transport.TraceBus;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Examines a module step by step, from the device node up. Each step tells what was seen, and what
 * to do about it; where it makes no sense to go on, the rest is skipped.
 */
final class Doctor {
  /** The steps in their order. */
  static final List<String> STEPS =
      List.of(
          "device",
          "clock",
          "reset",
          "interrupt",
          "sync",
          "boot",
          "strap",
          "release",
          "firmware",
          "data",
          "commands",
          "transfers");

  /** Opens a bus by its URI. */
  interface Opener {
    SpiBus open(String uri) throws IOException;
  }

  /** Hears how far a long step has come. */
  interface Progress {
    void at(String step, int done, int of);
  }

  /**
   * What is asked of the examination.
   *
   * @param uri the bus
   * @param commands how many AT commands to send
   * @param patience bound of each wait for the module
   * @param reset whether the module may be reset, which its sockets do not survive
   */
  record Request(String uri, int commands, Duration patience, boolean reset) {}

  private final Opener opener;
  private final Progress progress;
  private final Consumer<Finding> listener;
  private final List<Finding> findings = new ArrayList<>();

  /**
   * @param listener hears of each step when it is done
   */
  Doctor(Opener opener, Progress progress, Consumer<Finding> listener) {
    this.opener = opener;
    this.progress = progress;
    this.listener = listener;
  }

  /**
   * Takes all steps.
   *
   * @return one finding a step, in their order
   * @throws SpwfException.InvalidInput when the URI is no bus
   */
  List<Finding> examine(Request request) throws InterruptedException {
    SpiBus bus = open(request.uri());
    if (bus != null) {
      try (TraceBus traced = new TraceBus(bus, _ -> {})) {
        clock(traced);
        PinCheck pins = new PinCheck(traced, request, this::tell);
        if (pins.check()) {
          new CommandCheck(traced, request, pins.boot(), this::tell, progress).check();
        }
      }
    }
    for (String step : STEPS.subList(findings.size(), STEPS.size())) {
      tell(Finding.skipped(step, "a step before it failed"));
    }
    return List.copyOf(findings);
  }

  static boolean healthy(List<Finding> findings) {
    return findings.stream().noneMatch(finding -> finding.is(Verdict.FAILED));
  }

  private void tell(Finding finding) {
    findings.add(finding);
    listener.accept(finding);
  }

  private @Nullable SpiBus open(String uri) {
    try {
      SpiBus bus = opener.open(uri);
      tell(
          Finding.ok(
              "device",
              bus.info().name() + ", up to " + bus.info().maxTransfer() + " bytes a transfer"));
      return bus;
    } catch (IOException e) {
      String message = String.valueOf(e.getMessage());
      // The buses say what they saw, then what to do.
      int advice = message.indexOf("; ");
      tell(
          Finding.failed(
              "device",
              advice < 0 ? message : message.substring(0, advice),
              advice < 0
                  ? "check the path and the permissions, see docs/raspberry-pi.md"
                  : message.substring(advice + 2)));
      return null;
    }
  }

  private void clock(SpiBus bus) {
    int hertz = bus.info().clockHz();
    if (hertz == 0) {
      tell(Finding.ok("clock", "none to speak of: bytes move as fast as they can"));
    } else if (hertz > 8_000_000) {
      tell(
          Finding.warning(
              "clock",
              megahertz(hertz),
              "8 MHz is the fastest that is known to work, 20 MHz does not: speed=8000000"));
    } else {
      tell(Finding.ok("clock", megahertz(hertz)));
    }
  }

  static String megahertz(int hertz) {
    return String.format(Locale.ROOT, "%s MHz", hertz / 1e6).replace(".0 ", " ");
  }
}
