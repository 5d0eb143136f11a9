package io.github.spwf04.cli.shared;

import io.github.spwf04.Spwf04;
import io.github.spwf04.transport.SpiBuses;
import java.io.IOException;
import java.time.Duration;
import picocli.CommandLine.Option;

/** The module that a command talks to. */
public final class BusOption {
  private static final Duration BOOT = Duration.ofSeconds(20);

  @Option(
      names = "--bus",
      paramLabel = "URI",
      defaultValue = "virtual:",
      description =
          "The bus of the module, ${DEFAULT-VALUE} unless given: a virtual module, which is new each"
              + " time. Options stand behind a question mark, virtual:?ap=home:sesame-street. Real ones"
              + " are linux:/dev/spidev0.0?irq=gpiochip0/25&reset=gpiochip0/24 and, with providers in"
              + " SPWF_CLASSPATH, pi4j:spi0.0?irq=25&reset=24.")
  private String uri = "virtual:";

  @Option(
      names = "--reset",
      description =
          "Reset the module by its reset line first. A virtual module has just been switched on.")
  private boolean reset;

  /** Opens the bus; nothing is sent yet. */
  public Spwf04 open() throws IOException {
    return Spwf04.open(uri);
  }

  /** The URI as it was given, without keys that are in it. */
  public String shown() {
    return SpiBuses.shown(uri);
  }

  /** Waits for the boot of a module that is to be reset, or has just been switched on. */
  public void boot(Spwf04 spwf) throws InterruptedException {
    if (reset || uri.regionMatches(true, 0, "virtual:", 0, "virtual:".length())) {
      spwf.boot(BOOT);
    }
  }
}
