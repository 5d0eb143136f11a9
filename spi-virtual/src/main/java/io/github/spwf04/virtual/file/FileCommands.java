package io.github.spwf04.virtual.file;

import static io.github.spwf04.catalog.ParameterName.ERASE;
import static io.github.spwf04.catalog.ParameterName.FILENAME;
import static io.github.spwf04.catalog.ParameterName.FUNCTION;
import static io.github.spwf04.catalog.ParameterName.LEN;
import static io.github.spwf04.catalog.ParameterName.NEW_FILENAME;
import static io.github.spwf04.catalog.ParameterName.OFFSET;
import static io.github.spwf04.catalog.ParameterName.OLD_FILENAME;
import static io.github.spwf04.catalog.ParameterName.OUTPUT_FILENAME;
import static io.github.spwf04.catalog.ParameterName.VOLUME;

import io.github.spwf04.catalog.HashFunction;
import io.github.spwf04.catalog.Line;
import io.github.spwf04.catalog.Volume;
import io.github.spwf04.error.ModuleError;
import io.github.spwf04.virtual.runtime.Call;
import io.github.spwf04.virtual.runtime.LineText;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;

/** FSC, FSD, FSR, FSL, FSP, FSM, FSU and HASH (6.23 to 6.30, field-facts C.3). */
public final class FileCommands {
  /** Where FSL writes when it is given an empty name (6.26). */
  private static final String DEFAULT_LIST = "2:/dir.txt";

  /** A command's work on files. */
  @FunctionalInterface
  private interface Work {
    void run() throws VolumeException;
  }

  private final Volumes volumes;

  public FileCommands(Volumes volumes) {
    this.volumes = volumes;
  }

  private void run(Call call, Work work) {
    try {
      work.run();
      call.ok();
    } catch (VolumeException e) {
      call.error(e.error());
    }
  }

  public void create(Call call) {
    run(call, () -> volumes.append(call.text(FILENAME), call.data()));
  }

  public void delete(Call call) {
    run(call, () -> volumes.delete(call.text(FILENAME)));
  }

  public void rename(Call call) {
    run(call, () -> volumes.rename(call.text(OLD_FILENAME), call.text(NEW_FILENAME)));
  }

  public void list(Call call) {
    run(
        call,
        () -> {
          List<Volumes.Entry> entries = volumes.list();
          long free = volumes.free(Volume.RAM);
          if (call.given(OUTPUT_FILENAME)) {
            String target = call.has(OUTPUT_FILENAME) ? call.text(OUTPUT_FILENAME) : DEFAULT_LIST;
            volumes.replace(target, text(entries, free));
          } else {
            for (Volumes.Entry entry : entries) {
              call.line(Line.FILE, values(entry));
            }
            call.maskableLine(Line.FREE, Volume.RAM.flag(), free);
          }
        });
  }

  /** Chosen: a file holds the lines as a UART shows them. */
  private static byte[] text(List<Volumes.Entry> entries, long free) {
    StringBuilder text = new StringBuilder();
    entries.forEach(entry -> line(text, Line.FILE, values(entry)));
    line(text, Line.FREE, Volume.RAM.flag(), free);
    return text.toString().getBytes(StandardCharsets.ISO_8859_1);
  }

  private static void line(StringBuilder text, Line row, Object... values) {
    byte[] line = LineText.of(row.forms().getFirst(), true, values);
    text.append("AT-S.").append(new String(line, StandardCharsets.ISO_8859_1)).append("\r\n");
  }

  private static Object[] values(Volumes.Entry entry) {
    return new Object[] {entry.volume().flag(), entry.length(), entry.name()};
  }

  public void print(Call call) {
    run(
        call,
        () -> {
          byte[] content = volumes.read(call.text(FILENAME));
          long offset = call.number(OFFSET);
          if (offset > content.length) {
            throw new VolumeException(
                ModuleError.FILE_SEEK, "offset " + offset + " is past the end");
          }
          long length = Math.min(call.number(LEN, content.length), content.length - offset);
          call.data(Arrays.copyOfRange(content, (int) offset, (int) (offset + length)));
        });
  }

  public void mount(Call call) {
    run(call, () -> volumes.mount(volume(call)));
  }

  public void unmount(Call call) {
    run(call, () -> volumes.unmount(volume(call), call.number(ERASE) == 1));
  }

  /** The catalogue has checked the number. */
  private static Volume volume(Call call) {
    return Objects.requireNonNull(Volume.byNumber(call.number(VOLUME)));
  }

  public void hash(Call call) {
    run(
        call,
        () -> {
          HashFunction function = HashFunction.values()[(int) call.number(FUNCTION)];
          call.line(
              Line.of(function),
              HexFormat.of()
                  .formatHex(function.digest().digest(volumes.read(call.text(FILENAME)))));
        });
  }
}
