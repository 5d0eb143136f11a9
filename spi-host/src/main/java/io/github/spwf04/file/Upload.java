package io.github.spwf04.file;

import io.github.spwf04.catalog.HashFunction;
import io.github.spwf04.error.SpwfException;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One file on its way to the module, see {@link FileCommands#upload}. */
final class Upload {
  private static final Logger LOG = LoggerFactory.getLogger(Upload.class);

  /** How often a piece may time out before the upload is given up. */
  private static final int ATTEMPTS = 3;

  private final FileCommands files;
  private final ModuleFile target;
  private final ModuleFile growing;
  private final Transfer how;

  Upload(FileCommands files, ModuleFile target, Transfer how) {
    this.files = files;
    this.target = target;
    this.growing = how.unfinished() ? target.unfinished() : target;
    this.how = how;
  }

  void run(InputStream source, long size) throws IOException, InterruptedException {
    byte[] first = source.readNBytes(how.chunk());
    if (first.length == 0) {
      throw new SpwfException.InvalidInput(
          target + ": a file of no bytes cannot be made, the module appends 1 or more");
    }
    files.deleteIfExists(growing);
    try {
      send(first, source, size);
      if (how.unfinished()) {
        files.deleteIfExists(target);
        files.rename(growing, target);
      }
    } catch (IOException | InterruptedException | RuntimeException e) {
      cleanUp(e);
      throw e;
    }
  }

  private void send(byte[] first, InputStream source, long size)
      throws IOException, InterruptedException {
    @Nullable HashFunction function = how.check();
    @Nullable MessageDigest digest = function == null ? null : function.digest();
    how.progress().at(0, size);
    long done = 0;
    byte[] piece = first;
    while (piece.length > 0) {
      append(Unpooled.wrappedBuffer(piece), done);
      if (digest != null) {
        digest.update(piece);
      }
      done += piece.length;
      how.progress().at(done, size);
      piece = source.readNBytes(how.chunk());
    }
    if (function != null && digest != null) {
      check(files, growing, function, digest.digest());
    }
  }

  /** Holds the module's digest of a file against another. */
  static void check(FileCommands files, ModuleFile file, HashFunction function, byte[] expected)
      throws InterruptedException {
    byte[] found = files.hash(function, file);
    if (!Arrays.equals(found, expected)) {
      throw new SpwfException.DigestMismatch(
          file
              + ": its "
              + function
              + " is "
              + HexFormat.of().formatHex(found)
              + " at the module and "
              + HexFormat.of().formatHex(expected)
              + " here");
    }
  }

  /** A time-out leaves open how much of the piece was taken; the size of the file tells. */
  private void append(ByteBuf piece, long before) throws InterruptedException {
    for (int attempt = 1; ; attempt++) {
      try {
        files.append(growing, piece, piece.readerIndex(), piece.readableBytes());
        return;
      } catch (SpwfException.TimedOut e) {
        long taken = Math.max(0, files.size(growing)) - before;
        if (attempt == ATTEMPTS || taken < 0 || taken > piece.readableBytes()) {
          throw e;
        }
        LOG.info("{}: going on at byte {} after a time-out", growing, before + taken);
        piece.skipBytes((int) taken);
        before += taken;
        if (taken > 0 && !piece.isReadable()) {
          return;
        }
      }
    }
  }

  private void cleanUp(Exception failure) {
    try {
      files.discard(growing);
    } catch (RuntimeException e) {
      LOG.warn("{} is not whole, and could not be deleted", growing, e);
      failure.addSuppressed(
          new IllegalStateException(growing + " is not whole, and could not be deleted", e));
    }
  }
}
