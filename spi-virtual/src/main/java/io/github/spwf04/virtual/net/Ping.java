package io.github.spwf04.virtual.net;

import static io.github.spwf04.catalog.ParameterName.COUNTER;
import static io.github.spwf04.catalog.ParameterName.HOSTNAME;
import static io.github.spwf04.catalog.ParameterName.SIZE;

import io.github.spwf04.catalog.LineFormat;
import io.github.spwf04.error.ModuleError;
import io.github.spwf04.time.Time;
import io.github.spwf04.virtual.runtime.Addresses;
import io.github.spwf04.virtual.runtime.Call;
import io.github.spwf04.virtual.runtime.Core;
import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * PING (6.37). The machine sends the echo requests, and their size is its own; without the right to
 * send any it knocks at the echo port of TCP. The text is chosen: three lines for one request, with
 * the word Reply in the first (field-facts C.5).
 */
public final class Ping {
  private static final LineFormat REPLY =
      LineFormat.of("Reply:{ip:IP} bytes={size:INT} time={ms:INT}");
  private static final LineFormat TIMEOUT = LineFormat.of("Timeout:{ip:IP}");
  private static final LineFormat PACKETS =
      LineFormat.of("Packets:{sent:INT}:{received:INT}:{lost:INT}");
  private static final LineFormat TIMES = LineFormat.of("Times:{least:INT}:{mean:INT}:{most:INT}");

  /** The most requests of one command: the reply would not end otherwise. */
  private static final int MOST = 100;

  private static final Duration PATIENCE = Duration.ofSeconds(1);

  private final Core core;
  private final Network network;

  public Ping(Core core, Network network) {
    this.core = core;
    this.network = network;
  }

  public void run(Call call) {
    long count = call.number(COUNTER);
    long size = call.number(SIZE);
    if (!core.online()) {
      call.error(ModuleError.CONNECTION_NOT_UP);
    } else if (count == 0 || size == 0) {
      call.error(ModuleError.ARGUMENT_ZERO);
    } else if (count > MOST) {
      call.error(ModuleError.INVALID_VALUE);
    } else {
      core.spawn(() -> run(call, (int) count, size));
    }
  }

  private void run(Call call, int count, long size) {
    InetAddress address;
    try {
      address = network.resolve(call.text(HOSTNAME));
    } catch (UnknownHostException _) {
      core.post(() -> call.error(ModuleError.DNS_FAILURE));
      return;
    }
    List<@Nullable Long> times = new ArrayList<>();
    while (times.size() < count && core.alive()) {
      times.add(echo(address));
    }
    core.post(() -> answer(call, Addresses.print(address), size, times));
  }

  /** Milliseconds to the reply and back, or null without one. */
  private @Nullable Long echo(InetAddress address) {
    try {
      network.check(address);
      Time time = core.options().timing().peerTime();
      long begin = time.nanoTime();
      return address.isReachable((int) PATIENCE.toMillis())
          ? (time.nanoTime() - begin) / 1_000_000
          : null;
    } catch (IOException _) {
      return null;
    }
  }

  private static void answer(Call call, String ip, long size, List<@Nullable Long> times) {
    List<Long> replies = new ArrayList<>();
    for (Long time : times) {
      if (time == null) {
        call.chosenLine(TIMEOUT, ip);
      } else {
        replies.add(time);
        call.chosenLine(REPLY, ip, size, time);
      }
    }
    call.chosenLine(PACKETS, times.size(), replies.size(), times.size() - replies.size());
    if (replies.isEmpty()) {
      call.error(ModuleError.REQUEST_FAILED);
      return;
    }
    long sum = replies.stream().mapToLong(Long::longValue).sum();
    call.chosenLine(
        TIMES,
        replies.stream().min(Long::compare).orElseThrow(),
        sum / replies.size(),
        replies.stream().max(Long::compare).orElseThrow());
    call.ok();
  }
}
