package io.github.spwf04.virtual.door;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * One client of the pigpio door. A request is four words of 32 bits, little endian, and an
 * extension with some commands; the answer is its first three words, the result, and with some the
 * bytes read.
 */
final class PigpiodConnection {
  private static final int HEADER = 16;
  private static final int MAX_EXTENSION = 1 << 16;
  private static final int MAX_MODE = 7;
  private static final int MAX_PULL = 2;
  private static final int MIN_SPEED = 32_000;
  private static final int MAX_SPEED = 125_000_000;

  /** The bits of SPIO's flags that may be set: those that leave CE0, CE1 or CE2 to others. */
  private static final int SPI_FLAGS = 0xE0;

  /** A Raspberry Pi 3 B, of which every user GPIO is on the header. */
  private static final int HARDWARE = 0xA02082;

  private static final int PIGPIO_VERSION = 78;
  private static final byte[] NOTHING = {};

  private final PigpiodDoor door;
  private final Socket socket;
  private final Runnable heard;
  private final OutputStream out;
  private final PigpioNotifier notifier;
  private int notifierHandle = -1;

  /** What a command comes to: its result, or the bytes whose number the result is. */
  private record Answer(int result, byte[] bytes) {
    static Answer of(int result) {
      return new Answer(result, NOTHING);
    }
  }

  /**
   * @param heard run with each request and each report
   */
  PigpiodConnection(PigpiodDoor door, Socket socket, Runnable heard) throws IOException {
    this.door = door;
    this.heard = heard;
    this.notifier = new PigpioNotifier(door.module().options().timing().peerTime());
    this.socket = socket;
    this.out = socket.getOutputStream();
  }

  void run() throws IOException {
    DataInputStream in = new DataInputStream(socket.getInputStream());
    byte[] header = new byte[HEADER];
    try {
      while (true) {
        in.readFully(header);
        ByteBuffer words = ByteBuffer.wrap(header).order(ByteOrder.LITTLE_ENDIAN);
        int command = words.getInt();
        int first = words.getInt();
        int second = words.getInt();
        int length = PigpioCommand.extended(command) ? words.getInt() : 0;
        if (length < 0 || length > MAX_EXTENSION) {
          // Where the next request begins is not to be known.
          answer(header, Answer.of(PigpioCommand.MESSAGE_TOO_BIG));
          return;
        }
        byte[] extension = length == 0 ? NOTHING : in.readNBytes(length);
        if (extension.length < length) {
          return;
        }
        heard.run();
        answer(header, run(command, first, second, extension));
      }
    } catch (EOFException _) {
      // The client has gone.
    } finally {
      door.closeSpiOf(this);
      if (notifierHandle >= 0) {
        door.closeNotifier(notifierHandle);
      }
    }
  }

  private void answer(byte[] header, Answer answer) throws IOException {
    // In one piece: some clients expect the 16 bytes of it in one read.
    ByteBuffer all = ByteBuffer.allocate(HEADER + answer.bytes().length);
    all.order(ByteOrder.LITTLE_ENDIAN).put(header).putInt(HEADER - Integer.BYTES, answer.result());
    out.write(all.put(answer.bytes()).array());
  }

  private Answer run(int command, int first, int second, byte[] extension) {
    return switch (command) {
      case PigpioCommand.SPIO -> Answer.of(openSpi(first, second, extension));
      case PigpioCommand.SPIC -> Answer.of(door.closeSpi(first) ? 0 : PigpioCommand.BAD_HANDLE);
      case PigpioCommand.SPIR -> transfer(first, new byte[Math.clamp(second, 0, MAX_EXTENSION)]);
      case PigpioCommand.SPIX -> transfer(first, extension);
      case PigpioCommand.SPIW -> Answer.of(transfer(first, extension).result());
      case PigpioCommand.NOIB -> Answer.of(openNotifier());
      case PigpioCommand.NB -> Answer.of(door.watch(first, second) ? 0 : PigpioCommand.BAD_HANDLE);
      case PigpioCommand.NP -> Answer.of(door.watch(first, 0) ? 0 : PigpioCommand.BAD_HANDLE);
      case PigpioCommand.NC -> Answer.of(door.closeNotifier(first) ? 0 : PigpioCommand.BAD_HANDLE);
      // There are no events but those of peripherals that are not here.
      case PigpioCommand.EVM -> Answer.of(door.hasNotifier(first) ? 0 : PigpioCommand.BAD_HANDLE);
      case PigpioCommand.TICK -> Answer.of(door.ticks().now());
      case PigpioCommand.HWVER -> Answer.of(HARDWARE);
      case PigpioCommand.PIGPV -> Answer.of(PIGPIO_VERSION);
      // Settings of the daemon, and filters of edges that do not bounce here.
      case PigpioCommand.CGI, PigpioCommand.CSI, PigpioCommand.FG, PigpioCommand.FN -> Answer.of(0);
      default -> Answer.of(gpio(command, first, second));
    };
  }

