package io.github.spwf04.transport.pi4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.pi4j.context.Context;
import com.pi4j.io.gpio.digital.DigitalState;
import io.github.spwf04.Spwf04;
import io.github.spwf04.Spwf04Options;
import io.github.spwf04.error.SpwfException;
import io.github.spwf04.recovery.Ladder;
import io.github.spwf04.socket.SocketKind;
import io.github.spwf04.socket.SpwfSocket;
import io.github.spwf04.testkit.contract.WiredModule;
import io.github.spwf04.virtual.VirtualModule;
import io.github.spwf04.virtual.air.AccessPoint;
import io.github.spwf04.virtual.options.ModuleOptions;
import io.netty.buffer.ByteBuf;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The whole stack over Pi4J, from Spwf04 to the virtual module and back, whoever provides it. */
@SuppressWarnings({"exports", "missing-explicit-ctor"}) // for the tests of the package below
@Timeout(30)
public abstract class Pi4jConversation {
  private static final Duration LONG = Duration.ofSeconds(10);

  protected final VirtualModule module =
      new VirtualModule(
          ModuleOptions.builder().accessPoint(AccessPoint.wpa2("net", "passphrase")).build());
  protected final WiredModule wires = new WiredModule(module);
  protected final SlaveProviders providers = new SlaveProviders(wires, this::resetLine);
  private @Nullable Context context;

  /** Pi4J with its providers. */
  protected abstract Context context() throws Exception;

  /** Where the module is. */
  protected abstract Pi4jBusOptions options();

  /** Every transfer fails from now on. */
  protected abstract void breakDevice() throws Exception;

  /** It works again. */
  protected abstract void mendDevice() throws Exception;

  /** What the failure of a broken device says. */
  protected abstract String whenBroken();

  @BeforeEach
  final void open() throws Exception {
    wires.onIrq(providers::edge);
    context = context();
  }

  @AfterEach
  final void end() {
    wires.close();
    Objects.requireNonNull(context).shutdown();
    module.close();
  }

  @Test
  final void aTcpConversation() throws Exception {
    try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        Spwf04 spwf = Spwf04.open(bus())) {
      spwf.boot(LONG);
      assertThat(spwf.system().status("fw_version")).isEqualTo("1.1.0");
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
    }
  }

  @Test
  final void aDeviceThatIsGoneIsALostLinkAndComesBack() throws Exception {
    try (Spwf04 spwf =
        Spwf04.open(
            bus(),
            Spwf04Options.defaults()
                .withCommandTimeout(Duration.ofSeconds(2))
                .withLadder(Ladder.probesOnly(Duration.ofSeconds(2)).withSilence(Duration.ZERO)))) {
      spwf.boot(LONG);
      breakDevice();
      assertThatThrownBy(() -> spwf.system().check())
          .isInstanceOf(SpwfException.LinkLost.class)
          .hasMessageContaining(whenBroken());
      mendDevice();
      spwf.system().check();
    }
  }

  private Pi4jSpiBus bus() throws IOException {
    return Pi4jSpiBus.open(
        Objects.requireNonNull(context),
        options().withReset(Duration.ofMillis(2), Duration.ofMillis(1)));
  }

  private void resetLine(DigitalState level) {
    assertThat(level).isNotEqualTo(DigitalState.HIGH);
    if (level == DigitalState.LOW) {
      wires.reset();
    }
  }
}
