/** Documents by HTTP, and images that the module loads by it (manual 6.13, 6.14, 6.53 to 6.55). */
@NullMarked
package io.github.spwf04.web;

import org.jspecify.annotations.NullMarked;
