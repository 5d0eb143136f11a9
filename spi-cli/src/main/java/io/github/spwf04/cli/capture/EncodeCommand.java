package io.github.spwf04.cli.capture;

import io.github.spwf04.cli.shared.DataText;
import io.github.spwf04.cli.shared.DelimiterOption;
import io.github.spwf04.cli.shared.ExitCode;
import io.github.spwf04.cli.shared.Hex;
import io.github.spwf04.cli.shared.Version;
import io.github.spwf04.codec.AtText;
import io.github.spwf04.codec.HostPacket;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.jr.ob.JSON;

/** {@code spwf encode}: the packet of an AT command. */
@Command(
    name = "encode",
    description = {
      "Prints the SPI packet of an AT command in hex, checked against the manual's tables.",
      "A command with a data phase prints two lines: the packet, and the data that the host sends"
          + " once the module has pulled its IRQ line low. The data has no header of its own."
    },
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    sortOptions = false,
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      ExitCode.OK + ":the packet was printed",
      ExitCode.BAD_INPUT + ":there is no such command, or its arguments or its data are wrong"
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  spwf encode 'AT+S.SCAN=d,/scan.txt'",
      "  spwf encode 'AT+S.SOCKW=0,5' --data hello",
      "  spwf encode 'AT+S.FSC=/page.html,1024' --data @page.html",
      "  spwf encode --json 'AT+S.SOCKON=example.org,80,,t'"
    })
public final class EncodeCommand implements Callable<Integer> {
  private final PrintWriter out;

  @Parameters(
      paramLabel = "AT-COMMAND",
      description =
          "The command as it is typed over UART, such as AT+S.WIFI=1. An empty field, or the word"
              + " NULL, is an omitted parameter.")
  private String line = "";

  @Option(
      names = "--data",
      paramLabel = "TEXT|@FILE",
      description =
          "The data of the data phase: text as UTF-8, or the bytes of a file. @@ begins a text with"
              + " one @.")
  private @Nullable String data;

  @Mixin private DelimiterOption delimiter = new DelimiterOption();

  @Option(names = "--json", description = "Print one JSON object: command, name, packet, data.")
  private boolean json;

  public EncodeCommand(PrintWriter out) {
    this.out = out;
  }

  @Override
  public Integer call() {
    AtText text = AtText.parse(line, delimiter.get());
    byte[] dataPhase = data == null ? new byte[0] : DataText.bytes(data, "--data");
    byte[] packet = encode(text.toPacket(dataPhase.length));
    if (json) {
      Map<String, Object> object = new LinkedHashMap<>();
      object.put("command", text.command().id());
      object.put("name", text.command().atName());
      object.put("packet", Hex.plain(packet));
      object.put("data", Hex.plain(dataPhase));
      out.println(JSON.std.asString(object));
    } else {
      out.println(Hex.spaced(packet));
      if (dataPhase.length > 0) {
        out.println(Hex.spaced(dataPhase));
      }
    }
    return ExitCode.OK;
  }

  private static byte[] encode(HostPacket packet) {
    ByteBuf bytes = Unpooled.buffer();
    try {
      packet.encode(bytes);
      return ByteBufUtil.getBytes(bytes);
    } finally {
      bytes.release();
    }
  }
}
