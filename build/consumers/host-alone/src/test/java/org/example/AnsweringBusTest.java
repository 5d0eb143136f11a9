package org.example;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.spwf04.Spwf04;
import io.github.spwf04.Spwf04Options;
import io.github.spwf04.error.SpwfException;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class AnsweringBusTest {
  @Test
  void bootsAndAnswers() throws Exception {
    try (Spwf04 spwf = Spwf04.open(new AnsweringBus(), Spwf04Options.defaults())) {
      assertEquals(0, spwf.boot(Duration.ofSeconds(10)).getLast().number());
      spwf.system().check();
      assertEquals(1, spwf.statistics().packetsOut());
      assertEquals(2, spwf.statistics().packetsIn());
    }
  }

  @Test
  void aBusThatIsNotThereIsNamed() {
    SpwfException missing =
        assertThrows(SpwfException.InvalidInput.class, () -> Spwf04.open("virtual:"));
    assertTrue(missing.getMessage().contains("io.github.spwf04:spi-virtual"), missing::getMessage);
  }
}
