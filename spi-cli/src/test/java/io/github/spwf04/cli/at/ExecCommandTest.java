package io.github.spwf04.cli.at;

import static io.github.spwf04.cli.capture.EncodeCommandTest.assertOneLineOfBadInput;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.spwf04.cli.Run;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class ExecCommandTest {
  private static final String JOINED =
      """
      +WIND:32
      AT+S.WIFI=0
      +WIND:38
      AT+S.SSIDTXT=home
      AT+S.SCFG=wifi_priv_mode,0
      AT+S.WIFI=1
      +WIND:24
      """;

  @Test
  void answersAsTheUartDoes() {
    Run run = Run.spwf("exec", "AT+S.STS=fw_version", "at+s.gcfg=console_errs");
    assertThat(run.err()).isEmpty();
    assertThat(run.lines())
        .containsExactly(
            "AT-S.Var:fw_version=1.1.0", "AT-S.OK", "AT-S.Var:console_errs=2", "AT-S.OK");
    assertThat(run.code()).isZero();
  }

  @Test
  void suppliesTheKeywordsThatTheFirmwareLeavesOut() {
    Run run = Run.spwf("exec", "--bus", "virtual:?profile=1.0.0", "AT+S.STS=fw_version");
    assertThat(run.lines()).containsExactly("AT-S.Var:fw_version=1.0.0", "AT-S.OK");
    run = Run.spwf("exec", "AT+S.SCFG=console_verbose,0", "AT+S.STS=var_version");
    assertThat(run.lines()).containsExactly("AT-S.OK", "AT-S.Var:var_version=1", "AT-S.OK");
  }

  @Test
  void readsStandardInputWithAnyLineEnd() {
    Run run =
        Run.withInput(
            "# a comment\r\n\r\nAT\rAT+S.STS=fw_version\n  AT+S.SSIDTXT=x \r\nAT+S.SSIDTXT",
            "exec");
    assertThat(run.err()).isEmpty();
    assertThat(run.lines())
        .containsExactly(
            "AT-S.OK",
            "AT-S.Var:fw_version=1.1.0",
            "AT-S.OK",
            "AT-S.OK",
            "AT-S.Network:x ",
            "AT-S.OK");
  }

  @Test
  void readsAFile(@TempDir Path folder) throws Exception {
    Path file = Files.writeString(folder.resolve("lines.txt"), "AT\nAT+S.GCFG=console_echo\n");
    assertThat(Run.spwf("exec", "--file", file.toString()).lines())
        .containsExactly("AT-S.OK", "AT-S.Var:console_echo=1", "AT-S.OK");
  }

  @Test
  void aRefusalEndsItUnlessToldOtherwise() {
    Run run = Run.spwf("exec", "AT+S.STS=nothing", "AT");
    assertThat(run.code()).isEqualTo(1);
    assertThat(run.err()).isEmpty();
    assertThat(run.lines()).containsExactly("AT-S.ERROR:4:Variable not found");

    run = Run.spwf("exec", "--keep-going", "AT+S.STS=nothing", "AT");
    assertThat(run.code()).isEqualTo(1);
    assertThat(run.lines()).containsExactly("AT-S.ERROR:4:Variable not found", "AT-S.OK");
  }

  @Test
  void jsonIsTyped() {
    Run run =
        Run.spwf(
            "exec",
            "--json",
            "--keep-going",
            "AT+S.STS=fw_version",
            "AT+S.STS=nothing",
            "AT+S.SCFG=wifi_wpa_psk_text,sesame-street",
            "AT+S.SOCKL");
    assertThat(run.lines())
        .containsExactly(
            "{\"command\":\"AT+S.STS=fw_version\",\"ok\":true,\"lines\":[{\"keyword\":\"Var\","
                + "\"fields\":{\"var\":\"fw_version\",\"value\":\"1.1.0\"}}]}",
            "{\"command\":\"AT+S.STS=nothing\",\"ok\":false,"
                + "\"error\":{\"id\":4,\"text\":\"Variable not found\"}}",
            "{\"command\":\"AT+S.SCFG=wifi_wpa_psk_text,***\",\"ok\":true,\"lines\":[]}",
            "{\"command\":\"AT+S.SOCKL\",\"ok\":true,\"lines\":[]}");
  }

  /** A PIN is no number: the zero before it counts. */
  @Test
  void jsonKeepsDigitsThatAreAText() {
    Run run =
        Run.spwf(
            "exec",
            "--json",
            "--bus",
            "virtual:?seed=4&set=wifi_mode:1&set=nv_serial:0042",
            "+WIND:32",
            "AT+S.GCFG=nv_serial",
            "AT+S.WPS=2");
    assertThat(run.lines())
        .contains(
            "{\"command\":\"AT+S.GCFG=nv_serial\",\"ok\":true,\"lines\":[{\"keyword\":\"Var\","
                + "\"fields\":{\"var\":\"nv_serial\",\"value\":\"0042\"}}]}")
        .last(org.assertj.core.api.InstanceOfAssertFactories.STRING)
        .contains("\"fields\":{\"pin\":\"03114414\"}");
  }

  @Test
  void waitsForWindsAndShowsThem() {
    Run run = Run.withInput(JOINED, "exec", "--winds", "--bus", "virtual:?ap=home&set=wifi_mode:1");
    assertThat(run.err()).isEmpty();
    assertThat(run.lines())
        .contains(
            "+WIND:0:Console active",
            "+WIND:1:Poweron:171117-0328fe3-SPWF04S",
            "+WIND:38:WiFi Powered Down",
            "+WIND:24:WiFi Up:0:192.168.0.50");
    assertThat(run.code()).isZero();

    run = Run.withInput(JOINED, "exec", "--winds", "--json", "--bus", "virtual:?ap=home");
    assertThat(run.lines())
        .contains(
            "{\"wind\":0,\"name\":\"Console active\",\"fields\":{}}",
            "{\"wind\":24,\"name\":\"WiFi Up\",\"fields\":"
                + "{\"flag\":0,\"address\":\"192.168.0.50\"}}");
  }

  @Test
  void aWindThatDoesNotComeIsAFailure() {
    Run run = Run.spwf("exec", "--timeout", "1", "AT", "+WIND:90");
    assertThat(run.code()).isEqualTo(1);
    assertThat(run.lines()).containsExactly("AT-S.OK");
    assertThat(run.err()).startsWith("spwf exec: +WIND:90:File Received did not come within 1 s");
  }

  /** The data stands behind its line, and what comes back is no text: all 256 bytes. */
  @Test
  void dataGoesThroughByteForByte() throws Exception {
    byte[] all = new byte[256];
    for (int i = 0; i < all.length; i++) {
      all[i] = (byte) i;
    }
    try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      Thread echo = Thread.ofVirtual().start(() -> echo(server, all.length));
      String before =
          JOINED + "AT+S.SOCKON=127.0.0.1," + server.getLocalPort() + ",,t\nAT+S.SOCKW=0,256\r\n";
      String behind = "\n+WIND:55\nAT+S.SOCKR=0\nAT+S.SOCKC=0\n";
      String input = before + new String(all, ISO_8859_1) + behind;
      Run run =
          Run.withInput(
              input.getBytes(ISO_8859_1), ISO_8859_1, "exec", "--bus", "virtual:?ap=home");
      echo.join();
      assertThat(run.err()).isEmpty();
      String read = "AT-S.Reading:256:256\n" + new String(all, ISO_8859_1) + "AT-S.OK\nAT-S.OK\n";
      assertThat(run.out()).endsWith(read);
    }
  }

  private static void echo(ServerSocket server, int length) {
    try (Socket socket = server.accept();
        InputStream in = socket.getInputStream();
        OutputStream out = socket.getOutputStream()) {
      out.write(in.readNBytes(length));
      out.flush();
      in.read();
    } catch (java.io.IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  @Test
  void dataOfArgumentsIsAnOptionAndItsLengthIsFilledIn() throws Exception {
    try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      Thread echo = Thread.ofVirtual().start(() -> echo(server, 9));
      Run run =
          Run.spwf(
              "exec",
              "--bus",
              "virtual:?ap=home&set=wifi_ssid:686F6D65&set=wifi_ssid_len:4",
              "+WIND:24",
              "AT+S.SOCKON=127.0.0.1," + server.getLocalPort() + ",,t",
              "AT+S.SOCKW=0",
              "AT+S.SOCKW=0,4",
              "+WIND:55",
              "AT+S.SOCKR=0",
              "AT+S.SOCKC=0",
              "--data",
              "hello",
              "--data",
              "@@you");
      echo.join();
      assertThat(run.err()).isEqualTo("");
      assertThat(run.out())
          .isEqualTo(
              """
              AT-S.On:127.0.0.1:0
              AT-S.OK
              AT-S.OK
              AT-S.OK
              AT-S.Reading:9:9
              hello@youAT-S.OK
              AT-S.OK
              """);
    }
  }

  @Test
  void aFieldHoldsACommaBehindAnotherDelimiter() {
    Run run =
        Run.spwf(
            "exec",
            "--delimiter",
            ";",
            "--json",
            "AT+S.SSIDTXT=kitchen, left",
            "AT+S.SCFG=wifi_wpa_psk_text;sesame,street",
            "AT+S.SSIDTXT");
    assertThat(run.err()).isEmpty();
    assertThat(run.lines())
        .containsExactly(
            "{\"command\":\"AT+S.SSIDTXT=kitchen, left\",\"ok\":true,\"lines\":[]}",
            "{\"command\":\"AT+S.SCFG=wifi_wpa_psk_text;***\",\"ok\":true,\"lines\":[]}",
            "{\"command\":\"AT+S.SSIDTXT\",\"ok\":true,\"lines\":[{\"keyword\":\"Network\","
                + "\"fields\":{\"ssid\":\"kitchen, left\"}}]}");

    run =
        Run.withInput(
            "AT+S.FSC=2:/a,b.txt\t5\nhelloAT+S.FSP=2:/a,b.txt\t1\t3\n",
            "exec",
            "--delimiter",
            "\t");
    assertThat(run.err()).isEmpty();
    assertThat(run.lines()).containsExactly("AT-S.OK", "ellAT-S.OK");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "AT+S.NOTHING",
        "AT --delimiter ab",
        "AT --delimiter \u20AC",
        "AT+S.SOCKQ=99",
        "AT+S.SOCKQ",
        "AT+S.SOCKW=0,5",
        "AT+S.SOCKW=0,five",
        "AT --data x",
        "AT --timeout 0",
        "--file /nowhere/at/all",
        "AT --file pom.xml",
        "--data x",
        "AT+S.SOCKW=0,5 --data @/nowhere/at/all",
        "AT --bus nothing:",
        "AT --bus virtual:?nothing=1"
      })
  void badInputIsOneLine(String arguments) {
    assertOneLineOfBadInput(Run.spwf(("exec " + arguments).split(" ")));
  }

  @ParameterizedTest
  @ValueSource(strings = {"AT+S.SOCKW=0,5\nhell", "AT+S.SOCKW=0\nhello", "+WIND:24x", "hello"})
  void badStandardInputIsOneLine(String input) {
    assertOneLineOfBadInput(Run.withInput(input, "exec"));
  }

  @Test
  void aTypoOpensNoBus() {
    assertThat(Run.spwf("exec", "--bus", "nothing:", "AT+S.STTS").err())
        .contains("did you mean AT+S.STS?");
  }
}
