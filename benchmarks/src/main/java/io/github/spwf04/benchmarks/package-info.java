/** How close to the limit the stack runs: every figure stands beside a floor of the same run. */
@NullMarked
package io.github.spwf04.benchmarks;

import org.jspecify.annotations.NullMarked;
