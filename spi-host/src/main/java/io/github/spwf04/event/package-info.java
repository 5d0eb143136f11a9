/**
 * What happens without being asked for, and how it is waited for: the messages of Table 14 as Java
 * types, one record a WIND that has variables, grouped by what they are about, an enum a group for
 * those that have none.
 */
@NullMarked
package io.github.spwf04.event;

import org.jspecify.annotations.NullMarked;
