package org.example;

import io.github.spwf04.transport.SpiBus;
import io.github.spwf04.transport.SpiBusInfo;
import io.netty.buffer.ByteBuf;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.HexFormat;
import java.util.Queue;

/** A bus of one's own: what is behind it boots, and says OK to AT. */
public final class AnsweringBus implements SpiBus {
  private static final String AT = "0200020100";
  private static final String WIND_0 = "0210000000";
  private static final String OK = "023a000000";

  private final Queue<Byte> answers = new ArrayDeque<>();
  private final StringBuilder heard = new StringBuilder();

  @Override
  public synchronized void transfer(ByteBuf out, ByteBuf in, int length) {
    for (int i = 0; i < length; i++) {
      Byte answer = answers.poll();
      if (in != null) {
        in.writeByte(answer == null ? 0 : answer);
      }
      if (out != null) {
        heard.append(HexFormat.of().toHexDigits(out.readByte()));
      }
    }
    if (heard.toString().endsWith(AT)) {
      heard.setLength(0);
      say(OK);
    }
  }

  @Override
  public synchronized boolean irqAsserted() {
    return !answers.isEmpty();
  }

  @Override
  public synchronized boolean awaitIrq(boolean asserted, Duration timeout)
      throws InterruptedException {
    long deadline = System.nanoTime() + timeout.toNanos();
    while (irqAsserted() != asserted) {
      long left = (deadline - System.nanoTime()) / 1_000_000;
      if (left <= 0) {
        return false;
      }
      wait(left);
    }
    return true;
  }

  @Override
  public synchronized void reset() {
    say(WIND_0);
  }

  @Override
  public SpiBusInfo info() {
    return new SpiBusInfo("answering", 0, 4096);
  }

  @Override
  public void close() {}

  private void say(String packet) {
    for (byte octet : HexFormat.of().parseHex(packet)) {
      answers.add(octet);
    }
    notifyAll();
  }
}
