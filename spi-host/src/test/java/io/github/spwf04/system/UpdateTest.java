package io.github.spwf04.system;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.spwf04.Spwf04;
import io.github.spwf04.catalog.Command;
import io.github.spwf04.link.Script;
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
  private static final HttpRequest IMAGE = HttpRequest.of("https://h/new.fota");

  private final ScriptedBus bus = new ScriptedBus();
  private final Script script = new Script(bus);
  private final Spwf04 spwf = Spwf04.open(bus);
  private final List<String> heard = new ArrayList<>();

  @AfterEach
  void everyStepWasTaken() {
    spwf.close();
    assertThat(bus.faults()).isEmpty();
  }

  private void loaded() {
    script.hear(Command.STS, "build").line("Var:build=old").ok();
    script
        .hear(Command.FWUPDATE, "e", "h", "/new.fota", "", "2")
        .line("Loading:1:2")
        .bare("4096")
        .bare("8192")
        .ok();
    script.hear(Command.RESET).ok().wind(17, "Boot 1.0");
  }

  @Test
  void aFirmwareIsLoadedInstalledAndGivenItsFactoryValues() throws Exception {
    loaded();
    script
        .wind(17, "Performing F/W update")
        .wind(17, "Completed F/W update")
        .wind(1, "new")
        .wind(0, "");
    script.hear(Command.FCFG).ok();
    script.hear(Command.WCFG).ok();
    script.hear(Command.RESET).ok().wind(1, "new").wind(0, "");
    script.hear(Command.STS, "build").line("Var:build=new").ok();
    assertThat(update()).isEqualTo(new FirmwareUpdate("old", "new", OptionalInt.empty()));
    assertThat(heard).containsExactly("0/-1", "4096/-1", "8192/-1");
  }

  @Test
  void aFirmwareThatTheBootLoaderRefusesLeavesTheVariables() throws Exception {
    loaded();
    script.wind(17, "Aborting F/W update:2").wind(1, "old").wind(0, "");
    script.hear(Command.STS, "build").line("Var:build=old").ok();
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
    script.hear(3, Command.TLSCERT, "key", "3").take("der").ok();
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
