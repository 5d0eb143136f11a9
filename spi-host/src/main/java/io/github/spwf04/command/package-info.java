/** What a group of commands is made of: how it calls the module, and what a reply looks like. */
@NullMarked
package io.github.spwf04.command;

import org.jspecify.annotations.NullMarked;
