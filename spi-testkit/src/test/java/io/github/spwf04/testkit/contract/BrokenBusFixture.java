package io.github.spwf04.testkit.contract;

import io.github.spwf04.transport.SpiBus;
import java.time.Duration;
import java.util.function.Function;

/** The contract over a bus that a test sets; the name keeps it from being run as a test itself. */
class BrokenBusFixture implements SpiBusContract {
  static Function<ScriptedSlave, SpiBus> bus = BrokenBus::new;

  @Override
  public Subject open() {
    ScriptedSlave slave = new ScriptedSlave();
    return new Subject(bus.apply(slave), slave, () -> {});
  }

  @Override
  public Duration patience() {
    return Duration.ofSeconds(1);
  }
}
