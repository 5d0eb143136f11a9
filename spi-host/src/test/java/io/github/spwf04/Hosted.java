package io.github.spwf04;

import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.spwf04.error.SpwfException;
import io.github.spwf04.virtual.VirtualModule;
import io.github.spwf04.virtual.air.AccessPoint;
import io.github.spwf04.virtual.bus.LoopbackBus;
import io.github.spwf04.virtual.options.ModuleOptions;
import io.github.spwf04.virtual.options.ServiceOptions;
import java.time.Duration;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * A virtual module that has booted, and the host that talks to it. As a field with {@code
 * RegisterExtension} it is there for each test of a class, and closed before what the test left is
 * looked at.
 *
 * @param module closed with this
 * @param spwf closed with this
 */
public record Hosted(VirtualModule module, Spwf04 spwf)
    implements AutoCloseable, AfterEachCallback {
  private static final Duration LONG = Duration.ofSeconds(10);
  private static final String SSID = "a network";

  /** A module of those options. */
  public static Hosted booted(ModuleOptions.Builder options) {
    VirtualModule module = new VirtualModule(options.build());
    Hosted hosted = new Hosted(module, Spwf04.open(LoopbackBus.to(module)));
    try {
      hosted.spwf.boot(LONG);
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
    return hosted;
  }

  /** A module that is in a network, and waits two seconds for the answers of servers. */
  public static Hosted joined() {
    return joined(
        ModuleOptions.builder()
            .services(ServiceOptions.DEFAULT.withAnswerTimeout(Duration.ofSeconds(2))));
  }

  /** A module of those options that is in a network. */
  public static Hosted joined(ModuleOptions.Builder options) {
    Hosted hosted = booted(options.accessPoint(AccessPoint.open(SSID)));
    try {
      hosted.spwf.wifi().join(SSID, null, LONG);
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
    return hosted;
  }

  /** The refusal that a call ends with. */
  public static SpwfException.Rejected refusal(ThrowingCallable call) {
    return catchThrowableOfType(SpwfException.Rejected.class, call);
  }

  @Override
  public void afterEach(ExtensionContext context) {
    close();
  }

  @Override
  public void close() {
    spwf.close();
    module.close();
  }
}
