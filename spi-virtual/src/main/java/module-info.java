/** The virtual module, its doors, and the bus to it. It knows nothing of the host. */
@SuppressWarnings({"module", "requires-automatic"}) // the digits are in the name of the device
@org.jspecify.annotations.NullMarked
module io.github.spwf04.virtual {
  requires transitive io.github.spwf04.transport;
  requires io.netty.buffer;
  requires io.netty.codec;
  requires io.netty.codec.http;
  requires io.netty.codec.mqtt;
  requires io.netty.common;
  requires io.netty.handler;
  requires io.netty.transport;
  requires javax.jmdns;
  requires jdk.httpserver;
  requires org.apache.commons.net;
  requires org.apache.httpcomponents.core5.httpcore5;
  requires org.bouncycastle.pkix;
  requires org.bouncycastle.provider;
  requires org.slf4j;

  exports io.github.spwf04.virtual;
  exports io.github.spwf04.virtual.air;
  exports io.github.spwf04.virtual.bus;
  exports io.github.spwf04.virtual.door;
  exports io.github.spwf04.virtual.image;
  exports io.github.spwf04.virtual.options;
  exports io.github.spwf04.virtual.pins;

  provides io.github.spwf04.transport.SpiBusProvider with
      io.github.spwf04.virtual.bus.VirtualBusProvider;
}
