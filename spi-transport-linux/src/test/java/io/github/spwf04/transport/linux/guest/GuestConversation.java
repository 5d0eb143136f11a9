package io.github.spwf04.transport.linux.guest;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.spwf04.Spwf04;
import io.github.spwf04.socket.SocketKind;
import io.github.spwf04.socket.SpwfSocket;
import io.github.spwf04.testkit.contract.ScriptedSlave.ResetLine;
import io.github.spwf04.testkit.contract.WiredModule;
import io.github.spwf04.transport.linux.IrqEdges;
import io.github.spwf04.transport.linux.LinuxSpiBus;
import io.github.spwf04.virtual.VirtualModule;
import io.github.spwf04.virtual.air.AccessPoint;
import io.github.spwf04.virtual.options.ModuleOptions;
import io.netty.buffer.ByteBuf;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** The whole stack on the kernel's own code, from Spwf04 to the virtual module and back. */
class GuestConversation {
  private static final Duration LONG = Duration.ofSeconds(120);

  @Test
  void aTcpConversation() throws Exception {
    GuestBoard board = GuestBoard.get();
    try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        VirtualModule module =
            new VirtualModule(
                ModuleOptions.builder()
                    .accessPoint(AccessPoint.wpa2("net", "passphrase"))
                    .build());
        WiredModule wires = new WiredModule(module)) {
      board.plug(
          wires,
          level -> {
            if (level == ResetLine.RELEASED) {
              wires.reset();
            }
          });
      board.irq(false);
      LinuxSpiBus bus = LinuxSpiBus.open(GuestBoard.options());
      wires.onIrq(board::irq);
      try (Spwf04 spwf = Spwf04.open(bus)) {
        System.out.println("boot: " + spwf.boot(LONG));
        spwf.wifi().join("net", "passphrase", LONG);
        try (SpwfSocket socket =
                spwf.sockets().open("127.0.0.1", server.getLocalPort(), SocketKind.TCP);
            Socket peer = server.accept()) {
          socket.write("ping".getBytes(StandardCharsets.US_ASCII));
          assertThat(peer.getInputStream().readNBytes(4)).asString().isEqualTo("ping");
          peer.getOutputStream().write("pong".getBytes(StandardCharsets.US_ASCII));
          ByteBuf read = socket.read(LONG);
          assertThat(read).isNotNull();
          assertThat(read.toString(StandardCharsets.US_ASCII)).isEqualTo("pong");
          read.release();
        }
        assertThat(spwf.statistics().recoveries()).isZero();
        System.out.println("link: " + spwf.statistics());
      }
      IrqEdges edges = bus.edges();
      System.out.println("IRQ: " + edges);
      assertThat(edges.falling()).isPositive();
    }
  }
}
