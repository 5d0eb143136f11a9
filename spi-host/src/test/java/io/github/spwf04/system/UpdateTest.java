package io.github.spwf04.system;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.spwf04.Spwf04;
import io.github.spwf04.command.Use;
import io.github.spwf04.link.ScriptedBus;
import io.github.spwf04.web.FirmwareUpdate;
import io.github.spwf04.web.HttpRequest;
import java.security.PrivateKey;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Work of many steps that is one call: a firmware, and the certificates of a connection. */
@Timeout(30)
class UpdateTest {
  private static final Duration LONG = Duration.ofSeconds(20);
  private static final int RESET = 0x03;
  private static final int STS = 0x05;
  private static final int WCFG = 0x0B;
  private static final int FCFG = 0x0C;
  private static final int FWUPDATE = 0x56;
  private static final int TLSCERT = 0x2B;
  private static final HttpRequest IMAGE = HttpRequest.of("https://h/new.fota");

  private final ScriptedBus bus = new ScriptedBus();
  private final Spwf04 spwf = Spwf04.open(bus);
  private final List<String> heard = new ArrayList<>();

  @AfterEach
  void everyStepWasTaken() {
    spwf.close();
    assertThat(bus.faults()).isEmpty();
  }

  private static Use loaded() {
    return Use.use(FWUPDATE, "", _ -> null)
        .sendsOther(STS, "build")
        .line("Var:", "build=old")
        .sends("e", "h", "/new.fota", "", "2")
        .line("Loading:", "1:2")
        .line("", "4096")
        .line("", "8192")
        .sendsOther(RESET)
        .wind(17, "Boot 1.0");
  }

  @Test
  void aFirmwareIsLoadedInstalledAndGivenItsFactoryValues() throws Exception {
    loaded()
        .wind(17, "Performing F/W update")
        .wind(17, "Completed F/W update")
        .wind(1, "new")
        .wind(0, "")
        .sendsOther(FCFG)
        .sendsOther(WCFG)
        .sendsOther(RESET)
        .wind(1, "new")
        .wind(0, "")
        .sendsOther(STS, "build")
        .line("Var:", "build=new")
        .script(bus);
    assertThat(update()).isEqualTo(new FirmwareUpdate("old", "new", OptionalInt.empty()));
    assertThat(heard).containsExactly("0/-1", "4096/-1", "8192/-1");
  }

  @Test
  void aFirmwareThatTheBootLoaderRefusesLeavesTheVariables() throws Exception {
    loaded()
        .wind(17, "Aborting F/W update:2")
        .wind(1, "old")
        .wind(0, "")
        .sendsOther(STS, "build")
        .line("Var:", "build=old")
        .script(bus);
    FirmwareUpdate update = update();
    assertThat(update).isEqualTo(new FirmwareUpdate("old", "old", OptionalInt.of(2)));
    assertThat(update.installed()).isFalse();
  }

  private FirmwareUpdate update() throws InterruptedException {
    return spwf.system()
        .updateFirmware(IMAGE, LONG, (done, total) -> heard.add(done + "/" + total));
  }

  @Test
  void storingAKeyTellsTheBytesStored() throws Exception {
    Use.use(TLSCERT, "", _ -> null).sends("key", "3").with("der").script(bus);
    PrivateKey key =
        new PrivateKey() {
          private static final long serialVersionUID = 1L;

          @Override
          public String getAlgorithm() {
            return "none";
          }

          @Override
          public String getFormat() {
            return "none";
          }

          @Override
          public byte[] getEncoded() {
            return "der".getBytes();
          }
        };
    spwf.security().tls().store(null, null, key, (done, total) -> heard.add(done + "/" + total));
    assertThat(heard).containsExactly("0/3", "3/3");
  }
}
