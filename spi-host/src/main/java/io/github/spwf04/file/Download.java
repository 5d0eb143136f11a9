package io.github.spwf04.file;

import io.github.spwf04.catalog.HashFunction;
import io.github.spwf04.error.SpwfException;
import java.io.IOException;
import java.io.OutputStream;
import java.security.MessageDigest;
import org.jspecify.annotations.Nullable;

/** One file on its way from the module, see {@link FileCommands#download}. */
final class Download {
  private final FileCommands files;
  private final ModuleFile file;
  private final Transfer how;

  Download(FileCommands files, ModuleFile file, Transfer how) {
    this.files = files;
    this.file = file;
    this.how = how;
  }

  long run(OutputStream sink) throws IOException, InterruptedException {
    @Nullable HashFunction function = how.check();
    @Nullable MessageDigest digest = function == null ? null : function.digest();
    long size = files.size(file);
    how.progress().at(0, size);
    long done = 0;
    if (size < 0) {
      // Not every volume shows its files; all of it at once needs no size.
      byte[] all = files.read(file);
      take(all, digest, sink);
      done = all.length;
      how.progress().at(done, done);
    }
    while (done < size) {
      byte[] piece = files.read(file, done, Math.min(how.chunk(), size - done));
      if (piece.length == 0) {
        throw new SpwfException.MalformedPacket(
            file + " ends at byte " + done + " of " + size + "; it may have been replaced");
      }
      take(piece, digest, sink);
      done += piece.length;
      how.progress().at(done, size);
    }
    if (function != null && digest != null) {
      Upload.check(files, file, function, digest.digest());
    }
    return done;
  }

  private static void take(byte[] piece, @Nullable MessageDigest digest, OutputStream sink)
      throws IOException {
    sink.write(piece);
    if (digest != null) {
      digest.update(piece);
    }
  }
}
