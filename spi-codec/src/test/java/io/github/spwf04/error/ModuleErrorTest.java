package io.github.spwf04.error;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.spwf04.error.ModuleError.Table;
import java.lang.reflect.Field;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ModuleErrorTest {
  @ParameterizedTest
  @CsvSource({
    "COMMAND, 1, 119, 54",
    "WEB_SOCKET_CLIENT, 0, 6, 0",
    "HTTP_CLIENT, 0, 16, 0",
    "CERTIFICATE, 0, 26, 4"
  })
  void tablesHaveTheRowsOfTheManual(Table table, int first, int count, int reserved) {
    List<ModuleError> all = ModuleError.all(table);
    assertThat(all).hasSize(count).isUnmodifiable();
    assertThat(all.stream().filter(ModuleError::reserved)).hasSize(reserved);
    for (int i = 0; i < count; i++) {
      ModuleError error = all.get(i);
      assertThat(error.id()).isEqualTo(first + i);
      assertThat(error.table()).isEqualTo(table);
      assertThat(ModuleError.of(table, first + i)).isSameAs(error);
      assertThat(error.text().equals("Reserved")).isEqualTo(error.reserved());
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      textBlock =
          """
          1   | Command not found
          2   | Missing argument(s)
          4   | Variable not found
          8   | Invalid value
          16  | Cannot switch to Python shell
          18  | Radio not running
          19  | Direction must be 'in' or 'out'
          22  | Cannot use interrupt. Reserved for WPS feature
          29  | PWM not running
          32  | Argument exceeds allowed size
          33  | Argument evaluated to zero
          39  | PIN needs to be 7 digits
          44  | Wait for Connection Up
          46  | ADC conversion failed
          50  | Unable to access filesystem
          56  | Unable to delete file
          59  | Unable to (un)mount volume
          65  | DNS address failure
          67  | WPS only allowed on STA mode
          71  | Closing socket
          74  | Failed to open socket
          76  | Illegal Socket ID
          77  | Pending data
          82  | Failed to release HTTP Client Instance
          91  | Low Memory
          99  | Scan Aborted
          101 | Failed to write flash
          111 | Request failed
          """)
  void textsOfTable10AreThoseOnTheWire(int id, String text) {
    assertThat(ModuleError.of(Table.COMMAND, id).text()).isEqualTo(text);
  }

  @Test
  void otherTablesAreSpotChecked() {
    assertThat(ModuleError.of(Table.WEB_SOCKET_CLIENT, 2).text()).contains("TLS");
    assertThat(ModuleError.of(Table.HTTP_CLIENT, 0).text()).contains("not resolved");
    assertThat(ModuleError.of(Table.HTTP_CLIENT, 12).text()).contains("opened");
    assertThat(ModuleError.of(Table.CERTIFICATE, 23).text()).contains("not found");
    assertThat(ModuleError.of(Table.CERTIFICATE, 21).text()).contains("expired");
    assertThat(ModuleError.of(Table.CERTIFICATE, 24).reserved()).isTrue();
  }

  @ParameterizedTest
  @CsvSource({
    "COMMAND, 0",
    "COMMAND, 120",
    "COMMAND, 255",
    "COMMAND, -1",
    "WEB_SOCKET_CLIENT, 6",
    "HTTP_CLIENT, 16",
    "CERTIFICATE, 26",
    "CERTIFICATE, 2147483647",
    "COMMAND, -2147483648"
  })
  void unlistedErrorsKeepTheirNumber(Table table, int id) {
    assertThat(ModuleError.of(table, id))
        .isEqualTo(new ModuleError(table, id, "Not listed in the manual", false));
  }

  @Test
  void constantsAreTheRowsThatTheManualExplains() {
    assertThat(ModuleError.CLOSED_SOCKET).isSameAs(ModuleError.of(Table.COMMAND, 72));
    assertThat(ModuleError.CERTIFICATE_EXPIRED).isSameAs(ModuleError.of(Table.CERTIFICATE, 21));
    List<ModuleError> constants =
        Arrays.stream(ModuleError.class.getFields()).map(ModuleErrorTest::value).toList();
    List<ModuleError> explained =
        Arrays.stream(Table.values())
            .flatMap(table -> ModuleError.all(table).stream())
            .filter(error -> !error.reserved())
            .toList();
    assertThat(constants).containsExactlyElementsOf(explained);
  }

  private static ModuleError value(Field constant) {
    try {
      return (ModuleError) constant.get(null);
    } catch (IllegalAccessException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void aBrokenTableIsNotUsed() {
    ErrorTable table = new ErrorTable(Table.HTTP_CLIENT, 3, 5);
    table.add(4, "fine");
    refused(table, 4, "again", "error 4", "is taken");
    refused(table, 2, "below", "error 2", "not 3 to 5");
    refused(table, 6, "above", "error 6", "not 3 to 5");
    refused(table, 5, " ", "error 5", "no text");
    assertThat(table.all())
        .containsExactly(
            new ModuleError(Table.HTTP_CLIENT, 3, "Reserved", true),
            new ModuleError(Table.HTTP_CLIENT, 4, "fine", false),
            new ModuleError(Table.HTTP_CLIENT, 5, "Reserved", true));
  }

  private static void refused(ErrorTable table, int id, String text, String row, String problem) {
    assertThatThrownBy(() -> table.add(id, text))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining(row)
        .hasMessageContaining(problem);
  }
}
