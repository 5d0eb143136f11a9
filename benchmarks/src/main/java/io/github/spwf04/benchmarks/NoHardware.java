package io.github.spwf04.benchmarks;

import com.pi4j.Pi4J;
import com.pi4j.context.Context;
import com.pi4j.io.gpio.digital.DigitalInput;
import com.pi4j.io.gpio.digital.DigitalInputBase;
import com.pi4j.io.gpio.digital.DigitalInputConfig;
import com.pi4j.io.gpio.digital.DigitalInputProvider;
import com.pi4j.io.gpio.digital.DigitalInputProviderBase;
import com.pi4j.io.gpio.digital.DigitalOutput;
import com.pi4j.io.gpio.digital.DigitalOutputConfig;
import com.pi4j.io.gpio.digital.DigitalOutputProvider;
import com.pi4j.io.gpio.digital.DigitalOutputProviderBase;
import com.pi4j.io.gpio.digital.DigitalState;
import com.pi4j.io.spi.Spi;
import com.pi4j.io.spi.SpiBase;
import com.pi4j.io.spi.SpiConfig;
import com.pi4j.io.spi.SpiProvider;
import com.pi4j.io.spi.SpiProviderBase;

/** Pi4J providers that do nothing at all, so that what is left to measure is the bus itself. */
final class NoHardware {
  private NoHardware() {}

  static Context context() {
    return Pi4J.newContextBuilder()
        .noAutoDetect()
        .disableShutdownHook()
        .add(new Bytes(), new Inputs(), new Outputs())
        .build();
  }

  private static final class Bytes extends SpiProviderBase implements SpiProvider {
    @Override
    public Spi create(SpiConfig config) {
      Spi spi = new Device(this, config);
      context.registry().add(spi);
      return spi;
    }
  }

  private static final class Device extends SpiBase {
    Device(SpiProvider provider, SpiConfig config) {
      super(provider, config);
    }

    @Override
    public int transfer(byte[] out, int outOffset, byte[] in, int inOffset, int length) {
      return length;
    }

    @Override
    public int write(byte b) {
      return 1;
    }

    @Override
    public int write(byte[] data, int offset, int length) {
      return length;
    }

    @Override
    public int read() {
      return 0;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) {
      return length;
    }
  }

  private static final class Inputs extends DigitalInputProviderBase
      implements DigitalInputProvider {
    @Override
    public DigitalInput create(DigitalInputConfig config) {
      DigitalInput input = new Line(this, config);
      context.registry().add(input);
      return input;
    }
  }

  private static final class Line extends DigitalInputBase {
    Line(DigitalInputProvider provider, DigitalInputConfig config) {
      super(provider, config);
    }

    @Override
    public DigitalState state() {
      return DigitalState.HIGH;
    }
  }

  /** No reset line is asked for. */
  private static final class Outputs extends DigitalOutputProviderBase
      implements DigitalOutputProvider {
    @Override
    public DigitalOutput create(DigitalOutputConfig config) {
      throw new UnsupportedOperationException();
    }
  }
}
