/** Certificates and keys, and how a connection is secured (manual 6.31, 6.32). */
@NullMarked
package io.github.spwf04.security;

import org.jspecify.annotations.NullMarked;
