package io.github.spwf04.virtual.net;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.spwf04.catalog.Command;
import io.github.spwf04.virtual.bench.Bench;
import io.github.spwf04.virtual.options.ModuleOptions;
import io.github.spwf04.virtual.options.ServiceOptions;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import org.apache.commons.net.ntp.NtpV3Impl;
import org.apache.commons.net.ntp.NtpV3Packet;
import org.apache.commons.net.ntp.TimeStamp;
import org.junit.jupiter.api.Test;

/** NTP: ip_ntp_server1 and 2, ip_ntp_startup, ip_ntp_refresh, and WIND 84. */
class TimeServiceTest {
  /** A server that says it is a certain time. */
  private static final class Server implements AutoCloseable {
    private final DatagramSocket socket = new DatagramSocket(0, InetAddress.getLoopbackAddress());
    private final AtomicInteger asked = new AtomicInteger();
    private final int stratum;
    private final Instant time;

    /** The WINDs of the boot have been read: from now on there are answers. */
    final CountDownLatch booted = new CountDownLatch(1);

    Server(String time, int stratum) throws IOException {
      this.time = Instant.parse(time);
      this.stratum = stratum;
      Thread.ofVirtual().start(this::serve);
    }

    private void serve() {
      try {
        while (true) {
          DatagramPacket packet = new DatagramPacket(new byte[48], 48);
          socket.receive(packet);
          asked.incrementAndGet();
          NtpV3Packet request = new NtpV3Impl();
          request.setDatagramPacket(packet);
          NtpV3Packet answer = new NtpV3Impl();
          answer.setMode(NtpV3Packet.MODE_SERVER);
          answer.setVersion(NtpV3Packet.VERSION_3);
          answer.setStratum(stratum);
          TimeStamp now = TimeStamp.getNtpTime(time.toEpochMilli());
          answer.setOriginateTimeStamp(request.getTransmitTimeStamp());
          answer.setReceiveTimeStamp(now);
          answer.setTransmitTime(now);
          DatagramPacket reply = answer.getDatagramPacket();
          reply.setSocketAddress(packet.getSocketAddress());
          booted.await();
          socket.send(reply);
        }
      } catch (IOException | InterruptedException _) {
        // Closed.
      }
    }

    @Override
    public void close() {
      socket.close();
    }
  }

  private static Bench online(Server server, UnaryOperator<ModuleOptions.Builder> more)
      throws Exception {
    Bench bench =
        Bench.online(
            o ->
                more.apply(
                    o.services(ServiceOptions.DEFAULT.withNtpPort(server.socket.getLocalPort()))
                        // Its own servers work on, and the test waits until nothing does.
                        .variable("ip_use_httpd", "0")
                        .variable("ip_use_tftpd", "0")));
    server.booted.countDown();
    return bench;
  }

  @Test
  void theClockIsSetWhenTheLinkComesUpAndThenEveryHour() throws Exception {
    try (Server server = new Server("2026-11-25T12:34:56.100Z", 2);
        Bench bench =
            online(server, o -> o.host("ptbtime1.ptb.de", InetAddress.getLoopbackAddress()))) {
      assertThat(bench.awaitEvent()).isEqualTo("W84@A 26.11.25:3:12.34.56");
      assertThat(bench.reply(Command.TIME))
          .containsExactly("RFF@A Date:26.11.25:3", "RFF@A Time:12.34.56", "R00@A");
      bench.turn(Duration.ofSeconds(3599));
      assertThat(server.asked).hasValue(1);
      bench.turn(Duration.ofSeconds(2));
      assertThat(bench.awaitEvent()).isEqualTo("W84@A 26.11.25:3:12.34.56");
      assertThat(server.asked).hasValue(2);
    }
  }

  @Test
  void theSecondServerWhenTheFirstIsOutOfReach() throws Exception {
    try (Server server = new Server("2020-02-29T00:00:01Z", 1);
        Bench bench =
            online(server, o -> o.host("ntp0.ipv6.fau.de", InetAddress.getLoopbackAddress()))) {
      assertThat(bench.awaitEvent()).isEqualTo("W84@A 20.2.29:6:0.0.1");
    }
  }

  @Test
  void noClockAndNoWishForOne() throws Exception {
    try (Server server = new Server("2026-11-25T12:34:56Z", 0);
        Bench bench =
            online(
                server,
                o ->
                    o.host("ptbtime1.ptb.de", InetAddress.getLoopbackAddress())
                        .variable("ip_ntp_refresh", "0"))) {
      awaitQuiet(bench);
      assertThat(server.asked).as("it tells to go away").hasValue(1);
      assertThat(bench.drain()).isEmpty();
    }
    try (Server server = new Server("2026-11-25T12:34:56Z", 1);
        Bench bench =
            online(
                server,
                o ->
                    o.host("ptbtime1.ptb.de", InetAddress.getLoopbackAddress())
                        .variable("ip_ntp_startup", "0"))) {
      awaitQuiet(bench);
      assertThat(bench.drain()).isEmpty();
      assertThat(server.asked).hasValue(0);
    }
  }

  /** Until no thread is left that could still bring an answer. */
  private static void awaitQuiet(Bench bench) throws Exception {
    long end = System.nanoTime() + Bench.LIMIT.toNanos();
    while (bench.module.workers() > 0) {
      assertThat(System.nanoTime()).as("time for the workers to end").isLessThan(end);
      Thread.onSpinWait();
    }
    bench.settle();
  }
}
