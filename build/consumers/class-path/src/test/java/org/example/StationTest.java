package org.example;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.spwf04.Spwf04;
import io.github.spwf04.catalog.WifiState;
import io.netty.util.Version;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class StationTest {
  private static final String BUS = "virtual:?ap=home:sesame-street&seed=4";

  @Test
  void joins() throws Exception {
    try (Spwf04 spwf = Spwf04.open(BUS)) {
      Station station = new Station(spwf);
      assertEquals("192.168.0.50", station.join("home", "sesame-street").getHostAddress());
      assertEquals(WifiState.LINK_UP, station.state());
    }
  }

  /** What each archive of Netty says of itself: two that are mixed fail far from here. */
  @Test
  void nettyIsOne() {
    Set<String> versions = new HashSet<>();
    Version.identify().values().forEach(artifact -> versions.add(artifact.artifactVersion()));
    assertEquals(1, versions.size(), versions::toString);
  }
}
