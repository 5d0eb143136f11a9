package io.github.spwf04.cli.capture;

import io.github.spwf04.cli.shared.ExitCode;
import io.github.spwf04.cli.shared.Hex;
import io.github.spwf04.cli.shared.Version;
import io.github.spwf04.codec.PacketDecoder.Direction;
import io.github.spwf04.codec.PacketDescription;
import io.github.spwf04.error.SpwfException.InvalidInput;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.jr.ob.JSON;

/** {@code spwf decode}: what the bytes of a capture mean. */
@Command(
    name = "decode",
    description = {
      "Explains the packets in a stream of bytes, one line each: offset, the first bytes in hex,"
          + " meaning. What belongs to no packet is shown for what it is, and a packet that is cut"
          + " short by its name and the bytes that are missing, as far as its header goes.",
      "The bytes are hex digits, two a byte, set apart by white space, commas or colons, with or"
          + " without 0x; they come as arguments, or else from standard input."
    },
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    sortOptions = false,
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      ExitCode.OK + ":every byte belongs to a packet",
      ExitCode.FAILED + ":there was junk, or a packet was cut short; all the rest was explained",
      ExitCode.BAD_INPUT + ":the input is not hex, or empty"
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  spwf decode 02 10 07 02 00 31 30",
      "  spwf decode --json < capture.txt",
      "  spwf decode --binary --from module < miso.bin",
      "  spwf encode 'AT+S.SOCKW=0,5' --data hello | spwf decode"
    })
public final class DecodeCommand implements Callable<Integer> {

  /** Whose packets a stream holds. */
  enum Sender {
    host(Direction.HOST_TO_MODULE),
    module(Direction.MODULE_TO_HOST);

    private final Direction direction;

    Sender(Direction direction) {
      this.direction = direction;
    }
  }

  private final InputStream in;
  private final PrintWriter out;

  @Parameters(paramLabel = "HEX", arity = "0..*", description = "The bytes.")
  private List<String> hex = List.of();

  @Option(
      names = "--from",
      paramLabel = "host|module",
      description =
          "Who sent the bytes. Unless given it is the side whose packets explain more of them, the"
              + " module when both explain the same.")
  private @Nullable Sender from;

  @Option(names = "--binary", description = "Standard input is the bytes themselves.")
  private boolean binary;

  @Option(
      names = "--json",
      description = {
        "Print one JSON object a line: offset, direction, kind (command, data, wind, critical error,"
            + " line, ok, error, junk, truncated), state, indication or command, name, fields,"
            + " payload in hex. The fields of what is truncated are packet, its kind, and missing,"
            + " the bytes that did not come. Passwords and keys are masked."
      })
  private boolean json;

  public DecodeCommand(InputStream in, PrintWriter out) {
    this.in = in;
    this.out = out;
  }

  @Override
  public Integer call() throws IOException {
    byte[] stream = stream();
    Sender sender = from != null ? from : guess(stream);
    List<Part> parts = Part.all(sender.direction, stream);
    for (Part part : parts) {
      out.println(json ? json(sender, part) : line(part));
    }
    return parts.stream().allMatch(part -> part.description().isWhole())
        ? ExitCode.OK
        : ExitCode.FAILED;
  }

  private byte[] stream() throws IOException {
    if (!binary) {
      return Hex.parse(
          hex.isEmpty()
              ? new String(in.readAllBytes(), StandardCharsets.ISO_8859_1)
              : String.join(" ", hex));
    }
    if (!hex.isEmpty()) {
      throw new InvalidInput("--binary reads standard input, and hex was given besides");
    }
    byte[] bytes = in.readAllBytes();
    if (bytes.length == 0) {
      throw new InvalidInput("standard input is empty");
    }
    return bytes;
  }

  private static Sender guess(byte[] stream) {
    return understood(Sender.host, stream) > understood(Sender.module, stream)
        ? Sender.host
        : Sender.module;
  }

  private static long understood(Sender sender, byte[] stream) {
    return Part.all(sender.direction, stream).stream().mapToLong(DecodeCommand::understood).sum();
  }

  /**
   * How much a part explains. A command that no table has is half a guess, and what is cut short
   * tips the scales only when nothing else does.
   */
  private static long understood(Part part) {
    PacketDescription what = part.description();
    if (!what.isWhole()) {
      return what.isCommand() && what.name().startsWith("AT") ? 1 : 0;
    }
    return part.bytes().length * (what.name().startsWith("0x") ? 1L : 2L);
  }

  private static String line(Part part) {
    return "%6d  %s %s".formatted(part.description().offset(), part.hex(), part.text());
  }

  private static String json(Sender sender, Part part) {
    PacketDescription what = part.description();
    Map<String, Object> object = new LinkedHashMap<>();
    object.put("offset", what.offset());
    object.put("direction", sender.name());
    object.put("kind", what.kind());
    if (what.state() != null) {
      object.put("state", what.state());
    }
    if (what.indication() != null) {
      object.put(what.isCommand() ? "command" : "indication", what.indication());
    }
    object.put("name", what.name());
    object.put("fields", what.fields());
    object.put("payload", what.payload());
    return JSON.std.asString(object);
  }
}
