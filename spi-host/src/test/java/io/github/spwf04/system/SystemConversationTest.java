package io.github.spwf04.system;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.spwf04.Hosted;
import io.github.spwf04.Spwf04;
import io.github.spwf04.catalog.PowerMode;
import io.github.spwf04.catalog.Wind;
import io.github.spwf04.event.EventSubscription;
import io.github.spwf04.event.GpioInterrupt;
import io.github.spwf04.file.ModuleFile;
import io.github.spwf04.test.Installed;
import io.github.spwf04.virtual.VirtualModule;
import io.github.spwf04.virtual.options.ModuleOptions;
import io.github.spwf04.virtual.options.PythonOptions;
import io.github.spwf04.virtual.pins.Peripherals;
import java.time.Duration;
import java.time.Instant;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a module does without a network, by the typed methods. */
@Timeout(60)
class SystemConversationTest {
  private static final Duration LONG = Duration.ofSeconds(10);

  @RegisterExtension final Hosted hosted = Hosted.booted(ModuleOptions.builder());
  private final VirtualModule module = hosted.module();
  private final Spwf04 spwf = hosted.spwf();

  private static int refusal(ThrowingCallable call) {
    return Hosted.refusal(call).error().id();
  }

  @Test
  void helpListsEveryCommandOnce() throws Exception {
    assertThat(spwf.system().help()).hasSize(66);
    assertThat(spwf.system().help("MQTT")).hasSize(5);
  }

  @Test
  void aPinGoesOutAndComesIn() throws Exception {
    spwf.gpio().output(0);
    spwf.gpio().write(0, true);
    assertThat(module.peripherals().level(0)).isTrue();
    assertThat(spwf.gpio().read(0)).isEqualTo(new PinState(0, true, false));
    spwf.gpio().write(0, false);
    assertThat(module.peripherals().level(0)).isFalse();

    spwf.gpio().input(1, Edge.RISING);
    try (EventSubscription events = spwf.events()) {
      module.peripherals().drive(1, true);
      assertThat(events.await(GpioInterrupt.class, LONG)).isNotNull();
    }
    assertThat(spwf.gpio().read(1)).isEqualTo(new PinState(1, true, true));
    assertThat(refusal(() -> spwf.gpio().write(1, true))).isEqualTo(19);
  }

  @Test
  void voltagesAndWaves() throws Exception {
    module.peripherals().voltage(16, 1650);
    assertThat(spwf.gpio().adc(16)).isEqualTo(1650);
    module.peripherals().breakAdc(true);
    assertThat(refusal(() -> spwf.gpio().adc(16))).isEqualTo(46);

    spwf.gpio().dac(1234);
    assertThat(module.peripherals().dac()).isEqualTo(1234);
    spwf.gpio().dac(0);
    assertThat(module.peripherals().dac()).isZero();

    assertThat(refusal(() -> spwf.gpio().pwm(2, 0))).isEqualTo(29);
    spwf.gpio().pwm(2, 1000);
    assertThat(module.peripherals().pwm(2)).isEqualTo(new Peripherals.Pwm(1000, 50));
    spwf.gpio().pwm(2, 10, 7);
    assertThat(module.peripherals().pwm(2)).isEqualTo(new Peripherals.Pwm(10, 7));
    spwf.gpio().pwm(2, 0);
    assertThat(module.peripherals().pwm(2)).isNull();
  }

  @Test
  void theClockKeepsWhatItIsTold() throws Exception {
    Instant told = Instant.parse("2017-07-26T12:34:56Z");
    spwf.clock().set(told);
    assertThat(spwf.clock().get()).isBetween(told, told.plusSeconds(5));
  }

  @ParameterizedTest
  @ValueSource(strings = {"1970-01-01T00:00:00Z", "1999-12-31T23:59:00Z", "2069-12-31T23:59:00Z"})
  void aYearOfAnyCenturyComesBack(Instant told) throws Exception {
    spwf.clock().set(told);
    assertThat(spwf.clock().get()).isBetween(told, told.plusSeconds(5));
  }

  @Test
  void variablesAreSavedAndRestored() throws Exception {
    String factory = spwf.config().get("user_desc");
    spwf.config().set("user_desc", "mine");
    spwf.config().save();
    spwf.system().reset(LONG);
    assertThat(spwf.config().get("user_desc")).isEqualTo("mine");
    spwf.config().restoreFactory();
    assertThat(spwf.config().get("user_desc")).isEqualTo(factory);
    assertThat(spwf.config().all()).containsEntry("user_desc", factory).hasSizeGreaterThan(50);
    assertThat(refusal(() -> spwf.config().set("none", 1))).isEqualTo(4);
  }

  @Test
  void standbyEndsByItselfWithABoot() throws Exception {
    try (EventSubscription events = spwf.events()) {
      spwf.power().standby(Duration.ofSeconds(1));
      assertThat(events.await(Wind.CONSOLE_ACTIVE, LONG)).isNotNull();
    }
    spwf.system().check();
    spwf.power().mode(PowerMode.ACTIVE);
  }

  @Test
  @Tag(Installed.PROGRAMS)
  void scripts() throws Exception {
    PythonOptions python = PythonOptions.DEFAULT.withInterpreter(Installed.microPython());
    try (Hosted hosted = Hosted.booted(ModuleOptions.builder().python(python))) {
      Spwf04 spwf = hosted.spwf();
      ModuleFile script = ModuleFile.ram("run.py");
      spwf.files().write(script, "for i in range(3): print(i * i)".getBytes());
      assertThat(spwf.system().python(script).data().toString(UTF_8)).isEqualTo("0\n1\n4\n");
      assertThat(refusal(() -> spwf.system().python(ModuleFile.ram("none.py")))).isEqualTo(51);
      assertThat(refusal(spwf.system()::pythonShell)).isEqualTo(24);
    }
  }
}
