package io.github.spwf04;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.spwf04.error.SpwfException;
import io.github.spwf04.recovery.Ladder;
import io.github.spwf04.time.ManualClock;
import io.netty.buffer.UnpooledByteBufAllocator;
import java.lang.reflect.RecordComponent;
import java.net.URI;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class Spwf04OptionsTest {
  private static final Spwf04Options DEFAULTS = Spwf04Options.defaults();
  private static final Duration LONG = Duration.ofSeconds(10);

  /** One option changed. */
  private record Change(String option, @Nullable Object value, Spwf04Options changed) {}

  private static Stream<Change> changes() {
    Duration second = Duration.ofSeconds(1);
    Duration minute = Duration.ofMinutes(1).plusSeconds(1);
    Ladder ladder = Ladder.probesOnly(second);
    var allocator = new UnpooledByteBufAllocator(false);
    ManualClock time = new ManualClock();
    return Stream.of(
        new Change("commandTimeout", second, DEFAULTS.withCommandTimeout(second)),
        new Change("connectTimeout", minute, DEFAULTS.withConnectTimeout(minute)),
        new Change("ladder", ladder, DEFAULTS.withLadder(ladder)),
        new Change("reconnect", null, DEFAULTS.withReconnect(null)),
        new Change("eventCapacity", 7, DEFAULTS.withEventCapacity(7)),
        new Change("writeSize", 512, DEFAULTS.withWriteSize(512)),
        new Change("allocator", allocator, DEFAULTS.withAllocator(allocator)),
        new Change("time", time, DEFAULTS.withTime(time)));
  }

  @ParameterizedTest
  @MethodSource("changes")
  void aWitherChangesItsOptionAlone(Change change) throws ReflectiveOperationException {
    Map<String, @Nullable Object> expected = values(DEFAULTS);
    assertThat(expected.get(change.option())).isNotEqualTo(change.value());
    expected.put(change.option(), change.value());
    assertThat(values(change.changed())).isEqualTo(expected);
  }

  @Test
  void everyOptionHasAWither() throws ReflectiveOperationException {
    assertThat(changes().map(Change::option)).containsExactlyElementsOf(values(DEFAULTS).keySet());
  }

  @Test
  @Timeout(60)
  void aBusOpenedByItsUriGoesByTheOptions() throws Exception {
    Spwf04Options hasty = DEFAULTS.withCommandTimeout(Duration.ofNanos(1));
    try (Spwf04 text = Spwf04.open("virtual:", hasty);
        Spwf04 uri = Spwf04.open(URI.create("virtual:?seed=4"), hasty)) {
      for (Spwf04 spwf : new Spwf04[] {text, uri}) {
        spwf.boot(LONG);
        assertThatExceptionOfType(SpwfException.TimedOut.class)
            .isThrownBy(() -> spwf.system().check());
      }
    }
  }

  private static Map<String, @Nullable Object> values(Spwf04Options options)
      throws ReflectiveOperationException {
    Map<String, @Nullable Object> values = new LinkedHashMap<>();
    for (RecordComponent component : Spwf04Options.class.getRecordComponents()) {
      values.put(component.getName(), component.getAccessor().invoke(options));
    }
    return values;
  }
}
