package io.github.spwf04.test;

import io.netty.util.LeakPresenceDetector;
import io.netty.util.ResourceLeakDetector;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * Fails every test that leaves a buffer unreleased. Runs in all modules: the build adds this folder
 * to their tests and switches Netty to the detector that counts instead of waiting for the garbage
 * collector.
 */
public final class LeakCheck implements AfterEachCallback, AfterAllCallback {
  @Override
  public void afterEach(ExtensionContext context) {
    check();
  }

  @Override
  public void afterAll(ExtensionContext context) {
    check();
  }

  /** Throws when a buffer is not released. */
  public static void check() {
    if (ResourceLeakDetector.getLevel() != ResourceLeakDetector.Level.PARANOID) {
      throw new IllegalStateException("leak detection is not paranoid");
    }
    LeakPresenceDetector.check();
  }
}
