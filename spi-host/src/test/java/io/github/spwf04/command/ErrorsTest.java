package io.github.spwf04.command;

import io.github.spwf04.command.Use.Form;
import io.github.spwf04.error.ModuleError;
import io.github.spwf04.error.ModuleError.Table;
import io.github.spwf04.socket.SocketKind;
import io.github.spwf04.socket.WebSocketOptions;
import java.util.stream.Stream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Every error of Tables 10 to 13, from the bytes on SPI to the exception. */
@Timeout(30)
class ErrorsTest {

  /** All but 3, a reserved one: on SPI that is a packet of data. */
  static Stream<Integer> commandErrors() {
    return ModuleError.all(Table.COMMAND).stream().map(ModuleError::id).filter(id -> id != 3);
  }

  @ParameterizedTest
  @MethodSource("commandErrors")
  void anErrorOfTable10EndsTheReply(int error) throws Exception {
    Use.action(0x01, "AT", s -> s.system().check()).sends().refused(error).check(Form.B);
  }

  static Stream<Arguments> causes() {
    return Stream.of(Table.WEB_SOCKET_CLIENT, Table.HTTP_CLIENT, Table.CERTIFICATE)
        .flatMap(table -> ModuleError.all(table).stream())
        .flatMap(error -> Stream.of(Form.values()).map(form -> Arguments.of(error, form)));
  }

  @ParameterizedTest
  @MethodSource("causes")
  void anErrorOfTables11To13StandsInALineBeforeIt(ModuleError cause, Form form) throws Exception {
    Use use =
        switch (cause.table()) {
          case HTTP_CLIENT ->
              Use.use(0x54, "AT+S.HTTPGET", s -> s.http().get("http://h")).sends("h", "/");
          case WEB_SOCKET_CLIENT ->
              Use.use(0x61, "AT+S.WSOCKON", s -> s.webSockets().open(WebSocketOptions.of("h")))
                  .sends("h");
          default ->
              Use.use(0x41, "AT+S.SOCKON", s -> s.sockets().open("h", 1, SocketKind.TLS))
                  .sends("h", "1", "", "s");
        };
    use.constant()
        .line("Loading:", "1:2")
        .line(cause.table().keyword() + ":", Integer.toString(cause.id()))
        .refused(111)
        .because(cause.table(), cause.id())
        .check(form);
  }

  @ParameterizedTest
  @EnumSource(Form.class)
  void anErrorThatNoTableHasKeepsItsNumber(Form form) throws Exception {
    Use.action(0x01, "AT", s -> s.system().check()).sends().refused(200).check(form);
  }
}
