package io.github.spwf04.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.launcher.EngineFilter;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;

/** The contract is worth what it catches: every clause has a bus that breaks it. */
class SpiBusContractTest {
  static List<Defect> defects() {
    return Defect.ALL;
  }

  @ParameterizedTest(name = "{index}: {0}")
  @MethodSource("defects")
  void brokenBusFailsByTheRightClause(Defect defect) {
    BrokenBusFixture.bus = defect.bus();
    Set<String> failed = failedClauses();
    assertThat(failed).contains(defect.clause());
    Set<String> unexpected = new TreeSet<>(failed);
    unexpected.remove(defect.clause());
    unexpected.removeAll(defect.besides());
    assertThat(unexpected).as("clauses that have nothing to do with it").isEmpty();
  }

  @Test
  void goodBusFailsNone() {
    BrokenBusFixture.bus = BrokenBus::new;
    assertThat(failedClauses()).isEmpty();
  }

  @Test
  void everyClauseHasABrokenBus() {
    Set<String> clauses =
        Arrays.stream(SpiBusContract.class.getMethods())
            .filter(method -> method.isAnnotationPresent(Test.class))
            .map(method -> method.getName())
            .collect(Collectors.toSet());
    assertThat(defects()).extracting(Defect::clause).containsAll(clauses);
    assertThat(clauses).containsAll(defects().stream().map(Defect::clause).toList());
  }

  private static Set<String> failedClauses() {
    Set<String> failed = new TreeSet<>();
    LauncherFactory.create()
        .execute(
            LauncherDiscoveryRequestBuilder.request()
                .selectors(selectClass(BrokenBusFixture.class))
                .filters(EngineFilter.includeEngines("junit-jupiter"))
                .build(),
            new TestExecutionListener() {
              @Override
              public void executionFinished(TestIdentifier test, TestExecutionResult result) {
                if (result.getStatus() != TestExecutionResult.Status.SUCCESSFUL) {
                  failed.add(test.getDisplayName().replace("()", ""));
                }
              }
            });
    return failed;
  }
}
