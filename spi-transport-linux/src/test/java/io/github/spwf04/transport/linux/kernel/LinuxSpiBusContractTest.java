package io.github.spwf04.transport.linux.kernel;

import static io.github.spwf04.transport.linux.kernel.Wiring.options;

import io.github.spwf04.testkit.contract.ScriptedSlave;
import io.github.spwf04.testkit.contract.SpiBusContract;
import io.github.spwf04.testkit.contract.Subject;
import io.github.spwf04.testkit.kernel.EmulatedBoard;
import io.github.spwf04.transport.linux.LinuxSpiBus;
import java.io.IOException;

class LinuxSpiBusContractTest implements SpiBusContract {
  @Override
  public Subject open() throws IOException {
    ScriptedSlave slave = new ScriptedSlave();
    EmulatedBoard board = EmulatedBoard.with(slave);
    return new Subject(LinuxSpiBus.open(options(board)), slave, board::close);
  }
}