  private int openSpi(int channel, int speed, byte[] extension) {
    int flags =
        extension.length < Integer.BYTES
            ? 0
            : ByteBuffer.wrap(extension).order(ByteOrder.LITTLE_ENDIAN).getInt();
    if (channel != 0) {
      return PigpioCommand.BAD_SPI_CHANNEL;
    } else if (speed < MIN_SPEED || speed > MAX_SPEED) {
      return PigpioCommand.BAD_SPI_SPEED;
    } else if ((flags & ~SPI_FLAGS) != 0) {
      return PigpioCommand.BAD_FLAGS;
    }
    return door.openSpi(this);
  }

  /** One chip-select window. */
  private Answer transfer(int handle, byte[] mosi) {
    if (!door.hasSpi(handle)) {
      return Answer.of(PigpioCommand.BAD_HANDLE);
    }
    if (mosi.length == 0) {
      return Answer.of(PigpioCommand.BAD_SPI_COUNT);
    }
    byte[] miso = new byte[mosi.length];
    ByteBuf in = Unpooled.wrappedBuffer(miso).clear();
    door.module().pins().window(Unpooled.wrappedBuffer(mosi), in, mosi.length);
    return new Answer(miso.length, miso);
  }

  private int openNotifier() {
    if (notifierHandle >= 0) {
      return PigpioCommand.NO_HANDLE;
    }
    notifierHandle = door.openNotifier(notifier);
    if (notifierHandle >= 0) {
      Thread.ofVirtual().name("spwf04-pigpiod-notifier").start(this::sendReports);
    }
    return notifierHandle;
  }

  private void sendReports() {
    try {
      notifier.send(out, door.ticks(), heard);
    } catch (IOException | InterruptedException _) {
      // The client has gone; whoever reads its requests sees that, too.
    }
  }

  private int gpio(int command, int first, int second) {
    PiPins pins = door.pins();
    return switch (command) {
      case PigpioCommand.BR1 -> pins.levels();
      case PigpioCommand.BR2 -> 0;
      case PigpioCommand.BC1 -> {
        pins.latch(first, false);
        yield 0;
      }
      case PigpioCommand.BS1 -> {
        pins.latch(first, true);
        yield 0;
      }
      case PigpioCommand.BC2, PigpioCommand.BS2 -> 0;
      case PigpioCommand.MODES,
          PigpioCommand.MODEG,
          PigpioCommand.PUD,
          PigpioCommand.READ,
          PigpioCommand.WRITE ->
          first < 0 || first >= PiPins.COUNT
              ? PigpioCommand.BAD_GPIO
              : onePin(command, first, second);
      default -> PigpioCommand.UNKNOWN_COMMAND;
    };
  }

  private int onePin(int command, int gpio, int value) {
    PiPins pins = door.pins();
    switch (command) {
      case PigpioCommand.MODEG -> {
        return pins.mode(gpio);
      }
      case PigpioCommand.READ -> {
        return pins.level(gpio) ? 1 : 0;
      }
      case PigpioCommand.MODES -> {
        if (value < 0 || value > MAX_MODE) {
          return PigpioCommand.BAD_MODE;
        }
        pins.mode(gpio, value);
      }
      case PigpioCommand.PUD -> {
        if (value < 0 || value > MAX_PULL) {
          return PigpioCommand.BAD_PUD;
        }
        pins.pull(gpio, value);
      }
      default -> {
        if (value != 0 && value != 1) {
          return PigpioCommand.BAD_LEVEL;
        }
        pins.write(gpio, value == 1);
      }
    }
    return 0;
  }
}
