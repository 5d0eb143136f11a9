/**
 * Tests against a kernel that is emulated inside this process: system calls are real, and those
 * that mean a spidev or GPIO device are answered here. Needs a JVM of its own.
 */
@NullMarked
package io.github.spwf04.transport.linux.kernel;

import org.jspecify.annotations.NullMarked;
