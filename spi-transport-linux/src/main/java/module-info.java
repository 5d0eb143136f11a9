/**
 * The bus over the kernel's own devices: spidev and the GPIO character device, by {@code
 * java.lang.foreign}. It calls the C library, so a program names it in {@code
 * --enable-native-access=io.github.spwf04.transport.linux}, or {@code ALL-UNNAMED} on the class
 * path.
 */
@SuppressWarnings("module") // the digits are in the name of the device
@org.jspecify.annotations.NullMarked
module io.github.spwf04.transport.linux {
  requires transitive io.github.spwf04.transport;

  exports io.github.spwf04.transport.linux;

  provides io.github.spwf04.transport.SpiBusProvider with
      io.github.spwf04.transport.linux.LinuxSpiBusProvider;
}
