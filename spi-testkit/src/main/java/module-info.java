/** The virtual module, the loopback bus, traces and generators. */
@SuppressWarnings("module") // the digits are in the name of the device
@org.jspecify.annotations.NullMarked
module io.github.spwf04.testkit {
  requires transitive io.github.spwf04.host;
}
