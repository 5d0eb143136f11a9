/** Images of firmware and of file volumes, as FWUPDATE, FSUPDATE and FSWRITE take them. */
@NullMarked
package io.github.spwf04.virtual.image;

import org.jspecify.annotations.NullMarked;
