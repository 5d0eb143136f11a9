/** The seam between software and hardware: the bus, found by its URI. */
@SuppressWarnings("module") // the digits are in the name of the device
@org.jspecify.annotations.NullMarked
module io.github.spwf04.transport {
  requires transitive io.github.spwf04.codec;

  exports io.github.spwf04.time;
  exports io.github.spwf04.transport;

  uses io.github.spwf04.transport.SpiBusProvider;
}
