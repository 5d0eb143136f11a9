package io.github.spwf04.error;

import io.github.spwf04.error.ModuleError.Table;
import java.util.Arrays;
import java.util.List;

/** The rows of one list of {@link ModuleError}. An id without a row is kept by the manual. */
final class ErrorTable {
  private final Table table;
  private final int first;
  private final ModuleError[] rows;

  /**
   * @param first its least id
   * @param last its greatest id
   */
  ErrorTable(Table table, int first, int last) {
    this.table = table;
    this.first = first;
    rows = new ModuleError[last - first + 1];
    Arrays.setAll(rows, i -> new ModuleError(table, first + i, "Reserved", true));
  }

  /** Adds a row; a broken table is not used. */
  ModuleError add(int id, String text) {
    String name = table + " error " + id;
    check(holds(id), name, "is not " + first + " to " + (first + rows.length - 1));
    check(rows[id - first].reserved(), name, "the id is taken");
    check(!text.isBlank(), name, "no text");
    ModuleError row = new ModuleError(table, id, text, false);
    rows[id - first] = row;
    return row;
  }

  boolean holds(long id) {
    return id >= first && id < first + rows.length;
  }

  ModuleError get(int id) {
    return holds(id)
        ? rows[id - first]
        : new ModuleError(table, id, "Not listed in the manual", false);
  }

  List<ModuleError> all() {
    return List.of(rows);
  }

  private static void check(boolean holds, String row, String problem) {
    if (!holds) {
      throw new IllegalStateException(row + ": " + problem);
    }
  }
}
