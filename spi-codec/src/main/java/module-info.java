/** The tables of the SPWF04Sx manual and the packets of its SPI protocol. */
@SuppressWarnings("module") // the digits are in the name of the device
@org.jspecify.annotations.NullMarked
module io.github.spwf04.codec {
  requires static transitive org.jspecify;
  requires transitive io.netty.buffer;

  exports io.github.spwf04.catalog;
  exports io.github.spwf04.codec;
  exports io.github.spwf04.error;
}
