/** The virtual module, the loopback bus, traces, contracts and generators. */
@SuppressWarnings({
  "module",
  "requires-automatic",
  "requires-transitive-automatic"
}) // the digits are in the name of the device
@org.jspecify.annotations.NullMarked
module io.github.spwf04.testkit {
  requires transitive io.github.spwf04.host;
  requires com.hivemq.client.mqtt;
  requires io.netty.codec.http;
  requires io.netty.common;
  requires io.netty.handler;
  requires io.netty.transport;
  requires io.reactivex.rxjava2;
  requires javax.jmdns;
  requires jdk.httpserver;
  requires org.apache.commons.net;
  requires org.apache.httpcomponents.core5.httpcore5;
  requires org.bouncycastle.pkix;
  requires org.bouncycastle.provider;
  requires org.slf4j;
  requires static transitive net.jqwik.api;
  requires static transitive org.junit.jupiter.api;

  exports io.github.spwf04.testkit.bus;
  exports io.github.spwf04.testkit.contract;
  exports io.github.spwf04.testkit.door;
  exports io.github.spwf04.testkit.generator;
  exports io.github.spwf04.testkit.kernel;
  exports io.github.spwf04.testkit.module;

  provides io.github.spwf04.bus.SpiBusProvider with
      io.github.spwf04.testkit.bus.VirtualBusProvider;
}
