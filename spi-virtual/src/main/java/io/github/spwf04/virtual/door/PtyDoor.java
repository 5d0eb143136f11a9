package io.github.spwf04.virtual.door;

import io.github.spwf04.time.Joins;
import io.github.spwf04.virtual.pins.Uart;
import java.io.IOException;

/**
 * The AT console of a module on a pseudo-terminal, for programs that open a serial port. Linux
 * only. It holds the one conversation of the console from its beginning to its end, whoever has the
 * device open; what is said while nobody has is kept by the kernel, some kilobytes of it.
 */
public final class PtyDoor implements AutoCloseable {
  private final PseudoTerminal terminal;
  private final Uart.Line line;
  private final Thread thread;

  /**
   * Opens the door.
   *
   * @throws IOException when there is another conversation, or no pseudo-terminal to be had
   */
  public PtyDoor(Uart uart) throws IOException {
    terminal = open();
    Uart.Line free = uart.connect();
    if (free == null) {
      terminal.release();
      throw new IOException("the console is in use");
    }
    line = free;
    thread = Thread.ofPlatform().daemon().name("spwf04-pty").start(this::hold);
  }

  private static PseudoTerminal open() throws IOException {
    try {
      return new PseudoTerminal();
    } catch (LinkageError | IllegalArgumentException e) {
      throw new IOException("no pseudo-terminals on " + System.getProperty("os.name"), e);
    }
  }

  private void hold() {
    try {
      Conversation.hold(line, terminal.input(), terminal.output());
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  /** The device to open, {@code /dev/pts/3}. */
  public String path() {
    return terminal.path();
  }

  @Override
  public void close() throws IOException {
    line.close();
    terminal.close();
    Joins.join(thread);
    terminal.release();
  }
}
