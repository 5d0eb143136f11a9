package io.github.spwf04.transport.pi4j;

import com.pi4j.context.Context;
import io.github.spwf04.testkit.contract.ScriptedSlave;
import io.github.spwf04.testkit.contract.SpiBusContract;
import io.github.spwf04.testkit.contract.Subject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;

class Pi4jSpiBusContractTest implements SpiBusContract {
  @Override
  public Subject open() {
    ScriptedSlave slave = new ScriptedSlave();
    SlaveProviders providers = SlaveProviders.of(slave);
    Context context = providers.context();
    try {
      return new Subject(
          Pi4jSpiBus.open(
              context,
              Pi4jBusOptions.of(0, 0, SlaveProviders.IRQ, SlaveProviders.RESET)
                  .withReset(Duration.ofMillis(2), Duration.ofMillis(1))),
          slave,
          context::shutdown);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
