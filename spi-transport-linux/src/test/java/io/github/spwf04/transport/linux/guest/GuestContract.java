package io.github.spwf04.transport.linux.guest;

import io.github.spwf04.testkit.contract.ScriptedSlave;
import io.github.spwf04.testkit.contract.SpiBusContract;
import io.github.spwf04.testkit.contract.Subject;
import io.github.spwf04.transport.linux.LinuxSpiBus;
import java.io.IOException;
import java.time.Duration;

class GuestContract implements SpiBusContract {
  @Override
  public Subject open() throws IOException {
    GuestBoard board = GuestBoard.get();
    ScriptedSlave slave = new ScriptedSlave();
    // Asking for the reset line makes it an input, which is no news to the slave.
    board.plug(slave, _ -> {});
    board.irq(false);
    LinuxSpiBus bus = LinuxSpiBus.open(GuestBoard.options());
    board.plug(slave, slave::resetLine);
    slave.onIrq(board::irq);
    return new Subject(bus, slave, () -> board.plug(new ScriptedSlave(), _ -> {}));
  }

  /** The guest's processor is emulated. */
  @Override
  public Duration patience() {
    return Duration.ofSeconds(120);
  }
}
