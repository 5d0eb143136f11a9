package io.github.spwf04.system;

import io.github.spwf04.catalog.Command;
import io.github.spwf04.catalog.Variable;
import io.github.spwf04.command.ModuleCalls;
import io.github.spwf04.command.VariableLines;
import java.util.SequencedMap;

/**
 * Configuration variables (manual 6.8 to 6.11, Table 7). Values are set in RAM; {@link #save}
 * writes them to flash, from where the module takes them at its next start.
 */
public final class ConfigCommands {
  private final ModuleCalls calls;

  /** These commands over the calls of a connection. */
  public ConfigCommands(ModuleCalls calls) {
    this.calls = calls;
  }

  /**
   * The value of a variable, as the module prints it (6.8).
   *
   * @throws io.github.spwf04.error.SpwfException.Rejected with error 4 when there is none of that
   *     name
   */
  public String get(String name) throws InterruptedException {
    return calls.call(
        Command.GCFG,
        calls.options().commandTimeout(),
        reply -> VariableLines.one(reply, name),
        name);
  }

  /** All variables, in the module's order (6.8). */
  public SequencedMap<String, String> all() throws InterruptedException {
    return calls.call(Command.GCFG, calls.options().commandTimeout(), VariableLines::all);
  }

  /**
   * Sets a variable in RAM (6.9).
   *
   * @param value text, or a number as Table 7 writes it: plain digits are hexadecimal where it has
   *     {@code 0x…}, and decimal elsewhere. An empty one empties a text, and so does the word NULL
   *     (field-facts A.8); over SPI an empty parameter and a missing one differ, for the packet
   *     counts its parameters. A firmware that does not see it so answers with error 2
   * @throws io.github.spwf04.error.SpwfException.Rejected with error 4 for a name that does not
   *     exist
   */
  public void set(String name, String value) throws InterruptedException {
    calls.call(Command.SCFG, calls.options().commandTimeout(), reply -> true, name, value);
  }

  /** Sets a number in RAM (6.9), written as Table 7 writes that variable. */
  public void set(String name, long value) throws InterruptedException {
    Variable variable = Variable.find(Variable.Table.CONFIGURATION, name);
    boolean hex = variable != null && variable.type() == Variable.Type.HEX;
    set(name, hex ? "0x%X".formatted(value) : Long.toString(value));
  }

  /**
   * Writes the variables to flash (6.10). Do not cut the power within a second (field-facts A.7).
   */
  public void save() throws InterruptedException {
    calls.call(Command.WCFG, calls.options().commandTimeout(), reply -> true);
  }

  /**
   * Puts the factory values back, in RAM (6.11). A reset must follow; {@link #save} before it keeps
   * them.
   */
  public void restoreFactory() throws InterruptedException {
    calls.call(Command.FCFG, calls.options().commandTimeout(), reply -> true);
  }
}
