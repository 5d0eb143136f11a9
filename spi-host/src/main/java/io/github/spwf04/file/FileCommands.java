package io.github.spwf04.file;

import io.github.spwf04.catalog.Command;
import io.github.spwf04.catalog.HashFunction;
import io.github.spwf04.catalog.Line;
import io.github.spwf04.catalog.Volume;
import io.github.spwf04.command.Arguments;
import io.github.spwf04.command.CommandReply;
import io.github.spwf04.command.ModuleCalls;
import io.github.spwf04.error.ModuleError;
import io.github.spwf04.error.SpwfException;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.ReadableByteChannel;
import java.nio.channels.WritableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.HexFormat;
import java.util.List;

/**
 * The files of the module (manual 6.12, 6.23 to 6.30). Single files can be written to RAM and to
 * the external volume; the others are replaced as a whole.
 *
 * <p>Refusals are {@link SpwfException.Rejected} with an error of 50 to 59 that names the step that
 * failed, or 91 when memory is short.
 */
public final class FileCommands {

  private final ModuleCalls calls;

  /** These commands over the calls of a connection. */
  public FileCommands(ModuleCalls calls) {
    this.calls = calls;
  }

  /**
   * Mounts a volume (6.28). A volume is mounted by the start of the module, so that this is needed
   * only behind {@link #unmount}, or after a card was put in.
   *
   * @throws SpwfException.Rejected with error 59 when it cannot be mounted
   */
  public void mount(Volume volume) throws InterruptedException {
    calls.run(Command.FSM, volume.number());
  }

  /** Mounts the external volume, which the module takes when none is named (6.28). */
  public void mount() throws InterruptedException {
    calls.run(Command.FSM);
  }

  /**
   * Unmounts a volume (6.29). Its files are out of reach until it is mounted again.
   *
   * @throws SpwfException.Rejected with error 59 when it cannot be unmounted
   */
  public void unmount(Volume volume) throws InterruptedException {
    calls.run(Command.FSU, volume.number());
  }

  /** Unmounts the external volume, which the module takes when none is named (6.29). */
  public void unmount() throws InterruptedException {
    calls.run(Command.FSU);
  }

  /**
   * Erases all of a volume (6.29).
   *
   * @throws SpwfException.Rejected with error 59 when it cannot be erased
   */
  public void erase(Volume volume) throws InterruptedException {
    calls.run(Command.FSU, volume.number(), 1);
  }

  /**
   * The files of all volumes (6.26). A line of another shape, such as that of the free memory, is
   * passed over; {@link io.github.spwf04.Spwf04#execute(Command, List, ByteBuf)} gives it.
   */
  public List<FileInfo> list() throws InterruptedException {
    return calls.ask(
        Command.FSL, reply -> reply.all(Line.FILE).stream().map(FileInfo::of).toList());
  }

  /** Writes the list of the files to a file of the module (6.26). */
  public void list(ModuleFile output) throws InterruptedException {
    calls.run(Command.FSL, output);
  }

  /** Writes the list of the files to {@code 2:/dir.txt}, the module's own choice (6.26). */
  public void listToFile() throws InterruptedException {
    // An empty name, not a missing one, which prints the list.
    calls.run(Command.FSL, "");
  }

  /**
   * The size of a file, by the list of files.
   *
   * @return bytes, or -1 when the list does not have it
   */
  public long size(ModuleFile file) throws InterruptedException {
    for (FileInfo info : list()) {
      if (info.file().name().equals(file.name())
          && (file.volume() == null || file.volume() == info.file().volume())) {
        return info.size();
      }
    }
    return -1;
  }

  /**
   * Appends bytes to a file, which is made if it does not exist (6.23). They are cut into commands
   * of 1024 bytes. After a failure a part may have been appended; {@link #size} tells.
   *
   * @param data the caller keeps it, its indices stay; 1 byte or more: an append of none is error
   *     33, an argument that evaluates to zero
   * @throws SpwfException.InvalidInput when there are no bytes
   * @throws SpwfException.Rejected with error 51 when the file cannot be opened
   */
  public void append(ModuleFile file, ByteBuf data) throws InterruptedException {
    int end = data.writerIndex();
    int at = data.readerIndex();
    do {
      int length = Math.min(Transfer.defaults().chunk(), end - at);
      append(file, data, at, length);
      at += length;
    } while (at < end);
  }

