package io.github.spwf04.testkit.contract;

import io.github.spwf04.transport.SpiBus;

/**
 * What a clause works on.
 *
 * @param bus the bus, open, its IRQ line high, its reset line let go
 * @param slave the slave at its other end
 * @param behind ends what is behind the bus, after the bus was closed
 */
public record Subject(SpiBus bus, ScriptedSlave slave, Runnable behind) implements AutoCloseable {
  @Override
  public void close() {
    bus.close();
    behind.run();
  }
}
