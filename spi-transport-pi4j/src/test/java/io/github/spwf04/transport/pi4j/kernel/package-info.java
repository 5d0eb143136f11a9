/**
 * Pi4J with its provider over spidev, against a kernel that is emulated inside this process. Needs
 * a JVM of its own.
 */
@NullMarked
package io.github.spwf04.transport.pi4j.kernel;

import org.jspecify.annotations.NullMarked;
