/**
 * What {@code build/qemu/run} runs inside its guest, on the kernel's own spidev and GPIO code. No
 * part of the daily tests: the names do not end as theirs do.
 */
@NullMarked
package io.github.spwf04.transport.linux.guest;

import org.jspecify.annotations.NullMarked;
