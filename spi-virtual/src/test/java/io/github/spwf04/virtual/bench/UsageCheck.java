package io.github.spwf04.virtual.bench;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.spwf04.catalog.Command;
import java.lang.reflect.Method;
import java.util.EnumSet;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** Fails a test with a {@link Usage} of a command that it never sent, unless it was skipped. */
public final class UsageCheck implements BeforeEachCallback, AfterEachCallback {
  /** What the fixtures have sent for the test that runs; tests run one after the other. */
  private static final Set<Command> SENT = EnumSet.noneOf(Command.class);

  /** Whether an invocation of it was skipped, or failed by itself, before it was through. */
  private static boolean cutShort;

  /** Tells that a fixture has sent a command. */
  static synchronized void sent(Command command) {
    SENT.add(command);
  }

  private static synchronized Set<String> sentSections() {
    return SENT.stream().map(Command::section).collect(Collectors.toSet());
  }

  private static synchronized void forget() {
    SENT.clear();
    cutShort = false;
  }

  private static synchronized boolean cutShort() {
    return cutShort;
  }

  /** Looked at when the last invocation of a test is over: each may show one of its usages. */
  private record Shown(Method test) implements AutoCloseable {
    @Override
    public void close() {
      if (cutShort()) {
        return;
      }
      Set<String> tags =
          Stream.of(test.getAnnotationsByType(Usage.class))
              .map(Usage::section)
              .collect(Collectors.toSet());
      assertThat(sentSections())
          .as("sections of the commands that %s sent, of its usages", test.getName())
          .containsAll(tags);
    }
  }

  @Override
  public void beforeEach(ExtensionContext invocation) {
    ExtensionContext test =
        invocation
            .getParent()
            .filter(parent -> parent.getTestMethod().isPresent())
            .orElse(invocation);
    test.getStore(ExtensionContext.Namespace.create(UsageCheck.class))
        .getOrComputeIfAbsent(
            Shown.class,
            _ -> {
              forget();
              return new Shown(test.getRequiredTestMethod());
            },
            Shown.class);
  }

  @Override
  public void afterEach(ExtensionContext invocation) {
    if (invocation.getExecutionException().isPresent()) {
      synchronized (UsageCheck.class) {
        cutShort = true;
      }
    }
  }
}
