package io.github.spwf04;

import io.github.spwf04.virtual.VirtualModule;
import io.github.spwf04.virtual.air.AccessPoint;
import io.github.spwf04.virtual.bus.LoopbackBus;
import io.github.spwf04.virtual.options.ModuleOptions;
import io.github.spwf04.virtual.options.ServiceOptions;
import java.time.Duration;

/**
 * A virtual module that has booted, and the host that talks to it.
 *
 * @param module closed with this
 * @param spwf closed with this
 */
public record Hosted(VirtualModule module, Spwf04 spwf) implements AutoCloseable {
  private static final Duration LONG = Duration.ofSeconds(10);
  private static final String SSID = "a network";

  /** A module of those options. */
  public static Hosted booted(ModuleOptions.Builder options) throws InterruptedException {
    VirtualModule module = new VirtualModule(options.build());
    Hosted hosted = new Hosted(module, Spwf04.open(LoopbackBus.to(module)));
    hosted.spwf.boot(LONG);
    return hosted;
  }

  /** A module that is in a network, and waits two seconds for the answers of servers. */
  public static Hosted joined() throws InterruptedException {
    Hosted hosted =
        booted(
            ModuleOptions.builder()
                .accessPoint(AccessPoint.open(SSID))
                .services(ServiceOptions.DEFAULT.withAnswerTimeout(Duration.ofSeconds(2))));
    hosted.spwf.wifi().join(SSID, null, LONG);
    return hosted;
  }

  @Override
  public void close() {
    spwf.close();
    module.close();
  }
}
