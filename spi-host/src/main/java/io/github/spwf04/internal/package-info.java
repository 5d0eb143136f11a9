/**
 * What the rooms share and nobody else sees: calls over a session, events on their way to
 * subscriptions, rights to the ids of the module.
 */
@NullMarked
package io.github.spwf04.internal;

import org.jspecify.annotations.NullMarked;