  /** One command of it. */
  void append(ModuleFile file, ByteBuf data, int at, int length) throws InterruptedException {
    calls.call(
        Command.FSC,
        Arguments.of(file, length),
        data.slice(at, length),
        calls.options().commandTimeout(),
        reply -> true);
  }

  /** Writes a whole file, as {@link #upload(ModuleFile, InputStream, long, Transfer)} does. */
  public void write(ModuleFile file, byte[] content) throws InterruptedException {
    write(file, content, Transfer.defaults());
  }

  /** Writes a whole file, as {@link #upload(ModuleFile, InputStream, long, Transfer)} does. */
  public void write(ModuleFile file, byte[] content, Transfer how) throws InterruptedException {
    try {
      upload(file, new ByteArrayInputStream(content), content.length, how);
    } catch (IOException e) {
      throw new IllegalStateException("memory does not fail", e);
    }
  }

  /** Writes a whole file, as {@link #upload(ModuleFile, InputStream, long, Transfer)} does. */
  public void upload(ModuleFile file, Path source, Transfer how)
      throws IOException, InterruptedException {
    try (InputStream in = Files.newInputStream(source)) {
      upload(file, in, Files.size(source), how);
    }
  }

  /** Writes a whole file, as {@link #upload(ModuleFile, InputStream, long, Transfer)} does. */
  public void upload(ModuleFile file, ReadableByteChannel source, long size, Transfer how)
      throws IOException, InterruptedException {
    upload(file, Channels.newInputStream(source), size, how);
  }

  /**
   * Writes a whole file in place of any older one (6.23 to 6.25, 6.30). It grows under another name
   * and is renamed when the module's digest of it agrees, so that nobody finds a part of it under
   * its name. A command that times out is not repeated blindly: the size of the file tells from
   * where to go on. When the upload fails, what there is of it is deleted; where that fails, too,
   * the exception has a suppressed one that says so.
   *
   * @param source is read to its end, and left open; a file of no bytes cannot be made, see {@link
   *     #append(ModuleFile, ByteBuf)}
   * @param size its bytes, for the progress, or {@link Progress#UNKNOWN}
   * @throws SpwfException.InvalidInput when the source is empty; nothing was sent
   * @throws SpwfException.DigestMismatch when the module's file is another than what was sent
   * @throws SpwfException.Rejected when the module refuses a step, most likely for want of space
   * @throws IOException when the source cannot be read
   */
  public void upload(ModuleFile file, InputStream source, long size, Transfer how)
      throws IOException, InterruptedException {
    new Upload(this, file, how).run(source, size);
  }

  /**
   * Reads a whole file with one command (6.27).
   *
   * @throws SpwfException.Rejected with error 51 when there is no such file
   */
  public byte[] read(ModuleFile file) throws InterruptedException {
    return calls.ask(Command.FSP, reply -> ByteBufUtil.getBytes(CommandReply.data(reply)), file);
  }

  /**
   * Reads a file from an offset to its end with one command (6.27).
   *
   * @param offset first byte, 0 to 4294967295
   * @throws SpwfException.Rejected with error 51 when there is no such file, 52 when it ends before
   *     the offset
   */
  public byte[] read(ModuleFile file, long offset) throws InterruptedException {
    return calls.ask(
        Command.FSP, reply -> ByteBufUtil.getBytes(CommandReply.data(reply)), file, offset);
  }

  /**
   * Reads a part of a file (6.27).
   *
   * @param offset first byte, 0 to 4294967295
   * @param length bytes, 0 to 4294967295; fewer come where the file ends
   * @throws SpwfException.Rejected with error 51 when there is no such file, 52 when it ends before
   *     the offset
   */
  public byte[] read(ModuleFile file, long offset, long length) throws InterruptedException {
    return calls.ask(
        Command.FSP, reply -> ByteBufUtil.getBytes(CommandReply.data(reply)), file, offset, length);
  }

  /**
   * Reads a whole file piece by piece (6.27), and holds it against the module's digest of it
   * (6.30).
   *
   * @param sink is written as the bytes come, and left open; after a failure it has a part of them
   * @return the bytes that came
   * @throws SpwfException.DigestMismatch when the bytes are others than the module has
   * @throws SpwfException.Rejected with error 51 when there is no such file
   * @throws IOException when the sink cannot be written
   */
  public long download(ModuleFile file, OutputStream sink, Transfer how)
      throws IOException, InterruptedException {
    return new Download(this, file, how).run(sink);
  }

