/**
 * What every bus must do, as JUnit Jupiter tests: a bus passes the contract when a test class
 * implements {@link io.github.spwf04.testkit.contract.SpiBusContract} and all its methods pass.
 * Needs {@code junit-jupiter-api}, which the test kit does not bring along.
 */
@NullMarked
package io.github.spwf04.testkit.contract;

import org.jspecify.annotations.NullMarked;
