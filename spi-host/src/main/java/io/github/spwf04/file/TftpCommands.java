package io.github.spwf04.file;

import io.github.spwf04.catalog.Command;
import io.github.spwf04.command.Arguments;
import io.github.spwf04.command.CommandReply;
import io.github.spwf04.command.ModuleCalls;
import io.netty.buffer.ByteBufUtil;
import org.jspecify.annotations.Nullable;

/**
 * Files by TFTP (manual 6.50, 6.51), within the connect timeout of the options. Failures are {@link
 * io.github.spwf04.error.SpwfException.Rejected}: error 44 while the module has no address, 50 to
 * 54 when the local file cannot be used, 111 when the server refuses or does not answer.
 */
public final class TftpCommands {
  private final ModuleCalls calls;

  /** These commands over the calls of a connection. */
  public TftpCommands(ModuleCalls calls) {
    this.calls = calls;
  }

  /**
   * Fetches a file into the module (6.50), from UDP port 69.
   *
   * @param server a name the module resolves, or an address
   * @param remote path of the file at the server
   * @param local file to write
   * @return bytes that the module sends beside, which some firmware does (field-facts C.7); most
   *     often none
   */
  public byte[] get(String server, String remote, ModuleFile local) throws InterruptedException {
    return get(server, null, remote, local);
  }

  /**
   * As {@link #get(String, String, ModuleFile)}.
   *
   * @param port UDP port of the server, 0 to 65535; null for 69
   * @param local file to write; null for the name of the remote one, in RAM
   */
  public byte[] get(
      String server, @Nullable Integer port, String remote, @Nullable ModuleFile local)
      throws InterruptedException {
    return calls.call(
        Command.TFTPGET,
        calls.options().connectTimeout(),
        reply -> ByteBufUtil.getBytes(CommandReply.data(reply)),
        Arguments.trimmed(server, port, remote, local));
  }

  /**
   * Sends a file of the module (6.51), to UDP port 69, as {@link #put(String, Integer,
   * ModuleFile)}.
   */
  public void put(String server, ModuleFile local) throws InterruptedException {
    put(server, null, local);
  }

  /**
   * Sends a file of the module (6.51). It has the same name at the server.
   *
   * @param server a name the module resolves, or an address
   * @param port UDP port of the server, 0 to 65535; null for 69
   */
  public void put(String server, @Nullable Integer port, ModuleFile local)
      throws InterruptedException {
    calls.call(
        Command.TFTPPUT, calls.options().connectTimeout(), reply -> true, server, port, local);
  }
}
