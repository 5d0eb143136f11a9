/** What tests drivers, buses and programs of others: contracts, faults, generators, a kernel. */
@SuppressWarnings("module") // the digits are in the name of the device
@org.jspecify.annotations.NullMarked
module io.github.spwf04.testkit {
  requires transitive io.github.spwf04.host;
  requires transitive io.github.spwf04.virtual;
  // Who uses their rooms declares them: transitive, nobody else could compile without them.
  requires static net.jqwik.api;
  requires static org.junit.jupiter.api;

  exports io.github.spwf04.testkit.contract;
  exports io.github.spwf04.testkit.fault;
  exports io.github.spwf04.testkit.generator;
  exports io.github.spwf04.testkit.kernel;
}
