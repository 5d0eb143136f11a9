package io.github.spwf04.event;

import io.github.spwf04.catalog.Fields;
import io.github.spwf04.catalog.Secrets;
import io.github.spwf04.catalog.WifiState;
import io.github.spwf04.catalog.Wind;
import io.github.spwf04.error.ModuleError;
import io.github.spwf04.error.SpwfException;
import io.github.spwf04.recovery.Rung;
import io.netty.buffer.ByteBuf;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What happens without being asked for: messages of the module, and of the link to it. */
public sealed interface Event {

  /** When the host took it. */
  Instant at();

  /**
   * This event, or what its WIND says, as a type.
   *
   * @return null when it is of another
   */
  default <T> @Nullable T as(Class<T> type) {
    if (type.isInstance(this)) {
      return type.cast(this);
    }
    if (this instanceof WindEvent wind && Indication.class.isAssignableFrom(type)) {
      Indication said = wind.indication();
      return type.isInstance(said) ? type.cast(said) : null;
    }
    return null;
  }

  /**
   * A WIND (Table 14).
   *
   * @param at when the host took it
   * @param number the WIND number, 0 to 255; those of Table 14 end at 90
   * @param state wifi_state of its header, 0 to 15
   * @param payload the variables as they came, in a buffer of the heap that needs no release
   * @param indication what it says, with its variables as types
   */
  record WindEvent(Instant at, int number, int state, ByteBuf payload, Indication indication)
      implements Event {

    /** Reads what it says, once for all who are told. */
    public WindEvent(Instant at, int number, int state, ByteBuf payload) {
      this(at, number, state, payload, Indication.of(number, payload));
    }

    /**
     * @return the row of Table 14, or null for a number it does not list
     */
    public @Nullable Wind wind() {
      return Wind.byNumber(number);
    }

    /** Whether it is that message. */
    public boolean is(Wind wind) {
      return number == wind.number();
    }

    /**
     * The variables by name.
     *
     * @throws SpwfException.MalformedPacket when they have another shape than Table 14 says
     */
    public Fields fields() {
      Fields fields = fieldsOrNull();
      if (fields == null) {
        throw new SpwfException.MalformedPacket(
            "the variables of WIND " + number + " have an unknown shape: " + text());
      }
      return fields;
    }

    /** A WIND that cannot be read is as good as a missing one to those who rely on none. */
    @Nullable Fields fieldsOrNull() {
      Wind wind = wind();
      return wind == null ? null : wind.parse(payload);
    }

    /** The variables as text. */
    public String text() {
      return payload.toString(java.nio.charset.StandardCharsets.UTF_8).stripTrailing();
    }

    @Override
    public String toString() {
      Wind wind = wind();
      String variables = Secrets.shown(number, payload);
      return "WIND " + number + (wind == null ? "" : " " + wind.text()) + ": " + variables;
    }
  }

  /**
   * A critical error, kind 2. The manual has it; nobody has seen one.
   *
   * @param at when the host took it
   * @param error the id and the catalogue's text
   * @param state wifi_state of its header, 0 to 15
   */
  record CriticalError(Instant at, ModuleError error, int state) implements Event {}

  /**
   * A step of a recovery, which follows a command that got no whole reply.
   *
   * @param at when
   * @param rung what is being done
   * @param command AT name of the command since which the conversation is out of step
   * @param inStep false before the rung is tried, true when it has helped
   */
  record Recovery(Instant at, Rung rung, String command, boolean inStep) implements Event {}

  /**
   * wifi_state has changed, which every packet of the module carries.
   *
   * @param at when the host took the packet
   * @param before null before the first packet, and for a number the manual does not know
   * @param now null for a number the manual does not know
   */
  record StateChanged(Instant at, @Nullable WifiState before, @Nullable WifiState now)
      implements Event {}

  /**
   * A step of a reconnection, see {@link io.github.spwf04.wifi.ReconnectPolicy}.
   *
   * @param at when
   * @param step what is being done
   * @param attempt counted from 1; 0 while it is left to the module
   * @param pause how long {@link Step#WAITING} takes, else zero
   * @param detail what was lost, joined or said by the failure; null for nothing
   */
  record Reconnect(Instant at, Step step, int attempt, Duration pause, @Nullable String detail)
      implements Event {

    /** Steps of a reconnection. */
    public enum Step {
      /** The network is lost, or the module has restarted. */
      LOST,
      /** A pause before an attempt. */
      WAITING,
      /** An attempt. */
      JOINING,
      /** An attempt has failed. */
      FAILED,
      /** There is an address again. The end. */
      CONNECTED,
      /** No attempt is left, or nobody wants to be in a network any more. The end. */
      GAVE_UP
    }
  }

  /**
   * The bus failed while nothing was being asked.
   *
   * @param at when
   * @param cause what the bus said
   */
  record BusFailed(Instant at, Exception cause) implements Event {}
}
