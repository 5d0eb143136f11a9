package io.github.spwf04.event;

import java.net.InetAddress;
import org.jspecify.annotations.Nullable;

/** The module's own web and TFTP servers. */
public sealed interface WebServerEvent extends Indication {

  /**
   * A web page asks for input that INPUTSSI gives (WIND 56, manual 6.55).
   *
   * @param input the number of the input
   */
  record InputRequested(int input) implements WebServerEvent {}

  /**
   * A web page has sent text (WIND 57).
   *
   * @param size its length in bytes
   * @param text the text, cut by the module at 128 bytes
   */
  record OutputReceived(int size, String text) implements WebServerEvent {}

  /**
   * A web page has set a variable (WIND 64).
   *
   * @param variable its name; {@code Key} tells of a wrong password
   * @param value its new value; {@link #toString} hides it, for it may be a secret
   */
  record RemoteConfiguration(String variable, String value) implements WebServerEvent {
    @Override
    public String toString() {
      return "RemoteConfiguration[variable=" + variable + ", value=***]";
    }
  }

  /**
   * A file has arrived (WIND 90).
   *
   * @param address who sent it, or null unless it came by TFTP
   * @param file its name
   */
  record FileReceived(@Nullable InetAddress address, String file) implements WebServerEvent {}
}
