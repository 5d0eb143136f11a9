package org.example;

import io.github.spwf04.testkit.contract.ScriptedSlave;
import io.github.spwf04.testkit.contract.SpiBusContract;
import io.github.spwf04.testkit.contract.Subject;
import io.github.spwf04.transport.SpiBusInfo;
import io.github.spwf04.virtual.bus.LoopbackBus;

/** Each clause of the contract is a test of this class. */
class CountingBusTest implements SpiBusContract {
  @Override
  public Subject open() {
    ScriptedSlave slave = new ScriptedSlave();
    SpiBusInfo info = new SpiBusInfo("counting", 0, 4096);
    return new Subject(new CountingBus(LoopbackBus.to(slave, info)), slave, () -> {});
  }
}
