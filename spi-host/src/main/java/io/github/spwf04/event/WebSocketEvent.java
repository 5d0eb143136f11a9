package io.github.spwf04.event;

/** Web sockets. */
public sealed interface WebSocketEvent extends Indication {

  /**
   * A web socket has received bytes (WIND 88).
   *
   * @param client its id, 0 or 1
   * @param lastFrame whether the frame they belong to is the last of its message
   * @param lastFragment whether they are the last of their frame
   * @param bytes how many came now
   * @param total how many wait altogether
   */
  record DataReceived(int client, boolean lastFrame, boolean lastFragment, long bytes, long total)
      implements WebSocketEvent {}

  /**
   * A web socket lost its server (WIND 89). What it had received can still be read.
   *
   * @param client its id, 0 or 1
   */
  record Closed(int client) implements WebSocketEvent {}
}
