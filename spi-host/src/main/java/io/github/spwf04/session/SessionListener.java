package io.github.spwf04.session;

import io.github.spwf04.recovery.Rung;
import io.netty.buffer.ByteBuf;

/** Hears what does not answer a command. Called on the owner thread: quick, and never user code. */
public interface SessionListener {

  /**
   * A packet of kind 1 or 2.
   *
   * @param kind 1 for a WIND, 2 for a critical error
   * @param state wifi_state, 0 to 15
   * @param indication WIND number or error id
   * @param payload valid during the call only
   */
  void event(int kind, int state, int indication, ByteBuf payload);

  /**
   * wifi_state of the packets has changed.
   *
   * @param before 0 to 15, -1 before the first packet
   * @param now 0 to 15
   */
  void state(int before, int now);

  /**
   * A step of a recovery.
   *
   * @param rung what is being done
   * @param command AT name of the command since which the conversation is out of step
   * @param inStep false before the rung is tried, true when it has helped
   */
  void recovery(Rung rung, String command, boolean inStep);

  /** The bus failed while nobody waited for a command. */
  void linkFailed(Exception cause);
}
