package io.github.spwf04.error;

import java.util.List;

/**
 * An error the module reports (Tables 10 to 13).
 *
 * @param table which of the four lists the id belongs to
 * @param id the number on the wire
 * @param text the manual's text; for an id it does not list, a text that says so
 * @param reserved whether the manual keeps the id for itself
 */
public record ModuleError(Table table, int id, String text, boolean reserved) {

  /** The four lists of errors. */
  public enum Table {
    /** Table 10: {@code AT-S.ERROR}, the only one that ends a reply. */
    COMMAND("ERROR"),
    /** Table 11: {@code WebSocket Client Error} lines. */
    WEB_SOCKET_CLIENT("WebSocket Client Error"),
    /** Table 12: {@code Http Client Error} lines. */
    HTTP_CLIENT("Http Client Error"),
    /** Table 13: {@code Certificate Error} lines. */
    CERTIFICATE("Certificate Error");

    private final String keyword;

    Table(String keyword) {
      this.keyword = keyword;
    }

    /** What stands before the id in a line of text. */
    public String keyword() {
      return keyword;
    }
  }

  /** As a person reads it: {@code Certificate Error 21, Certificate has expired}. */
  @Override
  public String toString() {
    return (table == Table.COMMAND ? "error" : table.keyword()) + " " + id + ", " + text;
  }

  /** The error of that id; one that the manual does not list is made up on the spot, never null. */
  public static ModuleError of(Table table, int id) {
    List<ModuleError> errors = ErrorTable.of(table);
    int index = id - errors.getFirst().id();
    return index >= 0 && index < errors.size()
        ? errors.get(index)
        : new ModuleError(table, id, "Not listed in the manual", false);
  }

  /** Whether the manual lists an error of that id. */
  public static boolean isListed(Table table, long id) {
    List<ModuleError> errors = ErrorTable.of(table);
    return id >= errors.getFirst().id() && id <= errors.getLast().id();
  }

  /** All errors of a table, in the order of their ids, without a gap. */
  public static List<ModuleError> all(Table table) {
    return ErrorTable.of(table);
  }
}
