/** The bus over any Pi4J provider; its classes are still to come. */
@SuppressWarnings("module") // the digits are in the name of the device
@org.jspecify.annotations.NullMarked
module io.github.spwf04.transport.pi4j {
  requires transitive io.github.spwf04.host;
}
