/**
 * A kernel that is emulated inside this process, for tests of what talks to spidev and the GPIO
 * character device: system calls are real, and those that mean such a device are answered here.
 * Needs Linux on x86-64 or AArch64, a JVM of its own, and {@code --enable-native-access}.
 */
@NullMarked
package io.github.spwf04.testkit.kernel;

import org.jspecify.annotations.NullMarked;
