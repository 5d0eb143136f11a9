package io.github.spwf04.link;

import io.github.spwf04.codec.ModulePacketCodec;
import io.netty.buffer.ByteBuf;

/**
 * The data of one command on their way to the module, and what is known of the phase in which it
 * takes them. A module that wants data takes whatever is clocked for them, zeros too; one that does
 * not takes data for commands. So nothing is clocked while this is open but what {@link
 * Link#read(DataPhase)} says.
 */
public final class DataPhase {
  enum Stage {
    /** The header is out, or on its way; none of the data is. */
    DUE,
    /** All of the data was clocked, and no reply tells yet that they were taken. */
    SENT,
    /** A reply has come. */
    OVER
  }

  private final ByteBuf data;
  Stage stage = Stage.DUE;

  /** Whether all of the data was clocked where the module may have heard it. */
  boolean sent;

  /** Whether the line was seen high behind the data: the module wants no more of them. */
  boolean taken;

  /**
   * @param data what is to be sent, one byte at least; it stays the caller's, who keeps it for as
   *     long as this is used
   */
  public DataPhase(ByteBuf data) {
    this.data = data;
  }

  /** Whether none of the data has gone yet. */
  public boolean due() {
    return stage == Stage.DUE;
  }

  /**
   * Whether the module may want data, now or later, as far as the line has told: a look at it may
   * have been wrong.
   */
  public boolean open() {
    return stage == Stage.DUE || (stage == Stage.SENT && !taken);
  }

  /** The data from their start. */
  ByteBuf bytes() {
    return data.duplicate();
  }

  int length() {
    return data.readableBytes();
  }

  /**
   * What is clocked where a reply should come, for a module that still waits for all of the data:
   * they are the data, and then zeros. A sync byte among them would begin a command where the
   * module listens.
   *
   * @param at how many bytes were clocked before
   * @param size how many are wanted
   * @param harmless whether no more of the data has gone than a module could have left unheard
   */
  void again(ByteBuf out, int at, int size, boolean harmless) {
    for (int i = at; i < at + size; i++) {
      int value = i < length() ? data.getByte(data.readerIndex() + i) : 0;
      out.writeByte(value == ModulePacketCodec.SYNC && !harmless ? 0 : value);
    }
  }
}
