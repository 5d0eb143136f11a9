import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import java.io.PrintWriter;
import java.util.concurrent.TimeUnit;
import org.junit.platform.launcher.Launcher;
import org.junit.platform.launcher.LauncherDiscoveryRequest;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;
import org.junit.platform.launcher.listeners.SummaryGeneratingListener;
import org.junit.platform.launcher.listeners.TestExecutionSummary;

/**
 * Runs one test class many times in this process, on the class path of its module: {@code java -cp
 * … Repeat.java 30 io.github.spwf04.session.SessionTest}. Prints what failed, and a last line: the
 * class, the runs, tests that passed and failed in all of them, seconds. Exits with 1 when anything
 * failed or nothing ran.
 */
void main(String[] arguments) {
  int runs = Integer.parseInt(arguments[0]);
  String test = arguments[1];
  Launcher launcher = LauncherFactory.create();
  LauncherDiscoveryRequest request =
      LauncherDiscoveryRequestBuilder.request().selectors(selectClass(test)).build();
  long start = System.nanoTime();
  long passed = 0;
  long failed = 0;
  for (int run = 1; run <= runs; run++) {
    SummaryGeneratingListener listener = new SummaryGeneratingListener();
    launcher.execute(request, listener);
    TestExecutionSummary summary = listener.getSummary();
    passed += summary.getTestsSucceededCount();
    failed += summary.getTotalFailureCount();
    if (summary.getTotalFailureCount() > 0) {
      System.out.println("run " + run);
      summary.printFailuresTo(new PrintWriter(System.out), 40);
    }
  }
  long seconds = TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - start);
  System.out.printf("%s %d %d %d %d%n", test, runs, passed, failed, seconds);
  System.exit(failed == 0 && passed > 0 ? 0 : 1);
}
