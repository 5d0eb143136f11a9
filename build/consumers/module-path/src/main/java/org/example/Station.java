package org.example;

import io.github.spwf04.Spwf04;
import io.github.spwf04.catalog.WifiState;
import java.net.InetAddress;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** A program that joins a network. */
public final class Station {
  private final Spwf04 spwf;

  public Station(Spwf04 spwf) {
    this.spwf = spwf;
  }

  public InetAddress join(String ssid, String key) throws InterruptedException {
    spwf.boot(Duration.ofSeconds(10));
    return spwf.wifi().join(ssid, key, Duration.ofSeconds(30));
  }

  public @Nullable WifiState state() throws InterruptedException {
    spwf.system().check(); // the state comes with every packet: with this answer, too
    return spwf.state();
  }
}
