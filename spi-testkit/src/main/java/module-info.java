/**
 * What tests drivers, buses and programs of others: contracts, faults, generators, a kernel, peers.
 */
@SuppressWarnings("module") // the digits are in the name of the device
@org.jspecify.annotations.NullMarked
module io.github.spwf04.testkit {
  requires transitive io.github.spwf04.host;
  requires transitive io.github.spwf04.virtual;
  requires io.netty.buffer;
  requires io.netty.codec;
  requires io.netty.codec.http;
  requires io.netty.codec.mqtt;
  requires io.netty.common;
  requires io.netty.handler;
  requires io.netty.transport;
  requires jdk.httpserver;
  // Who uses their rooms declares them: transitive, nobody else could compile without them.
  requires static net.jqwik.api;
  requires static org.junit.jupiter.api;

  exports io.github.spwf04.testkit.contract;
  exports io.github.spwf04.testkit.fault;
  exports io.github.spwf04.testkit.generator;
  exports io.github.spwf04.testkit.kernel;
  exports io.github.spwf04.testkit.peer;
}
