package io.github.spwf04.transport.pi4j;

import com.pi4j.Pi4J;
import com.pi4j.context.Context;
import com.pi4j.io.gpio.digital.DigitalInput;
import com.pi4j.io.gpio.digital.DigitalInputBase;
import com.pi4j.io.gpio.digital.DigitalInputConfig;
import com.pi4j.io.gpio.digital.DigitalInputProvider;
import com.pi4j.io.gpio.digital.DigitalInputProviderBase;
import com.pi4j.io.gpio.digital.DigitalOutput;
import com.pi4j.io.gpio.digital.DigitalOutputBase;
import com.pi4j.io.gpio.digital.DigitalOutputConfig;
import com.pi4j.io.gpio.digital.DigitalOutputProvider;
import com.pi4j.io.gpio.digital.DigitalOutputProviderBase;
import com.pi4j.io.gpio.digital.DigitalState;
import com.pi4j.io.gpio.digital.DigitalStateChangeEvent;
import com.pi4j.io.spi.Spi;
import com.pi4j.io.spi.SpiBase;
import com.pi4j.io.spi.SpiConfig;
import com.pi4j.io.spi.SpiProvider;
import com.pi4j.io.spi.SpiProviderBase;
import io.github.spwf04.testkit.contract.ScriptedSlave;
import io.github.spwf04.testkit.contract.ScriptedSlave.ResetLine;
import io.github.spwf04.virtual.bus.SlavePins;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Pi4J providers whose wires end at a slave of the test kit. */
@SuppressWarnings("exports") // for the tests of the package below
public final class SlaveProviders {
  public static final int IRQ = 25;
  public static final int RESET = 24;

  private final SlavePins slave;
  private final Consumer<DigitalState> resetLine;
  private final List<DigitalInput> irqInputs = new ArrayList<>();
  private @Nullable RuntimeException failure;

  /** What the SPI device was opened with. */
  public @Nullable SpiConfig opened;

  public SlaveProviders(SlavePins slave, Consumer<DigitalState> resetLine) {
    this.slave = slave;
    this.resetLine = resetLine;
  }

  /** Providers of a scripted slave, which sees its IRQ and reset lines. */
  public static SlaveProviders of(ScriptedSlave slave) {
    SlaveProviders providers =
        new SlaveProviders(
            slave,
            level ->
                slave.resetLine(
                    switch (level) {
                      case LOW -> ResetLine.LOW;
                      case HIGH -> ResetLine.HIGH;
                      case UNKNOWN -> ResetLine.RELEASED;
                    }));
    slave.onIrq(providers::edge);
    return providers;
  }

  public Context context() {
    return context(new SpiSide());
  }

  /** With another provider for the bytes; the lines end at the slave all the same. */
  public Context context(SpiProvider spi) {
    return Pi4J.newContextBuilder()
        .noAutoDetect()
        .disableShutdownHook()
        .add(spi, new InputSide(), new OutputSide())
        .build();
  }

  /** An edge of the IRQ line. */
  public void edge(boolean asserted) {
    for (DigitalInput input : List.copyOf(irqInputs)) {
      ((Input) input).edge(asserted);
    }
  }

  /** Every transfer from now on throws this; null ends it. */
  public void fail(@Nullable RuntimeException cause) {
    failure = cause;
  }

  private final class SpiSide extends SpiProviderBase implements SpiProvider {
    SpiSide() {
      super("slave-spi", "SPI to a slave of the test kit");
    }

    @Override
    public Spi create(SpiConfig config) {
      opened = config;
      Spi device = new Device(this, config);
      context.registry().add(device);
      return device;
    }
  }

  private final class Device extends SpiBase {
    Device(SpiProvider provider, SpiConfig config) {
      super(provider, config);
    }

    @Override
    public int transfer(byte[] out, int outOffset, byte[] in, int inOffset, int length) {
      if (failure != null) {
        throw failure;
      }
      ByteBuf mosi = Unpooled.wrappedBuffer(out, outOffset, length);
      ByteBuf miso = Unpooled.wrappedBuffer(in, inOffset, length).clear();
      slave.window(mosi, miso, length);
      // As the provider of the field does it: not the count of this transfer.
      return in.length;
    }

    @Override
    public int write(byte b) {
      throw new UnsupportedOperationException();
    }

    @Override
    public int write(byte[] data, int offset, int length) {
      throw new UnsupportedOperationException();
    }

    @Override
    public int read() {
      throw new UnsupportedOperationException();
    }

    @Override
    public int read(byte[] buffer, int offset, int length) {
      throw new UnsupportedOperationException();
    }
  }

  private final class InputSide extends DigitalInputProviderBase implements DigitalInputProvider {
    InputSide() {
      super("slave-input", "inputs from a slave of the test kit");
    }

    @Override
    public DigitalInput create(DigitalInputConfig config) {
      Input input = new Input(this, config);
      context.registry().add(input);
      if (config.bcm() == IRQ) {
        irqInputs.add(input);
      }
      return input;
    }
  }

  private final class Input extends DigitalInputBase {
    Input(DigitalInputProvider provider, DigitalInputConfig config) {
      super(provider, config);
      if (config.debounce() != 0) {
        throw new IllegalStateException("debounce " + config.debounce());
      }
    }

    @Override
    public DigitalState state() {
      return slave.irqAsserted() ? DigitalState.LOW : DigitalState.HIGH;
    }

    void edge(boolean asserted) {
      dispatch(
          new DigitalStateChangeEvent<>(this, asserted ? DigitalState.LOW : DigitalState.HIGH));
    }
  }

  private final class OutputSide extends DigitalOutputProviderBase
      implements DigitalOutputProvider {
    OutputSide() {
      super("slave-output", "outputs to a slave of the test kit");
    }

    @Override
    public DigitalOutput create(DigitalOutputConfig config) {
      Output output = new Output(this, config);
      context.registry().add(output);
      return output;
    }
  }

  private final class Output extends DigitalOutputBase {
    Output(DigitalOutputProvider provider, DigitalOutputConfig config) {
      super(provider, config);
    }

    @Override
    public DigitalOutput state(DigitalState state) {
      if (state != this.state) {
        resetLine.accept(state);
      }
      return super.state(state);
    }

    @Override
    public DigitalOutput shutdownInternal(Context context) {
      resetLine.accept(DigitalState.UNKNOWN);
      return this;
    }
  }
}
