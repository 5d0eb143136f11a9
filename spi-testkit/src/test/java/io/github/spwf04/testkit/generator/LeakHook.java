package io.github.spwf04.testkit.generator;

import io.github.spwf04.test.LeakCheck;
import net.jqwik.api.lifecycle.AroundTryHook;
import net.jqwik.api.lifecycle.TryExecutionResult;
import net.jqwik.api.lifecycle.TryExecutor;
import net.jqwik.api.lifecycle.TryLifecycleContext;

/** What LeakCheck is to Jupiter: jqwik does not run Jupiter's extensions. */
final class LeakHook implements AroundTryHook {
  @Override
  public TryExecutionResult aroundTry(
      TryLifecycleContext context, TryExecutor aTry, java.util.List<Object> parameters)
      throws Throwable {
    TryExecutionResult result = aTry.execute(parameters);
    LeakCheck.check();
    return result;
  }
}
