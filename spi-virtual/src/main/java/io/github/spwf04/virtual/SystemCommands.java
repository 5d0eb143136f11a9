package io.github.spwf04.virtual;

import io.github.spwf04.catalog.Command;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.Locale;

/** HELP, RESET, TIME and RANDOM (6.2, 6.5, 6.21, 6.22). */
final class SystemCommands {
  private SystemCommands() {}

  /** Chosen: the keyword is looked for in the usage, without regard to case. */
  static void help(Call call) {
    String keyword = call.text(0).toUpperCase(Locale.ROOT);
    for (Command command : Command.values()) {
      if (command.usage().toUpperCase(Locale.ROOT).contains(keyword)) {
        call.line(call.format("Command"), command.usage(), command.summary());
      }
    }
    call.ok();
  }

  static void reset(Firmware firmware, Call call) {
    if (firmware.options().resetAnswersOk()) {
      call.ok();
    }
    firmware.module().restart(ResetReason.SOFT_RESET);
  }

  /** Chosen: day of the week 0 is Sunday; both parts are separated by dots as in the result. */
  static void time(Firmware firmware, Call call) {
    if (call.has(0)) {
      Instant wanted = Instant.ofEpochSecond(call.number(0, 0));
      Instant clock = firmware.options().clock().instant();
      firmware.module().timeOffset(Duration.between(clock, wanted));
    } else {
      ZonedDateTime now = firmware.module().time().atZone(ZoneOffset.UTC);
      call.line(
          call.format("Date"),
          two(now.getYear() % 100),
          two(now.getMonthValue()),
          two(now.getDayOfMonth()),
          now.getDayOfWeek().getValue() % 7);
      call.line(
          call.format("Time"), two(now.getHour()), two(now.getMinute()), two(now.getSecond()));
    }
    call.ok();
  }

  private static String two(int number) {
    return "%02d".formatted(number);
  }

  static void random(Firmware firmware, Call call) {
    long number = firmware.module().random().nextLong(1L << 32);
    firmware.module().lastRandom(number);
    call.line(call.format("Number"), number);
    call.ok();
  }
}
