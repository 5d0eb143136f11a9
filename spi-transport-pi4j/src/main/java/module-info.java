/** The bus over any Pi4J provider that the application brings. */
@SuppressWarnings("module") // the digits are in the name of the device
@org.jspecify.annotations.NullMarked
module io.github.spwf04.transport.pi4j {
  requires transitive com.pi4j;
  requires transitive io.github.spwf04.transport;

  exports io.github.spwf04.transport.pi4j;

  provides io.github.spwf04.transport.SpiBusProvider with
      io.github.spwf04.transport.pi4j.Pi4jSpiBusProvider;
}
