package io.github.spwf04.testkit.fault;

import io.github.spwf04.virtual.options.FirmwareProfile;
import io.github.spwf04.virtual.options.IdleMiso;
import io.github.spwf04.virtual.options.IrqRise;
import io.github.spwf04.virtual.options.ModuleOptions;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.function.UnaryOperator;

/** In what modules differ, a switch each. A campaign draws a value of every one. */
enum ModuleSwitch {
  JUNK(
      value("none", b -> b),
      value("1:00", b -> b.junkBeforeSync(1).junkValue(0x00)),
      value("1:FF", b -> b.junkBeforeSync(1).junkValue(0xFF)),
      value("3:80", b -> b.junkBeforeSync(3).junkValue(0x80)),
      value("3:00", b -> b.junkBeforeSync(3).junkValue(0x00)),
      value("7:FF", b -> b.junkBeforeSync(7).junkValue(0xFF)),
      value("7:B5", b -> b.junkBeforeSync(7).junkValue(0xB5))),
  IRQ_RISE(
      value("last-byte", b -> b.irqRise(IrqRise.LAST_BYTE)),
      value("first-byte", b -> b.irqRise(IrqRise.FIRST_BYTE))),
  LONE_SYNC(value("no", b -> b), value("yes", b -> b.dataSync(true))),
  DEAF_UNTIL_SELECTED(value("no", b -> b), value("yes", b -> b.deafUntilSelected(true))),
  EVENTS_BEFORE_DATA(value("no", b -> b), value("yes", b -> b.eventsBeforeData(true))),
  IDLE_MISO(
      value("low", b -> b),
      value("high", b -> b.idleMiso(IdleMiso.HIGH)),
      value("last-byte", b -> b.idleMiso(IdleMiso.LAST_BYTE))),
  PROFILE(
      value("1.1.0", b -> b.profile(FirmwareProfile.V1_1_0)),
      value("1.0.0", b -> b.profile(FirmwareProfile.V1_0_0))),
  CONSOLE_VERBOSE(
      value("1", b -> b.variable("console_verbose", "1")),
      value("0", b -> b.variable("console_verbose", "0")),
      value("2", b -> b.variable("console_verbose", "2"))),
  EVENT_QUEUE(value("256", b -> b), value("16", b -> b.eventQueue(16))),
  RESET_ANSWERS_OK(value("no", b -> b), value("yes", b -> b.resetAnswersOk(true))),
  /** Commands vanish without any fault. */
  LOST_WRITE(value("no", b -> b), value("yes", b -> b.lostWriteOnCollision(true))),
  EMPTY_LINE(value("no", b -> b), value("yes", b -> b.emptyLineBeforeOk(true))),
  SPLIT_VALUES(value("no", b -> b), value("yes", b -> b.splitValues(true))),
  PENDING_DATA(
      value("at-once", b -> b),
      value("missing", b -> b.pendingDataMissing(true)),
      value("late", b -> b.pendingDataDelay(Duration.ofMillis(40)))),
  READ_SLACK(value("0", b -> b), value("100", b -> b.readSlack(100))),
  DATA_PACKET(value("1500", b -> b), value("7", b -> b.maxDataPacket(7))),
  REPLY_DELAY(value("0", b -> b), value("3", b -> b.replyDelay(Duration.ofMillis(3))));

  /**
   * One way to be.
   *
   * @param text how it is printed
   */
  record Value(String text, UnaryOperator<ModuleOptions.Builder> set) {}

  private final List<Value> values;

  ModuleSwitch(Value... values) {
    this.values = List.of(values);
  }

  private static Value value(String text, UnaryOperator<ModuleOptions.Builder> set) {
    return new Value(text, set);
  }

  /** The first one is how a module comes; the others are as likely together. */
  Value draw(Random random) {
    return random.nextBoolean() ? values.getFirst() : values.get(random.nextInt(values.size()));
  }

  /** How a module comes. */
  Value usual() {
    return values.getFirst();
  }

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
