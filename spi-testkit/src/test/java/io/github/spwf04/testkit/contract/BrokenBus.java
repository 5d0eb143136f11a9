package io.github.spwf04.testkit.contract;

import io.github.spwf04.transport.ForwardingBus;
import io.github.spwf04.transport.SpiBus;
import io.github.spwf04.transport.SpiBusInfo;
import io.github.spwf04.virtual.bus.LoopbackBus;

/** A good bus, until a subclass spoils one of its methods. */
class BrokenBus extends ForwardingBus {
  final ScriptedSlave slave;
  final SpiBus good = bus();

  BrokenBus(ScriptedSlave slave) {
    super(LoopbackBus.to(slave, new SpiBusInfo("broken", 0, 4096)));
    this.slave = slave;
  }
}
