package io.github.spwf04.recovery;

/** What a recovery can do, from the mildest on. */
public enum Rung {
  /** Drop late replies and ask for a variable until its answer comes. Nothing is lost. */
  PROBE,
  /** Reset the module by command. Sockets and the RAM copy of the configuration are lost. */
  SOFT_RESET,
  /** Reset the module by its reset line. Sockets and the RAM copy of the configuration are lost. */
  RESET_LINE
}