  /** Reads a whole file, as {@link #download(ModuleFile, OutputStream, Transfer)} does. */
  public long download(ModuleFile file, WritableByteChannel sink, Transfer how)
      throws IOException, InterruptedException {
    return download(file, Channels.newOutputStream(sink), how);
  }

  /**
   * Reads a whole file, as {@link #download(ModuleFile, OutputStream, Transfer)} does. The target
   * is replaced only by a whole one.
   */
  public long download(ModuleFile file, Path target, Transfer how)
      throws IOException, InterruptedException {
    Path whole = target.toAbsolutePath();
    Path part = Files.createTempFile(whole.getParent(), whole.getFileName() + ".", ".part");
    try {
      long size;
      try (OutputStream out = Files.newOutputStream(part)) {
        size = download(file, out, how);
      }
      Files.move(part, whole, StandardCopyOption.REPLACE_EXISTING);
      return size;
    } finally {
      Files.deleteIfExists(part);
    }
  }

  /**
   * Deletes a file (6.24).
   *
   * @throws SpwfException.Rejected with error 56 when there is none, or it cannot be deleted
   */
  public void delete(ModuleFile file) throws InterruptedException {
    calls.run(Command.FSD, file);
  }

  /**
   * Deletes a file if it can be (6.24).
   *
   * @return whether it was; the module has the same error 56 for a file that does not exist and for
   *     one that cannot be deleted
   */
  public boolean deleteIfExists(ModuleFile file) throws InterruptedException {
    try {
      delete(file);
      return true;
    } catch (SpwfException.Rejected e) {
      if (e.is(ModuleError.FILE_DELETE)) {
        return false;
      }
      throw e;
    }
  }

  /**
   * Deletes a file if it can be, to its end though the caller is interrupted; the interrupt is
   * there again behind it. For what must not be left over.
   */
  public void discard(ModuleFile file) {
    try {
      calls.runDespiteInterrupt(Command.FSD, file);
    } catch (SpwfException.Rejected e) {
      if (!e.is(ModuleError.FILE_DELETE)) {
        throw e;
      }
    }
  }

  /**
   * Renames a file within its volume (6.25).
   *
   * @throws SpwfException.Rejected with error 55 when it cannot be renamed
   */
  public void rename(ModuleFile from, ModuleFile to) throws InterruptedException {
    calls.run(Command.FSR, from, to);
  }

  /**
   * The digest of a file, computed by the module (6.30).
   *
   * @throws SpwfException.Rejected with error 51 when there is no such file
   */
  public byte[] hash(HashFunction function, ModuleFile file) throws InterruptedException {
    return calls.ask(
        Command.HASH,
        reply -> HexFormat.of().parseHex(reply.only(Line.of(function)).text("digest")),
        function.number(),
        file);
  }

  /**
   * The SHA-1 of a file, which the module computes when no function is named (6.30).
   *
   * @throws SpwfException.Rejected with error 51 when there is no such file
   */
  public byte[] hash(ModuleFile file) throws InterruptedException {
    return calls.ask(
        Command.HASH,
        reply -> HexFormat.of().parseHex(reply.only(Line.SHA1).text("digest")),
        null,
        file);
  }

  /**
   * Writes an image of the external volume (6.12), with one command. Nobody has published how an
   * image beyond that is written; {@link io.github.spwf04.system.SystemCommands#updateVolume} loads
   * one of any size from a server.
   *
   * @param image at most 65522 bytes, so that the packet's length can count them; the caller keeps
   *     it, its indices stay
   * @throws SpwfException.InvalidInput when it is larger
   */
  public void writeImage(ByteBuf image) throws InterruptedException {
    calls.call(
        Command.FSWRITE,
        Arguments.of(image.readableBytes()),
        image,
        calls.options().connectTimeout(),
        reply -> true);
  }

  /** As {@link #writeImage(ByteBuf)}. */
  public void writeImage(byte[] image) throws InterruptedException {
    writeImage(Unpooled.wrappedBuffer(image));
  }
}
