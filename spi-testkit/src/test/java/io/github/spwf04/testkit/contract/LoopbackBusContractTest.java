package io.github.spwf04.testkit.contract;

import io.github.spwf04.transport.SpiBusInfo;
import io.github.spwf04.virtual.bus.LoopbackBus;

class LoopbackBusContractTest implements SpiBusContract {
  @Override
  public Subject open() {
    ScriptedSlave slave = new ScriptedSlave();
    return new Subject(LoopbackBus.to(slave, new SpiBusInfo("loopback", 0, 4096)), slave, () -> {});
  }
}
