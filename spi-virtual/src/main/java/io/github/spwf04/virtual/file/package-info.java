/** The file volumes, the commands on them, and TFTP both ways. */
@NullMarked
package io.github.spwf04.virtual.file;

import org.jspecify.annotations.NullMarked;
