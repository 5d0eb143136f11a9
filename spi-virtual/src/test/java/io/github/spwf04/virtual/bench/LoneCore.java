package io.github.spwf04.virtual.bench;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.spwf04.virtual.options.ModuleOptions;
import io.github.spwf04.virtual.runtime.Core;
import java.lang.reflect.Proxy;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;

/** A core of which there are threads and options alone, for a part that asks for no more. */
public final class LoneCore {
  private final List<Thread> threads = new CopyOnWriteArrayList<>();
  private final Core core;

  public LoneCore(ModuleOptions options) {
    core =
        (Core)
            Proxy.newProxyInstance(
                Core.class.getClassLoader(),
                new Class<?>[] {Core.class},
                (_, method, arguments) ->
                    switch (method.getName()) {
                      case "options" -> options;
                      case "spawnPlatform" ->
                          threads.add(
                              Thread.ofPlatform()
                                  .daemon()
                                  .start((Runnable) Objects.requireNonNull(arguments)[0]));
                      default -> throw new UnsupportedOperationException(method.getName());
                    });
  }

  public Core core() {
    return core;
  }

  /** Waits until there has been a thread, and there is none any more. */
  public void awaitEnd() throws InterruptedException {
    assertThat(threads).isNotEmpty();
    for (Thread thread : threads) {
      assertThat(thread.join(Bench.LIMIT)).isTrue();
    }
  }
}
