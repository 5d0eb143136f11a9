package org.example;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.spwf04.Spwf04;
import io.github.spwf04.catalog.WifiState;
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

  @Test
  void allAreModules() {
    assertTrue(Station.class.getModule().isNamed());
    assertTrue(Spwf04.class.getModule().isNamed());
    assertTrue(ModuleLayer.boot().findModule("io.github.spwf04.virtual").isPresent());
  }
}
