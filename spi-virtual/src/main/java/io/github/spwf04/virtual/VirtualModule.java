package io.github.spwf04.virtual;

import io.github.spwf04.catalog.Command;
import io.github.spwf04.catalog.Volume;
import io.github.spwf04.catalog.Wind;
import io.github.spwf04.error.ModuleError;
import io.github.spwf04.virtual.air.Air;
import io.github.spwf04.virtual.firmware.Chip;
import io.github.spwf04.virtual.firmware.CommandTable;
import io.github.spwf04.virtual.firmware.Firmware;
import io.github.spwf04.virtual.options.ModuleOptions;
import io.github.spwf04.virtual.options.SocketOptions;
import io.github.spwf04.virtual.pins.Peripherals;
import io.github.spwf04.virtual.pins.SpiSlave;
import io.github.spwf04.virtual.pins.Uart;
import io.github.spwf04.virtual.runtime.LineText;
import io.github.spwf04.virtual.runtime.ResetReason;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A virtual SPWF04Sx, powered on when it is made. Its face to a host is {@link #pins}; the other
 * methods are for the test beside it, may be called from any thread, and take effect in the order
 * of their calls.
 */
public final class VirtualModule implements AutoCloseable {
  private final ModuleOptions options;
  private final Chip chip;
  private final Air air;
  private final Faults faults;

  /** A module with {@link ModuleOptions#defaults}. */
  public VirtualModule() {
    this(ModuleOptions.defaults());
  }

  /**
   * @throws IllegalArgumentException when a variable of the options does not exist or cannot have
   *     its value, or when the folder of the volumes cannot be made or written, or when an image is
   *     none, damaged, or too large for its volume
   */
  public VirtualModule(ModuleOptions options) {
    this.options = options;
    this.chip = new Chip(options);
    this.air =
        new Air(
            options.air().accessPoints(),
            options.air().stations(),
            chip::airChanged,
            (ssid, wind, reason) ->
                chip.withFirmware(f -> f.radio().station().dismissed(ssid, wind, reason)));
    this.faults = new Faults(chip);
  }

  /** The SPI, IRQ and chip-select pins. */
  public SpiSlave pins() {
    return chip.pins();
  }

  /** The UART pins; the module speaks on them when {@link ModuleOptions#strap} says so. */
  public Uart uart() {
    return chip.uart();
  }

  /** The options it was made with. */
  public ModuleOptions options() {
    return options;
  }

  /** The networks and stations around it. */
  public Air radio() {
    return air;
  }

  /** Its pins, ADC, DAC and PWM. */
  public Peripherals peripherals() {
    return chip.peripherals();
  }

  /**
   * What python_script has printed, as UTF-8, where there was no console to print on: at a boot
   * with SPI, or with console_enabled 3. Empty after the next boot.
   */
  public String scriptOutput() {
    return chip.scriptOutput().text();
  }

  /** What can go wrong inside it. */
  public Faults faults() {
    return faults;
  }

  /** The name under which it has last asked a DHCP server since its boot, ip_hostname; or null. */
  public @Nullable String dhcpName() {
    Firmware running = chip.running();
    return running == null ? null : running.radio().addressing().askedAs();
  }

  /** Where its web server listens, or null while it does not. */
  public @Nullable InetSocketAddress httpAddress() {
    return chip.httpPort().address();
  }

  /** Where its TFTP server listens, or null while it does not. */
  public @Nullable InetSocketAddress tftpAddress() {
    return chip.tftpPort().address();
  }

  /**
   * The files of volume X, E or I as an image that FSUPDATE takes, protected or not, mounted or
   * not.
   *
   * @throws IllegalArgumentException for the RAM volume, or when the folder that they are kept in
   *     has got names there is no image of
   * @throws IllegalStateException when the folder cannot be read
   */
  public byte[] image(Volume volume) {
    return chip.image(volume);
  }

  /**
   * The reset line goes low and up again: what is queued or half clocked is gone, the IRQ line is
   * up when this returns, and the module boots.
   */
  public void reset() {
    chip.restart(ResetReason.HARDWARE_RESET);
  }

  /** The power goes off and on again: reset_reason 0, and nv_power_cycles counts it. */
  public void powerCycle() {
    chip.restart(ResetReason.POWER_ON);
  }

  /**
   * The reset line goes low and stays there: the module does nothing until {@link #releaseReset}.
   */
  public void holdReset() {
    chip.holdReset();
  }

  /** The reset line goes up: the module boots, for the first time if it never came to that. */
  public void releaseReset() {
    chip.releaseReset();
  }

  /**
   * Sends a WIND now, as the firmware would, masks and all.
   *
   * @param values one a variable of the WIND, null for an empty one
   * @throws io.github.spwf04.error.SpwfException.InvalidInput when the values do not fit the WIND
   */
  public void raise(Wind wind, @Nullable Object... values) {
    check(wind, values);
    chip.withFirmware(f -> f.wind(wind, values));
  }

  /** Sends a packet of kind 2, which the manual knows and nobody has seen (field-facts B). */
  public void raiseCriticalError(ModuleError error) {
    if (error.id() < 0 || error.id() > 255) {
      throw new IllegalArgumentException(error + ": ids of 0 to 255 are allowed");
    }
    chip.withFirmware(f -> f.criticalError(error));
  }

  /** Sends a WIND between the next command and its reply. */
  public void injectBeforeReply(Wind wind, @Nullable Object... values) {
    check(wind, values);
    chip.withFirmware(_ -> chip.injections().addBeforeReply(() -> raiseNow(wind, values)));
  }

  /**
   * Raises a WIND between the next command with data and its data phase. It goes out behind the
   * data, unless {@code eventsBeforeData} lets it go ahead of them.
   */
  public void injectBeforeData(Wind wind, @Nullable Object... values) {
    check(wind, values);
    chip.withFirmware(_ -> chip.injections().addBeforeData(() -> raiseNow(wind, values)));
  }

  /** Sends a WIND behind the first packet of the next reply that has more than one. */
  public void injectInsideReply(Wind wind, @Nullable Object... values) {
    check(wind, values);
    chip.withFirmware(_ -> chip.injections().addInsideReply(() -> raiseNow(wind, values)));
  }

  /** The next reply comes this much later. */
  public void stallNextReply(Duration delay) {
    chip.withFirmware(_ -> chip.injections().stall(delay));
  }

  /** The next reply never comes, though its command is carried out. */
  public void dropNextReply() {
    chip.withFirmware(_ -> chip.injections().drop());
  }

  /** The next command vanishes on the wire (field-facts A.6, issue #170). */
  public void loseNextCommand() {
    chip.pins().loseNextCommand();
  }

  /**
   * Waits until the firmware has nothing left to do at the present time of its clock.
   *
   * @return false when that did not come within {@code timeout} of real time
   */
  public boolean awaitIdle(Duration timeout) throws InterruptedException {
    return chip.loop().awaitIdle(timeout);
  }

  /** The commands of the catalogue that it does not know yet; it answers them with error 1. */
  public static Set<Command> notBuilt() {
    return CommandTable.notBuilt();
  }

  /**
   * The port of this machine that a socket server listens on, which need not be the port of the
   * module: see {@link SocketOptions}.
   *
   * @param server 0 or 1, as SOCKDON answered
   * @throws IllegalStateException when no such server is open
   */
  public int listeningPort(int server) {
    int port = chip.listening().of(server);
    if (port < 0) {
      throw new IllegalStateException("socket server " + server + " is not open");
    }
    return port;
  }

  /** What threw inside the firmware, which went on: null unless the module has a defect. */
  public @Nullable Throwable fault() {
    return chip.loop().lastFault();
  }

  /** Threads beside the event loop that serve its sockets at this moment. */
  public int workers() {
    return chip.workers().count();
  }

  /** Ends its threads and sockets; more than one call is as good as one. */
  @Override
  public void close() {
    chip.close();
  }

  /** Throws in the caller's thread what would otherwise throw in the module's. */
  static void check(Wind wind, @Nullable Object... values) {
    LineText.of(wind.variables(), true, values);
  }

  /** On the event loop. */
  private void raiseNow(Wind wind, @Nullable Object... values) {
    Firmware running = chip.running();
    if (running != null) {
      running.wind(wind, values);
    }
  }
}
