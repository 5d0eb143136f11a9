/** The files of the module, and TFTP (manual 6.12, 6.23 to 6.30, 6.50, 6.51). */
@NullMarked
package io.github.spwf04.file;

import org.jspecify.annotations.NullMarked;
