package io.github.spwf04.virtual.door;

import io.github.spwf04.time.Monitor;
import io.github.spwf04.time.Time;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.Duration;
import java.util.ArrayDeque;
import org.jspecify.annotations.Nullable;

/** Reports of level changes on one connection: 12 bytes each. */
final class PigpioNotifier {
  private static final int LENGTH = 12;

  /** Sent when nothing else was for a minute, so that a client can tell a dead connection. */
  private static final short ALIVE = 1 << 6;

  private static final Duration ALIVE_PAUSE = Duration.ofSeconds(60);

  /** Reports that wait for a slow client; the next ones are lost, which their sequence shows. */
  private static final int MAX_WAITING = 10_000;

  private record Report(int sequence, int tick, int levels) {}

  private final Monitor monitor;
  private final ArrayDeque<Report> waiting = new ArrayDeque<>();
  private int levels;
  private int reported;
  private int bits;
  private int sequence;
  private boolean closed;

  /**
   * @param time by which a minute without a report ends
   */
  PigpioNotifier(Time time) {
    monitor = new Monitor(time);
  }

  /** Reports from now on changes of these GPIOs; none stops it. */
  void watch(int gpios) {
    monitor.lock();
    try {
      bits = gpios;
      reported = levels;
    } finally {
      monitor.unlock();
    }
  }

  /** Called with the levels after every change of one of them. */
  void changed(int tick, int now) {
    monitor.lock();
    try {
      levels = now;
      if (((levels ^ reported) & bits) != 0 && !closed) {
        reported = levels;
        Report report = new Report(sequence++, tick, levels);
        if (waiting.size() < MAX_WAITING) {
          waiting.add(report);
          monitor.signal();
        }
      }
    } finally {
      monitor.unlock();
    }
  }

  /** Ends {@link #send} once what waits is out. */
  void close() {
    monitor.lock();
    try {
      closed = true;
      monitor.signal();
    } finally {
      monitor.unlock();
    }
  }

  /**
   * Sends reports until {@link #close}.
   *
   * @param sent run behind each
   */
  void send(OutputStream out, Ticks ticks, Runnable sent) throws IOException, InterruptedException {
    for (byte[] next = next(ticks); next != null; next = next(ticks)) {
      out.write(next);
      sent.run();
    }
  }

  /** The next report, or the sign of life that is due; null at the end. */
  private byte @Nullable [] next(Ticks ticks) throws InterruptedException {
    monitor.lockInterruptibly();
    try {
      if (!monitor.await(() -> closed || !waiting.isEmpty(), ALIVE_PAUSE)) {
        return bytes((short) sequence++, ALIVE, ticks.now(), levels);
      }
      Report report = waiting.poll();
      return report == null
          ? null
          : bytes((short) report.sequence(), (short) 0, report.tick(), report.levels());
    } finally {
      monitor.unlock();
    }
  }

  private static byte[] bytes(short sequence, short flags, int tick, int levels) {
    return ByteBuffer.allocate(LENGTH)
        .order(ByteOrder.LITTLE_ENDIAN)
        .putShort(sequence)
        .putShort(flags)
        .putInt(tick)
        .putInt(levels)
        .array();
  }
}
