/** The host stack: link, session, typed commands and events. */
@SuppressWarnings("module") // the digits are in the name of the device
@org.jspecify.annotations.NullMarked
module io.github.spwf04.host {
  requires transitive io.github.spwf04.transport;
  requires io.netty.common;
  requires jdk.jfr;
  requires org.slf4j;

  exports io.github.spwf04;
  exports io.github.spwf04.command;
  exports io.github.spwf04.event;
  exports io.github.spwf04.file;
  exports io.github.spwf04.message;
  exports io.github.spwf04.recovery;
  exports io.github.spwf04.security;
  exports io.github.spwf04.socket;
  exports io.github.spwf04.system;
  exports io.github.spwf04.web;
  exports io.github.spwf04.wifi;
}
