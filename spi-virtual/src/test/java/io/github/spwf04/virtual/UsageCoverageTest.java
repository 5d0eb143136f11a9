package io.github.spwf04.virtual;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.spwf04.catalog.Command;
import io.github.spwf04.virtual.bench.Usage;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Every usage line of section 6 is shown to succeed and to fail. */
class UsageCoverageTest {
  /** Sections of more than one usage line (the manual's section 6); the others have one. */
  private static final Map<String, Integer> LINES =
      Map.ofEntries(
          Map.entry("6.2", 2),
          Map.entry("6.3", 2),
          Map.entry("6.4", 3),
          Map.entry("6.7", 2),
          Map.entry("6.8", 2),
          Map.entry("6.15", 2),
          Map.entry("6.21", 2),
          Map.entry("6.26", 2),
          Map.entry("6.31", 2),
          Map.entry("6.32", 2),
          Map.entry("6.36", 2),
          Map.entry("6.46", 2),
          Map.entry("6.49", 2));

  /** A usage line and one of its two ends. */
  private record Shown(String section, int line, boolean fails) {
    @Override
    public String toString() {
      return section + " line " + line + (fails ? " fails" : "");
    }
  }

  @Test
  void everyUsageLineSucceedsAndFails() throws Exception {
    assertThat(shown()).containsAll(demanded());
  }

  @Test
  void noTestShowsALineThatTheManualDoesNotHave() throws Exception {
    assertThat(demanded()).containsAll(shown());
  }

  private static List<Shown> demanded() {
    return Stream.of(Command.values())
        .map(Command::section)
        .flatMap(
            section ->
                IntStream.rangeClosed(1, LINES.getOrDefault(section, 1))
                    .boxed()
                    .flatMap(
                        line ->
                            Stream.of(
                                new Shown(section, line, false), new Shown(section, line, true))))
        .toList();
  }

  /** What the tests of this package and of those below it show. */
  private static Set<Shown> shown() throws Exception {
    Set<Shown> shown =
        new TreeSet<>(
            Comparator.comparing(Shown::section)
                .thenComparing(Shown::line)
                .thenComparing(Shown::fails));
    for (Class<?> test : tests()) {
      for (Method method : test.getDeclaredMethods()) {
        for (Usage usage : method.getAnnotationsByType(Usage.class)) {
          shown.add(new Shown(usage.section(), usage.line(), usage.fails()));
        }
      }
    }
    return shown;
  }

  private static List<Class<?>> tests() throws Exception {
    Path here = Path.of(Objects.requireNonNull(UsageCoverageTest.class.getResource(".")).toURI());
    String root = UsageCoverageTest.class.getPackageName();
    List<Class<?>> tests = new ArrayList<>();
    try (Stream<Path> files = Files.walk(here)) {
      for (Path file : files.toList()) {
        String name = here.relativize(file).toString().replace('/', '.');
        if (name.endsWith("Test.class")) {
          tests.add(Class.forName(root + "." + name.substring(0, name.lastIndexOf('.'))));
        }
      }
    }
    return tests;
  }
}
