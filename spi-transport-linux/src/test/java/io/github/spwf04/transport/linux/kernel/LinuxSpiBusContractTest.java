package io.github.spwf04.transport.linux.kernel;

import io.github.spwf04.testkit.contract.ScriptedSlave;
import io.github.spwf04.testkit.contract.SpiBusContract;
import io.github.spwf04.testkit.contract.Subject;
import io.github.spwf04.transport.linux.LinuxSpiBus;
import java.io.IOException;

class LinuxSpiBusContractTest implements SpiBusContract {
  @Override
  public Subject open() throws IOException {
    ScriptedSlave slave = new ScriptedSlave();
    Board board = Board.with(slave);
    return new Subject(LinuxSpiBus.open(board.options()), slave, board::close);
  }
}
