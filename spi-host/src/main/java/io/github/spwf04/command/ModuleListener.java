package io.github.spwf04.command;

import io.github.spwf04.event.Indication;

/**
 * State at the module that the host keeps, and what becomes of it; see {@link ModuleCalls#keep}.
 * {@link #heard} and {@link #lost} are called on the owner thread, or when the connection is
 * closed: quick, and never user code.
 */
public interface ModuleListener {
  /** The module has sent a WIND. Those who subscribed to events get it behind this. */
  default void heard(Indication said) {}

  /**
   * All that was open at the module is gone, or out of reach for good.
   *
   * @param why for the messages of those who held it
   */
  default void lost(String why) {}
}
