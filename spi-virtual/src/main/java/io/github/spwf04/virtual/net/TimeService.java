package io.github.spwf04.virtual.net;

import io.github.spwf04.catalog.Wind;
import io.github.spwf04.virtual.options.ServiceOptions;
import io.github.spwf04.virtual.runtime.Core;
import io.github.spwf04.virtual.runtime.EventLoop;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.List;
import org.apache.commons.net.ntp.NTPUDPClient;
import org.apache.commons.net.ntp.NtpV3Packet;
import org.apache.commons.net.ntp.TimeInfo;
import org.jspecify.annotations.Nullable;

/**
 * Sets the clock by NTP: when the link comes up and ip_ntp_startup says so, then every
 * ip_ntp_refresh seconds. Servers that are out of reach are passed over in silence.
 */
public final class TimeService {
  private static final List<String> SERVERS = List.of("ip_ntp_server1", "ip_ntp_server2");

  /** Strata of servers that have the time; 0 tells to go away, 16 knows none (RFC 5905). */
  private static final int WORST_STRATUM = 15;

  private final Core core;
  private final Network network;
  private EventLoop.@Nullable Timer next;

  /** Counts the links, so that an answer of one that has gone is not taken. */
  private int link;

  public TimeService(Core core, Network network) {
    this.core = core;
    this.network = network;
  }

  public void linkUp() {
    linkDown();
    if (core.settings().number("ip_ntp_startup") != 0) {
      query();
    }
  }

  public void linkDown() {
    link++;
    EventLoop.Timer timer = next;
    if (timer != null) {
      timer.cancel();
      next = null;
    }
  }

  private void query() {
    int asked = link;
    List<String> servers = SERVERS.stream().map(core.settings()::get).toList();
    core.spawn(
        () -> {
          Instant time = ask(servers);
          core.post(
              () -> {
                if (asked == link) {
                  answered(time);
                }
              });
        });
    long refresh = core.settings().number("ip_ntp_refresh");
    if (refresh > 0) {
      next = core.after(Duration.ofSeconds(refresh), this::query);
    }
  }

  /** Blocks. Returns the time of the first server that has it, or null. */
  private @Nullable Instant ask(List<String> servers) {
    for (String server : servers) {
      try (NTPUDPClient client = new NTPUDPClient()) {
        ServiceOptions options = core.options().services();
        InetSocketAddress peer = network.peer(server, options.ntpPort());
        client.setDefaultTimeout(options.answerTimeout());
        client.open();
        network.register(client);
        try {
          TimeInfo info = client.getTime(peer.getAddress(), peer.getPort());
          NtpV3Packet message = info.getMessage();
          boolean valid =
              message.getMode() == NtpV3Packet.MODE_SERVER
                  && message.getStratum() > 0
                  && message.getStratum() <= WORST_STRATUM;
          if (valid) {
            info.computeDetails();
            Long delay = info.getDelay();
            long half = delay == null ? 0 : Math.max(0, delay / 2);
            return Instant.ofEpochMilli(message.getTransmitTimeStamp().getTime() + half);
          }
        } finally {
          network.close(client);
        }
      } catch (IOException | RuntimeException _) {
        // The next one, then.
      }
    }
    return null;
  }

  private void answered(@Nullable Instant time) {
    if (time == null) {
      return;
    }
    core.time(time);
    ZonedDateTime now = time.atZone(ZoneOffset.UTC);
    core.wind(
        Wind.NTP_SERVER_DELIVERY,
        now.getYear() % 100,
        now.getMonthValue(),
        now.getDayOfMonth(),
        now.getDayOfWeek().getValue() % 7,
        now.getHour(),
        now.getMinute(),
        now.getSecond());
  }
}
