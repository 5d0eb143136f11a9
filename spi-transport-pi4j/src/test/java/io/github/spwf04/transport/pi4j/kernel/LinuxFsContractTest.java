package io.github.spwf04.transport.pi4j.kernel;

import com.pi4j.context.Context;
import io.github.spwf04.testkit.contract.ScriptedSlave;
import io.github.spwf04.testkit.contract.SpiBusContract;
import io.github.spwf04.testkit.contract.Subject;
import io.github.spwf04.testkit.kernel.EmulatedBoard;
import io.github.spwf04.transport.pi4j.Pi4jSpiBus;
import io.github.spwf04.transport.pi4j.SlaveProviders;
import java.time.Duration;

class LinuxFsContractTest implements SpiBusContract {
  @Override
  public Subject open() throws Exception {
    ScriptedSlave slave = new ScriptedSlave();
    EmulatedBoard board = LinuxFs.board(slave);
    SlaveProviders providers = SlaveProviders.of(slave);
    Context context = providers.context(LinuxFs.provider());
    return new Subject(
        Pi4jSpiBus.open(
            context, LinuxFs.options().withReset(Duration.ofMillis(2), Duration.ofMillis(1))),
        slave,
        () -> {
          context.shutdown();
          board.close();
        });
  }
}
