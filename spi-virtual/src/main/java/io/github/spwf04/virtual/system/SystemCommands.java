package io.github.spwf04.virtual.system;

import static io.github.spwf04.catalog.ParameterName.KEYWORD;
import static io.github.spwf04.catalog.ParameterName.TIME;

import io.github.spwf04.catalog.Command;
import io.github.spwf04.catalog.Line;
import io.github.spwf04.virtual.runtime.Call;
import io.github.spwf04.virtual.runtime.Core;
import io.github.spwf04.virtual.runtime.RandomNumbers;
import io.github.spwf04.virtual.runtime.ResetReason;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.Locale;

/** HELP, RESET, TIME and RANDOM (6.2, 6.5, 6.21, 6.22). */
public final class SystemCommands {
  private final Core core;
  private final RandomNumbers random;

  public SystemCommands(Core core, RandomNumbers random) {
    this.core = core;
    this.random = random;
  }

  /** Chosen: the keyword is looked for in the usage, without regard to case. */
  public void help(Call call) {
    String keyword = call.text(KEYWORD).toUpperCase(Locale.ROOT);
    for (Command command : Command.values()) {
      if (!core.profile().lacks(command)
          && command.usage().toUpperCase(Locale.ROOT).contains(keyword)) {
        call.line(Line.COMMAND, command.usage(), command.summary());
      }
    }
    call.ok();
  }

  public void reset(Call call) {
    if (core.options().replies().resetAnswersOk()) {
      call.ok();
    }
    core.restart(ResetReason.SOFT_RESET);
  }

  /** Chosen: day of the week 0 is Sunday; both parts are separated by dots as in the result. */
  public void time(Call call) {
    if (call.has(TIME)) {
      core.time(Instant.ofEpochSecond(call.number(TIME)));
    } else {
      ZonedDateTime now = core.time().atZone(ZoneOffset.UTC);
      call.line(
          Line.DATE,
          two(now.getYear() % 100),
          two(now.getMonthValue()),
          two(now.getDayOfMonth()),
          now.getDayOfWeek().getValue() % 7);
      call.line(Line.TIME, two(now.getHour()), two(now.getMinute()), two(now.getSecond()));
    }
    call.ok();
  }

  private static String two(int number) {
    return "%02d".formatted(number);
  }

  public void random(Call call) {
    call.line(Line.NUMBER, random.next());
    call.ok();
  }
}
