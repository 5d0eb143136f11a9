package io.github.spwf04.testkit.contract;

import io.github.spwf04.transport.SpiBus;
import io.github.spwf04.transport.SpiBusInfo;
import io.github.spwf04.virtual.bus.LoopbackBus;
import io.netty.buffer.ByteBuf;
import java.io.IOException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** A good bus, until a subclass spoils one of its methods. */
class BrokenBus implements SpiBus {
  final ScriptedSlave slave;
  final SpiBus good;

  BrokenBus(ScriptedSlave slave) {
    this.slave = slave;
    this.good = LoopbackBus.to(slave, new SpiBusInfo("broken", 0, 4096));
  }

  @Override
  public void transfer(@Nullable ByteBuf out, @Nullable ByteBuf in, int length) throws IOException {
    good.transfer(out, in, length);
  }

  @Override
  public boolean irqAsserted() throws IOException {
    return good.irqAsserted();
  }

  @Override
  public boolean awaitIrq(boolean asserted, Duration timeout)
      throws IOException, InterruptedException {
    return good.awaitIrq(asserted, timeout);
  }

  @Override
  public void reset() throws IOException, InterruptedException {
    good.reset();
  }

  @Override
  public SpiBusInfo info() {
    return good.info();
  }

  @Override
  public void close() {
    good.close();
  }
}
