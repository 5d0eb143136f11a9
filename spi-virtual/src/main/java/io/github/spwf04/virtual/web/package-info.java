/** HTTP both ways: requests to servers, and the module's own web server. */
@NullMarked
package io.github.spwf04.virtual.web;

import org.jspecify.annotations.NullMarked;
