package io.github.spwf04.test;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.library.dependencies.SliceAssignment;
import com.tngtech.archunit.library.dependencies.SliceIdentifier;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** What the house is held to; each module looks at its own main code. */
class ArchitectureTest {
  private static final int MOST_FILES = 30;
  private static final int MOST_LINES = 450;

  /** How the first comment of a longer file begins its reason. */
  private static final String REASON = "Long because";

  /** The rooms of the kit that write tests for others. */
  private static final String[] TESTING = {
    "io.github.spwf04.testkit.contract..",
    "io.github.spwf04.testkit.generator..",
    "io.github.spwf04.testkit.junit.."
  };

  /** Who lives by the machine's time: time itself, buses of the kernel, tools and tests. */
  private static final String[] REAL_TIME = {
    "io.github.spwf04.time..",
    "io.github.spwf04.transport..",
    "io.github.spwf04.testkit..",
    "io.github.spwf04.cli..",
    "io.github.spwf04.benchmarks.."
  };

  /** Methods of the library that read the machine's time, or wait by it. */
  private static final Map<String, Set<String>> CLOCKS =
      Map.of(
          "java.lang.System", Set.of("nanoTime", "currentTimeMillis"),
          "java.lang.Thread", Set.of("sleep"),
          "java.time.Instant", Set.of("now"),
          "java.time.Clock", Set.of("systemUTC", "systemDefaultZone"),
          "java.util.concurrent.locks.Condition", Set.of("awaitNanos", "awaitUntil"),
          "java.util.concurrent.locks.LockSupport", Set.of("parkNanos", "parkUntil"));

  /** Names of methods of the library that wait, some of them for a time that they take. */
  private static final Set<String> TIMED_WAITS =
      Set.of("await", "get", "poll", "offer", "join", "tryLock", "tryAcquire", "wait");

  private static final JavaClasses CLASSES =
      new ClassFileImporter().importPath(Path.of("target/classes"));

  @Test
  void noPackagesDependOnEachOtherInACircle() {
    slices().assignedFrom(packages()).should().beFreeOfCycles().check(CLASSES);
  }

  @Test
  void noPackageIsAHall() throws IOException {
    Map<String, Long> files =
        Sources.main().stream()
            .collect(
                Collectors.groupingBy(
                    file -> String.valueOf(file.getParent()), TreeMap::new, Collectors.counting()));
    files.values().removeIf(count -> count <= MOST_FILES);
    assertThat(files).isEmpty();
  }

  @Test
  void aLongFileSaysWhy() throws IOException {
    for (Path file : Sources.main()) {
      String text = Files.readString(file);
      if (text.lines().count() > MOST_LINES) {
        String first = text.substring(0, text.indexOf("*/")).replaceAll("\\s*\\*?\\s+", " ");
        assertThat(first).as(file + " has more than " + MOST_LINES + " lines").contains(REASON);
      }
    }
  }

  @Test
  void testEnginesStayInTheRoomsThatWriteTests() {
    noClasses()
        .that()
        .resideOutsideOfPackages(TESTING)
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("org.junit..", "net.jqwik..")
        .check(CLASSES);
  }

  @Test
  void timeIsInjected() {
    noClasses()
        .that()
        .resideOutsideOfPackages(REAL_TIME)
        .should()
        .accessTargetWhere(readsTheMachinesTime())
        .orShould()
        .accessTargetWhere(waitsByTheMachinesTime())
        .because("every timed wait goes through io.github.spwf04.time")
        .allowEmptyShould(true)
        .check(CLASSES);
  }

  private static DescribedPredicate<JavaAccess<?>> readsTheMachinesTime() {
    return describe(
        "reads the machine's time",
        access -> {
          Set<String> methods = CLOCKS.get(access.getTargetOwner().getName());
          return methods != null && methods.contains(access.getTarget().getName());
        });
  }

  private static DescribedPredicate<JavaAccess<?>> waitsByTheMachinesTime() {
    return describe(
        "waits by the machine's time",
        access ->
            TIMED_WAITS.contains(access.getTarget().getName())
                && access.getTargetOwner().getPackageName().startsWith("java.")
                && timed(access));
  }

  /** Whether one of the parameters is a time. */
  private static boolean timed(JavaAccess<?> access) {
    String target = access.getTarget().getFullName();
    String parameters = target.substring(target.indexOf('(') + 1);
    return parameters.contains("java.util.concurrent.TimeUnit")
        || parameters.contains("java.time.Duration")
        || access.getTargetOwner().isEquivalentTo(Thread.class) && parameters.startsWith("long")
        || access.getTargetOwner().isEquivalentTo(Object.class) && parameters.startsWith("long");
  }

  private static SliceAssignment packages() {
    return new SliceAssignment() {
      @Override
      public SliceIdentifier getIdentifierOf(JavaClass type) {
        String name = type.getPackageName();
        // What an annotation processor has written stands beside the code, and is not of this
        // house.
        return name.startsWith("io.github.spwf04") && !name.endsWith("jmh_generated")
            ? SliceIdentifier.of(name)
            : SliceIdentifier.ignore();
      }

      @Override
      public String getDescription() {
        return "packages";
      }
    };
  }
}
