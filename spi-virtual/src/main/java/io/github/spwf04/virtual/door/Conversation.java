package io.github.spwf04.virtual.door;

import io.github.spwf04.time.Joins;
import io.github.spwf04.virtual.pins.Uart;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Duration;

/** Carries bytes between the UART of a module and a pair of streams, until one side ends. */
final class Conversation {
  /** Longer than any command takes; for those that came in before the end of the input. */
  private static final Duration ANSWER = Duration.ofSeconds(60);

  private static final Duration UNTIL_MORE = Duration.ofDays(1);
  private static final int PIECE = 4096;

  private Conversation() {}

  /**
   * Returns when the input has ended and what it said is answered, or when the module has ended.
   * Closes the line and leaves the streams open.
   */
  static void hold(Uart.Line line, InputStream in, OutputStream out) throws InterruptedException {
    Thread printer =
        Thread.ofPlatform().daemon().name("spwf04-door-printer").start(() -> print(line, out));
    try (line) {
      byte[] piece = new byte[PIECE];
      for (int n; (n = in.read(piece)) >= 0; ) {
        if (!line.write(piece, 0, n)) {
          return;
        }
      }
      line.awaitAnswered(ANSWER);
    } catch (IOException _) {
      // Whoever was there has gone: as good as the end of the input.
    } finally {
      Joins.join(printer);
    }
  }

  private static void print(Uart.Line line, OutputStream out) {
    byte[] piece = new byte[PIECE];
    try {
      for (int n; (n = line.read(piece, UNTIL_MORE)) >= 0; ) {
        out.write(piece, 0, n);
        out.flush();
      }
    } catch (IOException _) {
      line.close();
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }
}
