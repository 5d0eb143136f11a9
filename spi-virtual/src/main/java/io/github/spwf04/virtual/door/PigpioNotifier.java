package io.github.spwf04.virtual.door;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;

/** Reports of level changes on one connection: 12 bytes each. */
final class PigpioNotifier {
  private static final int LENGTH = 12;

  /** Sent when nothing else was for a minute, so that a client can tell a dead connection. */
  private static final short ALIVE = 1 << 6;

  private static final int ALIVE_SECONDS = 60;

  /** Reports that wait for a slow client; the next ones are lost, which their sequence shows. */
  private static final int MAX_WAITING = 10_000;

  private record Report(int sequence, int tick, int levels) {}

  private static final Report END = new Report(0, 0, 0);

  private final BlockingQueue<Report> waiting = new ArrayBlockingQueue<>(MAX_WAITING);
  private int levels;
  private int reported;
  private int bits;
  private int sequence;
  private boolean closed;

  /** Reports from now on changes of these GPIOs; none stops it. */
  synchronized void watch(int bits) {
    this.bits = bits;
    reported = levels;
  }

  /** Called with the levels after every change of one of them. */
  synchronized void changed(int tick, int levels) {
    this.levels = levels;
    if (((levels ^ reported) & bits) != 0 && !closed) {
      reported = levels;
      waiting.offer(new Report(sequence++, tick, levels));
    }
  }

  /** Ends {@link #send} once what waits is out. */
  synchronized void close() {
    closed = true;
    if (!waiting.offer(END)) {
      waiting.clear();
      waiting.add(END);
    }
  }

  /** Sends reports until {@link #close}. */
  void send(OutputStream out, Ticks ticks) throws IOException, InterruptedException {
    while (true) {
      Report report = waiting.poll(ALIVE_SECONDS, TimeUnit.SECONDS);
      if (report == END) {
        return;
      }
      if (report == null) {
        out.write(alive(ticks.now()));
      } else {
        out.write(bytes((short) report.sequence(), (short) 0, report.tick(), report.levels()));
      }
    }
  }

  private synchronized byte[] alive(int tick) {
    return bytes((short) sequence++, ALIVE, tick, levels);
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
