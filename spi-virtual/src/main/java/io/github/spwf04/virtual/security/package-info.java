/** Certificates, and TLS with the checks that the module makes. */
@NullMarked
package io.github.spwf04.virtual.security;

import org.jspecify.annotations.NullMarked;
